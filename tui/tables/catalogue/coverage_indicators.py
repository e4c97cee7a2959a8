"""The share of the units of a period for which there is a figure of each indicator."""

from core.audit.coverage import indicator_coverage
from tui.tables.of_node import audit_table
from tui.tables.spec import numbers, texts, truths, wholes

TABLE = audit_table(
    "Coverage of indicators",
    (*texts("code:indicator"), *wholes("missing"), *numbers("share", form=".1%"), *truths("enough")),
    lambda scored, _, period, __: indicator_coverage(scored, period),
    of=("period",),
)
