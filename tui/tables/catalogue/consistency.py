"""Cronbach's alpha of what counts directly towards each node, and of all indicators below it."""

from core.analysis.of_result import consistency
from tui.tables.analyses import rows_of
from tui.tables.column import TableColumn, numbers, texts, wholes
from tui.tables.spec import TableSpec

TABLE = TableSpec(
    "Consistency",
    (
        *texts("method"),
        TableColumn("code", names="code"),
        *wholes("children"),
        *numbers("alpha"),
        *wholes("indicators"),
        *numbers("alpha_below"),
    ),
    lambda query: rows_of(query, consistency),
    options=("method",),
    in_all=False,
)
