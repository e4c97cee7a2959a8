"""How each series grows over all of its points, and where it breaks: a line, log-linear growth, Pettitt's test."""

from collections.abc import Iterator

from tui.tables import series_growth
from tui.tables.column import numbers, texts, wholes
from tui.tables.query import QueryContext
from tui.tables.records import Record
from tui.tables.spec import TableSpec


def _rows(query: QueryContext) -> Iterator[Record]:
    """One row for each series with at least three comparable figures."""
    for key in query.workbook.figures:
        growth = series_growth.growth_of(query.workbook, *key)
        if growth:
            yield growth


TABLE = TableSpec(
    "Series: growth and breaks",
    (
        *texts("unit", "indicator"),
        *wholes("points:number of points"),
        *texts("first:first period", "last:last period"),
        *numbers("cagr", "log_linear_growth", unit="% a year", form=".2f"),
        *numbers("slope", scale_of="indicator"),
        *numbers("slope_p", "r_squared", form=".4f"),
        *texts("break_after"),
        *numbers("break_p", form=".4f"),
        *numbers("moving_mean", scale_of="indicator"),
    ),
    _rows,
    filters=("unit", "indicator"),
)
