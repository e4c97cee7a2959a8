"""What each unit scores below a node with the weights that suit it best: plain, directional and robust."""

from core.analysis.frontier import frontier_scores
from tui.tables.analyses import rows_of
from tui.tables.spec import Page, TableSpec, numbers, texts

TABLE = TableSpec(
    "Benefit of the doubt",
    (*texts("method", "of:node", "unit", "period"), *numbers("score", "directional", "robust")),
    lambda query: rows_of(query, lambda scored: frontier_scores(scored, query.options.node)),
    options=("method", "node"),
    filters=("unit", "period"),
    page=Page("Units", "each unit with the weights that suit it best, against the frontier"),
)
