"""Pairs of siblings that are highly correlated, or in conflict."""

from core.audit.fit import alike_and_contrary
from tui.tables.column import TableColumn, numbers, texts
from tui.tables.of_methods import audit_table

TABLE = audit_table(
    "Alike and contrary pairs",
    (
        *texts("first", "second"),
        *numbers("correlation", form=".3f"),
        TableColumn("kind", names="word"),
        TableColumn("pillar", names="code"),
    ),
    lambda scored, *_: alike_and_contrary(scored),
)
