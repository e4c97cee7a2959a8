"""Tables in which not every industry stands in every region: what has no row is nothing, what has no size not known."""

from dataclasses import replace

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from core.clusters.agglomeration import agglomeration, ellison_glaeser
from core.clusters.concentration import CONCENTRATIONS
from core.clusters.location import locational_gini
from core.clusters.of_workbook import sizes
from core.clusters.shift_share import dunn, esteban
from core.clusters.specialisation import specialisation
from core.clusters.standing import cluster_stars
from core.method.errors import MethodError
from core.workbook.entries import Indicator, Unit
from core.workbook.figure import Figure
from core.workbook.figure_store import Figures
from core.workbook.workbook import Workbook

SIZES = {
    ("N", "it"): (30, 45), ("N", "health"): (10, 12), ("N", "cars"): (20, 0),
    ("S", "it"): (10, 11), ("S", "health"): (50, 52), ("S", "cars"): (0, 5),
    ("W", "it"): (5, 6), ("W", "health"): (5, 4), ("W", "cars"): (40, 44),
}  # fmt: skip


def table(with_zeros: bool) -> pl.DataFrame:
    """Two years of three regions and industries; rows of size 0 can be left out."""
    rows = [(*key, year, float(size)) for key, both in SIZES.items() for year, size in zip((1, 2), both, strict=True)]
    made = pl.DataFrame(rows, schema=["region", "industry", "period", "size"], orient="row")
    return made if with_zeros else made.filter(pl.col("size") > 0)


@pytest.mark.parametrize(
    "of",
    [
        locational_gini,
        specialisation,
        agglomeration,
        lambda given: dunn(given, 1, 2),
        lambda given: esteban(given, 1, 2).drop("competitive", "allocation"),
        lambda given: cluster_stars(given).filter(pl.col("size") > 0),
    ],
)
def test_a_row_that_is_left_out_counts_as_a_row_of_nothing(of) -> None:  # noqa: ANN001
    """Every statistic is the same with and without its zeros."""
    assert_frame_equal(of(table(True)), of(table(False)), check_row_order=False)


def test_what_comes_from_nothing_is_regional() -> None:
    """The parts sum to the change, also where an industry begins or ends."""
    made = dunn(table(False), 1, 2)
    assert made.height == 9
    parts = made.select(pl.sum_horizontal("national", "mix", "regional")).to_series()
    assert parts.to_list() == pytest.approx(made["change"].to_list())
    begun = made.filter(region="S", industry="cars")
    assert begun.select("change", "national", "regional").row(0) == (5, 0, 5)


def test_a_size_that_is_not_known_is_left_out_and_is_not_nothing() -> None:
    """A secret size leaves no location quotient for the region, and no part of the Gini."""
    known = table(True).filter(period=2)
    secret = known.with_columns(size=pl.when(~((pl.col("region") == "N") & (pl.col("industry") == "it"))).then("size"))
    of_two = locational_gini(secret).filter(industry="it")["gini"][0]
    assert of_two != locational_gini(known).filter(industry="it")["gini"][0]
    assert cluster_stars(secret).filter(region="N", industry="it")["location_quotient"].to_list() == [None]


def test_a_large_workbook_gives_the_table_of_a_small_one() -> None:
    """Newest releases count, also where they took a size back, and what has no figure is not known."""
    figures = [
        Figure(region, industry, period, vintage, value=value)
        for at, (region, industry) in enumerate(SIZES)
        for period in ("2020", "2021-H1", "2021")
        for vintage, value in (("", float(at)), ("2022", None if at == 3 else at + 1.0))
        if (at + len(period)) % 4
    ]
    entries = [*(Unit(code, "") for code in "NSW"), *(Indicator(code, "") for code in ("it", "health", "cars"))]
    small = Workbook.of(figures, entries)
    made = sizes(small)
    assert_frame_equal(made, sizes(replace(small, figures=Figures(small.figures.whole()))), check_row_order=False)
    assert made["period"].unique(maintain_order=True).to_list() == ["2020", "2021-H1", "2021"]
    assert made.filter(region="S", industry="it", period="2021")["size"].to_list() in ([None], [])
    assert made.height == made.unique(["region", "industry", "period"]).height


def test_plants_of_equal_size_are_ellison_and_glaesers() -> None:
    """With every plant as large as the others of its region and industry the index is that of single plants."""
    numbers = {key: 2 if at % 2 else 5 for at, key in enumerate(SIZES)}
    sizes = table(False).filter(period=2)
    counts = pl.DataFrame(
        [(*key, 2, float(number)) for key, number in numbers.items()],
        schema=["region", "industry", "period", "size"],
        orient="row",
    )
    made = agglomeration(sizes, counts)
    rows = [row for row in sizes.iter_rows(named=True) for _ in range(numbers[row["region"], row["industry"]])]
    single = [(r["industry"], r["region"], r["size"] / numbers[r["region"], r["industry"]]) for r in rows]
    plants = pl.DataFrame(single, schema=["industry", "region", "size"], orient="row")
    expected = ellison_glaeser(plants, sizes.group_by("region").agg(pl.col("size").sum()))
    both = made.join(expected, on="industry", suffix="_of_plants")
    assert both["gamma"].to_list() == pytest.approx(both["gamma_of_plants"].to_list())
    assert both["plant_herfindahl"].to_list() == pytest.approx(both["herfindahl"].to_list())
    few = both.select(pl.col("gamma") < pl.col("raw_gamma")).to_series()
    assert few.all()


def test_without_plants_gamma_is_not_known() -> None:
    """Only what many small plants would give stands there, and numbers below 0 are refused."""
    made = agglomeration(table(True))
    assert made["gamma"].null_count() == made.height
    assert made["raw_gamma"].null_count() == 0
    with pytest.raises(MethodError, match="N it 1 is below 0"):
        agglomeration(table(True), table(True).with_columns(size=-1.0))


def test_evenness_needs_two_sizes() -> None:
    """Of one there is none; two alike are wholly even."""
    even = CONCENTRATIONS["evenness"](pl.col("size"))
    assert pl.DataFrame({"size": [4.0]}).select(even).item() is None
    assert pl.DataFrame({"size": [4.0, 4.0]}).select(even).item() == pytest.approx(1)


@pytest.mark.parametrize("nation", [Unit("land", "Land"), Unit("land", "Land", kind="total")])
def test_a_nation_is_no_region_beside_its_own_and_has_rows_only_where_it_is_the_whole(nation: Unit) -> None:
    """A unit of kind total, or that two others are part of; a province with figures of one town stays."""
    part_of = "" if nation.kind else "land"
    units = [nation, Unit("n", "N", part_of=part_of), Unit("s", "S", part_of=part_of), Unit("t", "T", part_of="s")]
    values = {"land": 4.0, "n": 3.0, "s": 1.0, "t": 0.5}
    workbook = Workbook.of(
        [Figure(unit, "it", "2020", value=value) for unit, value in values.items()], [*units, Indicator("it", "IT")]
    )
    assert set(sizes(workbook)["region"]) == {"n", "s", "t"}
    assert set(sizes(workbook, whole="land")["region"]) == {"land", "n", "s", "t"}
