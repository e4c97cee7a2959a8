"""How far each code loads on each principal component."""

from core.analysis.of_result import loadings
from tui.tables.analyses import of_node, rows_of
from tui.tables.column import TableColumn, numbers, texts
from tui.tables.spec import TableSpec

TABLE = TableSpec(
    "Loadings",
    (
        *texts("method", "of", "component"),
        TableColumn("code", names="code"),
        *numbers("loading"),
    ),
    lambda query: of_node(query, rows_of(query, loadings)),
    options=("method", "node"),
    in_all=False,
)
