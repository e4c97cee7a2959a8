"""Regions, industries and periods stand in the order of the table, whatever their names are."""

import polars as pl

from core.clusters.agglomeration import agglomeration, ellison_glaeser
from core.clusters.location import locational_gini
from core.clusters.specialisation import specialisation
from core.complexity.presence import presences
from core.complexity.tables import PresenceSettings, cells, missing

NAMES = ["kappa", "beta", "omega", "alpha", "theta", "gamma", "sigma", "delta"]
TABLE = pl.DataFrame(
    [
        (region, industry, period, float((3 * at + 5 * of) % 7 + 1))
        for period in ("2021", "2019", "2020", "2018")
        for at, region in enumerate(NAMES)
        for of, industry in enumerate(NAMES[::-1])
    ],
    schema=["region", "industry", "period", "size"],
    orient="row",
)
YEARS = ["2021", "2019", "2020", "2018"]


def once(table: pl.DataFrame, column: str) -> list[str]:
    """The texts of a column, each where it is first."""
    return list(dict.fromkeys(table[column].cast(pl.String).to_list()))


def test_tables_of_clusters_keep_the_order_of_rows() -> None:
    """Of each period in turn."""
    for made, name in ((agglomeration(TABLE), "industry"), (locational_gini(TABLE), "industry"),
                       (specialisation(TABLE), "region")):  # fmt: skip
        names = NAMES if name == "region" else NAMES[::-1]
        assert (once(made, name), once(made, "period")) == (names, YEARS)
        assert made[name].to_list() == names * 4
    plants = TABLE.filter(pl.col("period") == "2021").select("industry", "region", "size")
    totals = plants.group_by("region").agg(pl.col("size").sum())
    assert ellison_glaeser(plants, totals)["industry"].to_list() == NAMES[::-1]


def test_presences_keep_the_order_of_rows() -> None:
    """Periods as they come, in each its regions and industries."""
    made = list(presences(TABLE))
    assert [str(one.period) for one in made] == YEARS
    assert all(list(one.regions) == NAMES and list(one.industries) == NAMES[::-1] for one in made)


def test_industries_that_are_as_near_stand_in_the_order_of_rows() -> None:
    """Of forty that a region lacks many are at one place."""
    rows = [
        (region, f"i{7 * of % 41:02}", "2020", 5.0 if of % 4 == at % 4 else 0.0)
        for at, region in enumerate(NAMES)
        for of in range(40)
    ]
    table = pl.DataFrame(rows, schema=TABLE.columns, orient="row")
    lacking = missing(table, PresenceSettings())
    order = {key: at for at, key in enumerate(cells(table, PresenceSettings()).select("region", "industry").rows())}
    spots = [(row[2], order[row[:2]]) for row in lacking.select("region", "industry", "place").rows()]
    assert once(lacking, "region") == NAMES
    for region in NAMES:
        own = [spot for spot, name in zip(spots, lacking["region"], strict=True) if name == region]
        assert len({place for place, _ in own}) < len(own)
        assert own == sorted(own)
