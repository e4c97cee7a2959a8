"""The share of the figures of a period that each unit has."""

from core.audit.coverage import unit_coverage
from tui.tables.of_node import audit_table
from tui.tables.spec import numbers, texts, truths, wholes

TABLE = audit_table(
    "Coverage of units",
    (*texts("unit"), *wholes("missing"), *numbers("share", form=".1%"), *truths("enough")),
    lambda scored, _, period, __: unit_coverage(scored, period),
    of=("period",),
)
