"""What tables of relatedness and complexity are made of: the sizes of a workbook, and when an industry is present."""

from collections.abc import Callable

import polars as pl

from core.complexity.presence import THRESHOLD
from core.complexity.tables import PresenceSettings
from tui.tables.cluster_statistics import grown, sizes_of, whole_of
from tui.tables.query import QueryContext

OPTIONS = ("industries", "whole", "threshold", "relatedness")
OF_REGIONS = (*OPTIONS, "unit")


def settings_of(query: QueryContext) -> PresenceSettings:
    """The threshold, the relatedness and the whole that are given, else the usual ones. Raises BadEntry."""
    options = query.options
    threshold = THRESHOLD if options.threshold is None else options.threshold
    return PresenceSettings(threshold, options.relatedness or "conditional", whole_of(query))


def by_period(
    of: Callable[[pl.DataFrame, PresenceSettings], pl.DataFrame],
) -> Callable[[QueryContext], pl.DataFrame]:
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
