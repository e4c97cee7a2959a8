"""Answers of cluster statistics by hand: regions and industries of nothing, ties, boundaries, and the order of rows."""

from collections.abc import Callable

import polars as pl
import pytest

from core.clusters.agglomeration import agglomeration, ellison_glaeser
from core.clusters.concentration import CONCENTRATIONS, concentration_ratio
from core.clusters.location import location_quotients, locational_gini
from core.clusters.of_workbook import _several, sizes
from core.clusters.shift_share import dunn, esteban
from core.clusters.specialisation import specialisation
from core.clusters.standing import SPECIALISED, TOP, cluster_stars, growth_share, quadrant, stars
from core.clusters.table import filled, two_periods
from core.method.errors import MethodError
from core.workbook.entries import Indicator, Unit
from core.workbook.figure import Figure
from core.workbook.workbook import Workbook


def table(rows: dict[str, list[float | None]], period: int = 1) -> pl.DataFrame:
    """Sizes of regions in industries x, y, z of one period."""
    cells = [(region, "xyz"[at], period, size) for region, row in rows.items() for at, size in enumerate(row)]
    schema = {"region": pl.String, "industry": pl.String, "period": pl.Int64, "size": pl.Float64}
    return pl.DataFrame(cells, schema=schema, orient="row")


WITH_NOTHING = table({"A": [8, 2, 0], "B": [2, 8, 0], "O": [0, 0, 0]})
NOTHING = WITH_NOTHING.with_columns(size=pl.lit(0.0))
SECRET = table({"A": [8, None, 2], "B": [2, 8, 0]})


@pytest.mark.parametrize(
    ("of", "column", "expected", "of_nothing"),
    [
        (location_quotients, "location_quotient", [1.6, 0.4, None, 0.4, 1.6, None, None, None, None], None),
        (locational_gini, "gini", [0.3, 0.3], []),
        (specialisation, "krugman", [0.6, 0.6, None], None),
        (specialisation, "hoover", [0.3, 0.3, None], None),
        (specialisation, "herfindahl", [0.68, 0.68, None], None),
        (cluster_stars, "focus", [0.8, 0.2, 0, 0.2, 0.8, 0, None, None, None], None),
        (cluster_stars, "focus_percentile", [1, 0, 0, 0, 1, 0, None, None, None], None),
        (cluster_stars, "size_percentile", [1, 0.5, 0, 0.5, 1, 0, 0, 0, 0], 0),
        (cluster_stars, "stars", [2, 0, None, 0, 2, None, None, None, None], None),
        (agglomeration, "concentration", [0.18, 0.18, 0], 0),
        (agglomeration, "raw_gamma", [0.36, 0.36, 0], 0),
        (agglomeration, "plant_herfindahl", [None] * 3, None),
    ],
)
def test_regions_and_industries_of_nothing_have_no_answer(
    of: Callable[..., pl.DataFrame], column: str, expected: list[float | None], of_nothing: object
) -> None:
    """A share of nothing is null, never a number that is not one; where nothing has a size nothing has an answer."""
    assert of(WITH_NOTHING)[column].to_list() == pytest.approx(expected)
    nothing = of(NOTHING)[column].to_list()
    assert nothing == (of_nothing if isinstance(of_nothing, list) else [of_nothing] * len(expected))


@pytest.mark.parametrize(
    ("measure", "answers"),
    [
        ("herfindahl", (None, 1.0, 0.5, 0.375)),
        ("normalised_herfindahl", (None, None, 0.0, 0.0625)),
        ("effective_number", (None, 1.0, 2.0, 8 / 3)),
        ("concentration_ratio", (None, 1.0, 1.0, 1.0)),
        ("shannon", (None, 0.0, 0.6931471805599453, 1.0397207708399179)),
        ("evenness", (None, None, 1.0, 0.946394630357186)),
    ],
)
def test_concentration_of_few_sizes(measure: str, answers: tuple[float | None, ...]) -> None:
    """Of nothing, of one alone, of two alike, of 1/2, 1/4 and 1/4; a size of 0 and one that is missing change none."""
    for sizes_of, answer in zip(([0.0, 0.0], [4.0], [4.0, 4.0], [2.0, 1.0, 1.0]), answers, strict=True):
        of = pl.DataFrame({"size": [*sizes_of, None]}).select(CONCENTRATIONS[measure](pl.col("size"))).item()
        assert of == (answer if answer is None else pytest.approx(answer))
    with_nothing = pl.DataFrame({"size": [1.0, 3.0, 0.0]}).select(CONCENTRATIONS["shannon"](pl.col("size"))).item()
    assert with_nothing == pytest.approx(0.5623351446188083)
    five = pl.DataFrame({"size": [5.0, 4.0, 3.0, 2.0, 1.0]})
    assert five.select(concentration_ratio(pl.col("size"))).item() == pytest.approx(14 / 15)


