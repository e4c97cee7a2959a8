"""What each principal component of the children of a node, and of all indicators, explains."""

from core.analysis.of_result import explained
from tui.analysis.sheets import components_sheet, nodes_with_components
from tui.tables.analyses import of_node, rows_of
from tui.tables.spec import Page, TableSpec, numbers, texts

TABLE = TableSpec(
    "Principal components",
    (*texts("method", "of:node", "component"), *numbers("eigenvalue", "share", "cumulative")),
    lambda query: of_node(
        query, rows_of(query, lambda scored: explained(scored, query.options.step, query.options.period))
    ),
    options=("method", "node", "step", "period"),
    page=Page(
        "Principal components of what is below",
        "explained variance and loadings",
        draw=components_sheet,
        variants=nodes_with_components,
        turns="period",
        stepped="last",
        by_rows=False,
    ),
)
