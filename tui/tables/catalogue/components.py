"""What each principal component of the children of a node, and of all indicators, explains."""

from core.analysis.of_result import explained
from tui.tables.analyses import rows_of
from tui.tables.column import numbers, texts
from tui.tables.spec import TableSpec

TABLE = TableSpec(
    "Principal components",
    (
        *texts("method", "of", "component"),
        *numbers("eigenvalue", "share", "cumulative"),
    ),
    lambda query: rows_of(query, explained),
    options=("method",),
    in_all=False,
)