def test_a_secret_size_leaves_the_others_of_its_region() -> None:
    """It is no part of sums: A has 10, of which x is 8."""
    assert specialisation(SECRET)["krugman"].to_list() == pytest.approx([0.3 + 0.1, 0.3 + 0.4 + 0.1])
    assert agglomeration(SECRET)["concentration"].to_list() == pytest.approx([2 * 0.3**2, 0.5**2 * 2, 0.5**2 * 2])


@pytest.mark.parametrize(
    ("numbers", "herfindahl", "gamma"),
    [
        ([2, 1], (8**2 / 2 + 2**2) / 100, (0.18 - 0.5 * 0.36) / (0.5 * 0.64)),
        ([0, 1], None, None),
        ([None, 1], None, None),
        ([0.64, 1e99], 1.0, None),
    ],
)
def test_numbers_of_plants_must_be_there_for_each_size(
    numbers: list[float | None], herfindahl: float | None, gamma: float | None
) -> None:
    """A number of 0 beside a size is as good as none; one plant alone has an index, and no gamma."""
    plants = table({"A": numbers[:1], "B": numbers[1:], "O": [None]})
    [made] = agglomeration(WITH_NOTHING, plants).filter(industry="x").rows(named=True)
    assert made["plant_herfindahl"] == (herfindahl if herfindahl is None else pytest.approx(herfindahl))
    assert made["gamma"] == (gamma if gamma is None else pytest.approx(gamma))


def test_one_region_has_no_room_for_concentration() -> None:
    """All that is in one region is there whatever the industry."""
    assert agglomeration(table({"A": [8, 2]}))["raw_gamma"].to_list() == [None, None]


def test_plants_are_named_by_their_region_where_it_has_no_total() -> None:
    """The first of them."""
    plants = pl.DataFrame({"industry": ["x"], "region": ["Z"], "size": [1.0]})
    with pytest.raises(MethodError, match="Region Z has plants but no total: add it"):
        ellison_glaeser(plants, pl.DataFrame({"region": ["A"], "size": [1.0]}))


@pytest.mark.parametrize(
    ("earned", "expected"),
    [
        ((TOP, SPECIALISED, TOP), 3), ((TOP - 0.01, SPECIALISED, TOP), 2), ((TOP, SPECIALISED - 0.01, TOP), 2),
        ((TOP, SPECIALISED, TOP - 0.01), 2), ((0.0, 0.0, 0.0), 0), ((None, 2.0, 1.0), None), ((1.0, 2.0, None), None),
    ],
)  # fmt: skip
def test_stars_begin_at_their_bounds(earned: tuple[float | None, ...], expected: int | None) -> None:
    """A percentile of 0.9 and a quotient of 2 are enough; without one of the three nothing is known."""
    parts = (pl.lit(part, pl.Float64) for part in earned)
    assert pl.select(stars(*parts)).item() == expected


@pytest.mark.parametrize(
    ("quotient", "change", "expected"),
    [(1.0, 0.0, "Star"), (1.0, -0.1, "Mature"), (0.9, 0.0, "Emerging"), (0.9, -0.1, "Transforming"), (None, 1.0, None)],
)
def test_quadrants_begin_at_1_and_at_0(quotient: float | None, change: float, expected: str | None) -> None:
    """Both bounds belong to the better one."""
    of = quadrant(pl.lit(quotient, pl.Float64), pl.lit(change))
    assert pl.select(of).item() == expected


TWO_PERIODS = pl.concat([table({"A": [8, 2], "B": [2, 8]}), table({"A": [4, 6], "B": [4, 6]}, 2)])


def test_growth_share_is_that_of_the_last_period() -> None:
    """With what the quotient has gained since the first: 1 - 1.6 in A."""
    made = growth_share(TWO_PERIODS, 1, 2)
    assert made.columns == ["region", "industry", "size", "location_quotient", "change", "quadrant"]
    assert [tuple(row) for row in made.rows()] == [
        ("A", "x", 4, 1, pytest.approx(-0.6), "Mature"), ("A", "y", 6, 1, pytest.approx(0.6), "Star"),
        ("B", "x", 4, 1, pytest.approx(0.6), "Star"), ("B", "y", 6, 1, pytest.approx(-0.6), "Mature"),
    ]  # fmt: skip


def test_growth_from_less_than_one_counts() -> None:
    """In thousands of jobs half is as good a beginning as any; from nothing there is no growth."""
    table_of = pl.concat([table({"A": [0.5, 0.0], "B": [0.25, 0.25]}), table({"A": [1.0, 1.0], "B": [0.5, 0.5]}, 2)])
    made = esteban(table_of, 1, 2)
    assert made["national"].to_list() == pytest.approx([1.0, 0.0, 0.5, 0.5])
    assert made["mix"].to_list() == pytest.approx([-0.5, 0.0, -0.25, 0.75])
    assert made["competitive"].to_list()[1] is None
    nothing = dunn(table_of.with_columns(size=pl.when(pl.col("period") == 2).then("size").otherwise(0.0)), 1, 2)
    assert nothing["national"].to_list() == [None] * 4


