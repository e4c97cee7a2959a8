"""A unit, or two: the score at every node and the figure of every indicator, with rank, median and best of all."""

import polars as pl

from core.method.run import Scored, default_period
from tui.results.unit_sheet import unit_of, unit_profile, unit_sheet
from tui.tables.analyses import known_unit, period_of, rows_of
from tui.tables.query import QueryContext
from tui.tables.spec import Page, TableSpec, numbers, texts, wholes


def _table(scored: Scored, query: QueryContext) -> pl.DataFrame:
    named = query.options.units
    units = [known_unit(scored, query.named_unit(text)) for text in named] if named else [unit_of(scored, query)]
    period = period_of(scored, query) if query.options.period else default_period(scored)
    profiles = {unit: unit_profile(scored, unit, period) for unit in units}
    return pl.concat([rows.with_columns(unit=pl.lit(unit), period=pl.lit(period)) for unit, rows in profiles.items()])


TABLE = TableSpec(
    "Unit",
    (
        *texts("method", "unit", "period", "kind", "code"),
        *numbers("value", scale_of="code"),
        *texts("status"),
        *wholes("rank", "of:number ranked"),
        *numbers("median", "best", scale_of="code"),
    ),
    lambda query: rows_of(query, lambda scored: _table(scored, query)),
    options=("method", "unit", "units", "period"),
    page=Page(
        "Units",
        "one unit at every node and indicator, beside the median and the best",
        draw=lambda _, query: unit_sheet(query),
        dated=True,
        turns="unit",
    ),
)
