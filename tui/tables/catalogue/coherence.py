"""Whether what stands below each node tells one story: alpha and principal components."""

from core.audit.fit import coherence
from tui.tables.of_node import audit_table
from tui.tables.spec import numbers, texts, wholes

TABLE = audit_table(
    "Coherence",
    (
        *texts("code"),
        *wholes("children"),
        *numbers("alpha", form=".3f"),
        *numbers("first:first component", form=".1%"),
        *wholes("above_1:components above 1"),
    ),
    lambda scored, *_: coherence(scored),
)
