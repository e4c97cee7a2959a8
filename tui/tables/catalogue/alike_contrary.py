"""Pairs of siblings that are highly correlated, or in conflict."""

from core.audit.fit import alike_and_contrary
from tui.tables.audit import audit_table
from tui.tables.column import TableColumn, numbers

TABLE = audit_table(
    "Alike and contrary pairs",
    (
        TableColumn("first", names="code"),
        TableColumn("second", names="code"),
        *numbers("correlation", form=".3f"),
        TableColumn("kind", names="word"),
        TableColumn("pillar", names="code"),
    ),
    lambda scored, *_: alike_and_contrary(scored),
)
