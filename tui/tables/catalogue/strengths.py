"""The indicators in which each unit ranks best and worst in one period."""

from core.analysis.of_result import strengths
from tui.tables.analyses import FEW, period_of, rows_of
from tui.tables.spec import TableSpec, numbers, texts, wholes

TABLE = TableSpec(
    "Strengths",
    (
        *texts("method", "unit", "side:strength or weakness", "code:indicator"),
        *numbers("value", scale_of="code"),
        *wholes("rank", "of:number ranked"),
        *numbers("best", "median", scale_of="code"),
    ),
    lambda query: rows_of(query, lambda scored: strengths(scored, period_of(scored, query), FEW)),
    options=("method", "period"),
    filters=("unit",),
)
