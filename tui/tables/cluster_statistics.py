"""What cluster statistics are made of: regions are units, industries are indicators."""

from collections.abc import Callable

import polars as pl

from core.clusters.agglomeration import agglomeration
from core.clusters.concentration import CONCENTRATIONS
from core.clusters.location import locational_gini
from core.clusters.of_workbook import sizes
from core.clusters.table import filled
from core.complexity.presence import THRESHOLD
from core.complexity.tables import PresenceSettings
from core.method.errors import MethodError
from tui.tables.query import QueryContext
from tui.tables.spec import TableColumn

REGION = (TableColumn("region", names="unit"),)
INDUSTRY = (TableColumn("industry", names="indicator"),)

OPTIONS = ("industries", "whole", "threshold", "relatedness")
OF_REGIONS = (*OPTIONS, "unit")


def sizes_of(query: QueryContext) -> pl.DataFrame:
    """The table of regions, industries, periods and sizes. Raises MethodError."""
    return sizes(
        query.workbook, [query.named_indicator(text) for text in query.options.industries or ()], whole_of(query)
    )


def whole_of(query: QueryContext) -> str | None:
    """The code of the unit that is the nation, by its code or name; null where none is named. Raises BadEntry."""
    text: str | None = query.options.whole
    return None if text is None else query.named_unit(text)


def grown(query: QueryContext) -> tuple[pl.DataFrame, str, str]:
    """The table with two of its periods: those that are requested, else the first and the last. Raises MethodError."""
    table = sizes_of(query)
    first, last = query.options.periods or (table["period"][0], table["period"][-1])
    if first == last:
        raise MethodError("The table has only {first}: growth needs two periods.", first=first)
    return table, first, last


def concentrations(table: pl.DataFrame, query: QueryContext) -> pl.DataFrame:
    """How much the largest regions hold of each industry in every measure, the locational Gini, Ellison and Glaeser."""
    reference = whole_of(query)
    size, whole_table = pl.col("size"), filled(table)
    regions = whole_table if reference is None else whole_table.filter(pl.col("region") != reference)
    measures = [of(size).alias(name) for name, of in CONCENTRATIONS.items()]
    by_industry = regions.group_by("industry", "period", maintain_order=True).agg(measures)
    for more in (locational_gini(table, reference), agglomeration(table, _plants(query), reference)):
        by_industry = by_industry.join(more, on=["industry", "period"], how="left", maintain_order="left")
    return by_industry


def _plants(query: QueryContext) -> pl.DataFrame | None:
    """The numbers of plants, under the names of the industries that they are of; null where none are named."""
    codes = [query.named_indicator(text) for text in query.options.plants or ()]
    if not codes:
        return None
    industries = [query.named_indicator(text) for text in query.options.industries or ()]
    if len(codes) != len(industries):
        raise MethodError("Name as many indicators with --plants as with --industries, in the same order.")
    if len({*codes}) < len(codes):
        raise MethodError("Name each indicator once with --plants: the numbers of plants of each industry are its own.")
    return sizes(query.workbook, codes, whole_of(query)).with_columns(
        pl.col("industry").replace_strict(codes, industries)
    )


def settings_of(query: QueryContext) -> PresenceSettings:
    """The threshold, the relatedness and the whole that are given, else the usual ones. Raises BadEntry."""
    options = query.options
    threshold = THRESHOLD if options.threshold is None else options.threshold
    return PresenceSettings(threshold, options.relatedness or "conditional", whole_of(query))


def by_period(of: Callable[[pl.DataFrame, PresenceSettings], pl.DataFrame]) -> Callable[[QueryContext], pl.DataFrame]:
    """The rows of a table that has every period."""
    return lambda query: _of_unit(query, of(sizes_of(query), settings_of(query)))


def between(
    of: Callable[[pl.DataFrame, object, object, PresenceSettings], pl.DataFrame],
) -> Callable[[QueryContext], pl.DataFrame]:
    """The rows of a table that holds two periods together: those that are given, else the first and the last."""

    def rows(query: QueryContext) -> pl.DataFrame:
        table, first, last = grown(query)
        return _of_unit(query, of(table, first, last, settings_of(query)))

    return rows


def _of_unit(query: QueryContext, rows: pl.DataFrame) -> pl.DataFrame:
    """The rows of the one region that is named, else all."""
    unit = query.option_code("unit")
    return rows if unit is None else rows.filter(pl.col("region") == unit)
