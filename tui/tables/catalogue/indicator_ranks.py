"""The rank of every unit on every indicator and node, after a step of a method."""

from core.analysis.step_views import indicator_ranks
from tui.tables.analyses import rows_of
from tui.tables.spec import Page, TableSpec, numbers, texts, wholes

TABLE = TableSpec(
    "Ranks on every indicator",
    (
        *texts("method"),
        *wholes("step"),
        *texts("unit", "period", "code:indicator"),
        *numbers("value", scale_of="code"),
        *wholes("rank", "of:number ranked"),
    ),
    lambda query: rows_of(query, lambda scored: indicator_ranks(scored, query.options.step, query.options.node)),
    options=("method", "node", "step"),
    filters=("unit", "period"),
    page=Page("Units", "the rank of every unit on every indicator and node", turns="node", dated=True, stepped="last"),
)
