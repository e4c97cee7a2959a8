"""The indicators in which each unit ranks best and worst in one period."""

from core.analysis.of_result import strengths
from tui.tables.analyses import FEW, period_of, rows_of
from tui.tables.column import TableColumn, numbers, texts, wholes
from tui.tables.spec import TableSpec

TABLE = TableSpec(
    "Strengths",
    (
        *texts("method", "unit"),
        TableColumn("side", title="strength or weakness", names="word"),
        *texts("code:indicator"),
        *numbers("value", scale_of="code"),
        *wholes("rank", "of:number ranked"),
        *numbers("best", "median", scale_of="code"),
    ),
    lambda query: rows_of(query, lambda scored: strengths(scored, period_of(scored, query), FEW)),
    options=("method", "period"),
    filters=("unit",),
)