@pytest.mark.parametrize(("periods", "missing"), [((1, 3), "3"), ((3, 2), "3"), ((4, 3), "4")])
def test_a_period_without_rows_is_named(periods: tuple[int, int], missing: str) -> None:
    """The first of the two where both are missing."""
    with pytest.raises(MethodError, match=f"no row for {missing}: name another period"):
        two_periods(TWO_PERIODS, *periods)


NAMES = [f"{letter}{number}" for number in range(8) for letter in "qbzma"]


@pytest.mark.parametrize(
    ("of", "column"),
    [
        (filled, "industry"), (locational_gini, "industry"), (agglomeration, "industry"), (specialisation, "region"),
        (lambda rows: agglomeration(rows, rows), "industry"),
        (lambda rows: ellison_glaeser(rows, rows.group_by("region").agg(pl.col("size").sum())), "industry"),
    ],
)  # fmt: skip
def test_rows_keep_the_order_of_the_table(of: Callable[[pl.DataFrame], pl.DataFrame], column: str) -> None:
    """Whatever an answer is grouped by."""
    regions, industries = (NAMES, ["x", "y"]) if column == "region" else (["N", "S"], NAMES)
    rows = [(region, industry, 1, 1.0 + at) for at, region in enumerate(regions) for industry in industries]
    made = of(pl.DataFrame(rows, schema=["region", "industry", "period", "size"], orient="row"))
    assert made[column].unique(maintain_order=True).to_list() == NAMES


def test_what_is_missing_is_added_in_the_order_of_the_table() -> None:
    """Behind the rows that are there."""
    rows = [("N", name, 1, 1.0) for name in NAMES] + [("S", NAMES[-1], 1, 1.0)]
    made = filled(pl.DataFrame(rows, schema=["region", "industry", "period", "size"], orient="row"))
    assert made["industry"].to_list() == [*NAMES, NAMES[-1], *NAMES[:-1]]
    assert made["size"].to_list() == [1.0] * 41 + [0.0] * 39


def workbook(measures: dict[str, str], cells: list[str]) -> Workbook:
    """Figures of unit and indicator, each of size 1, of indicators with these measures."""
    figures = [Figure(*cell.split("."), "2020", value=1.0) for cell in cells]
    entries = [Indicator(code, code, measure=measure) for code, measure in measures.items()]
    return Workbook.of(figures, [*(Unit(name, name) for name in {cell[0] for cell in cells}), *entries])


@pytest.mark.parametrize(
    ("measures", "cells", "expected"),
    [
        ({"x": "JOBS", "y": "JOBS", "z": "EUR"}, ["A.x", "B.x", "A.y", "B.y", "A.z", "B.z"], {"x", "y"}),
        ({"x": "JOBS", "y": "EUR", "z": "EUR"}, ["A.x", "B.x", "A.y", "A.z"], {"x"}),
        ({"x": "JOBS", "y": "EUR", "z": "EUR"}, ["A.x", "A.y", "A.z"], {"y", "z"}),
        ({"w": "EUR", "x": "JOBS", "y": "JOBS", "z": "EUR", "v": "EUR"}, ["A.x", "B.x", "A.y", "B.y", "A.z", "B.z"],
         {"x", "y"}),
    ],
)  # fmt: skip
def test_industries_are_the_indicators_of_the_commonest_measure(
    measures: dict[str, str], cells: list[str], expected: set[str]
) -> None:
    """Among those that several units have, where there are any; those without figures count for nothing."""
    assert set(sizes(workbook(measures, cells))["industry"]) == expected


def test_sizes_of_named_industries_are_by_time_and_then_by_unit() -> None:
    """One that is not an indicator is refused by its code."""
    names = [f"{letter}{number}" for number in range(5) for letter in "qbzma"]
    figures = [Figure(name, "x", year, value=1.0) for name in names for year in ("2021", "2020-Q4", "2020")]
    made = sizes(Workbook.of(figures, [*(Unit(name, name) for name in names), Indicator("x", "X")]), ["x"])
    periods = made["period"].unique(maintain_order=True).to_list()
    assert periods == ["2020", "2020-Q4", "2021"]
    assert [made.filter(period=text)["region"].to_list() for text in periods] == [sorted(names)] * 3
    with pytest.raises(MethodError, match="nosuch is not an indicator of the workbook"):
        sizes(workbook({"x": "JOBS"}, ["A.x"]), ["nosuch"])


def test_a_size_of_several_units_goes_before_one_of_a_single_unit() -> None:
    """Of the indicators that several units have, those in the commonest measure; of none such, all are considered."""
    entries = [
        Indicator("a", "A", measure="CNY"),
        Indicator("b", "B", measure="CNY"),
        Indicator("c", "C", measure="COUNT"),
    ]
    single = [Figure("u", code, "2020", value=1.0) for code in "ab"]
    assert _several(Workbook.of(single, entries)) == {"a", "b"}
    assert _several(Workbook.of([*single, *(Figure(unit, "c", "2020", value=1.0) for unit in "uv")], entries)) == {"c"}
