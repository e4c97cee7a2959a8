"""How far each code loads on each principal component."""

from core.analysis.of_result import loadings
from tui.tables.analyses import of_node, rows_of
from tui.tables.spec import TableSpec, numbers, texts

TABLE = TableSpec(
    "Loadings",
    (*texts("method", "of:node", "component", "code"), *numbers("loading")),
    lambda query: of_node(
        query, rows_of(query, lambda scored: loadings(scored, query.options.step, query.options.period))
    ),
    options=("method", "node", "step", "period"),
)
