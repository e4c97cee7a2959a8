"""Whether what stands below each node tells one story: alpha and principal components."""

from core.audit.fit import coherence
from tui.tables.column import TableColumn, numbers, wholes
from tui.tables.of_methods import audit_table

TABLE = audit_table(
    "Coherence",
    (
        TableColumn("code", title="part", names="code"),
        *wholes("children"),
        *numbers("alpha", form=".3f"),
        TableColumn("first", "number", "first component", form=".1%"),
        TableColumn("above_1", "whole", "components above 1"),
    ),
    lambda scored, *_: coherence(scored),
)
