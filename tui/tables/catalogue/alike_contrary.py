"""Pairs of siblings that are highly correlated, or in conflict."""

from core.audit.fit import alike_and_contrary
from tui.tables.of_node import audit_table
from tui.tables.spec import numbers, texts

TABLE = audit_table(
    "Alike and contrary pairs",
    (*texts("first", "second"), *numbers("correlation", form=".3f"), *texts("kind", "pillar")),
    lambda scored, *_: alike_and_contrary(scored),
)
