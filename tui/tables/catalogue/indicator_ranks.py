"""The rank of every unit on every indicator and node, after a step of a method."""

from core.analysis.step_views import indicator_ranks
from tui.tables.analyses import rows_of
from tui.tables.column import TableColumn, numbers, texts, wholes
from tui.tables.spec import Page, TableSpec

TABLE = TableSpec(
    "Ranks on every indicator",
    (
        *texts("method"),
        *wholes("step"),
        TableColumn("unit", names="unit"),
        *texts("period"),
        TableColumn("code", names="code"),
        *numbers("value"),
        *wholes("rank", "of"),
    ),
    lambda query: rows_of(query, lambda scored: indicator_ranks(scored, query.options.step, query.options.node)),
    options=("method", "node", "step"),
    filters=("unit", "period"),
    in_all=False,
    page=Page("Units", "the rank of every unit on every indicator and node", turns="node", dated=True, stepped="last"),
)
