"""How much of the weight below a node says that a unit beats another, for every two units of a period."""

from core.analysis.step_views import outranking_shares
from tui.tables.analyses import rows_of
from tui.tables.spec import Page, TableSpec, numbers, texts

TABLE = TableSpec(
    "Outranking",
    (*texts("method", "of:node", "period", "unit", "other"), *numbers("share")),
    lambda query: rows_of(query, lambda scored: outranking_shares(scored, query.options.node, query.options.step)),
    options=("method", "node", "step"),
    filters=("unit", "period"),
    page=Page(
        "Units", "how much of the weight says that one unit beats another", turns="node", dated=True, stepped="last"
    ),
)
