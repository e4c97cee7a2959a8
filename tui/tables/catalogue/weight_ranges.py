"""Between which weights of each code every unit keeps its rank, the others being as they are."""

import polars as pl

from core.analysis.weight_range import weight_range
from core.method.errors import MethodError
from core.method.run import Scored, default_period
from tui.tables.analyses import period_of, rows_of
from tui.tables.query import QueryContext
from tui.tables.spec import TableSpec, numbers, texts, wholes


def _table(scored: Scored, query: QueryContext) -> pl.DataFrame:
    """The ranges under the weight of the code that is named as the node, else of each that has siblings."""
    named, rows = query.options.node, []
    period = period_of(scored, query) if query.options.period else default_period(scored)
    for code in [named] if named else scored.tree.parents:
        try:
            ranges = weight_range(scored, code, period)
        except MethodError:
            if named:
                raise
            continue
        rows += [(period, code, ranges.weight, row.unit, row.rank, row.score, row.low, row.high) for row in ranges.rows]
    table = pl.DataFrame(rows, schema=TABLE.keys[1:], orient="row")
    return table.with_columns(pl.col("high").cast(pl.Float64).replace(float("inf"), None))


TABLE = TableSpec(
    "Ranges of weights",
    (
        *texts("method", "period", "code"),
        *numbers("weight", form=".6g"),
        *texts("unit"),
        *wholes("rank"),
        *numbers("score", form=".4f"),
        *numbers("low:keeps its rank from", "high:to", form=".5g"),
    ),
    lambda query: rows_of(query, lambda scored: _table(scored, query)),
    options=("method", "node", "period"),
    filters=("unit",),
)
