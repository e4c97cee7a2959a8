"""The share of the figures of a period that each unit has."""

from core.audit.coverage import unit_coverage
from tui.tables.column import numbers, texts, truths, wholes
from tui.tables.of_methods import audit_table

TABLE = audit_table(
    "Coverage of units",
    (*texts("unit"), *wholes("missing"), *numbers("share", form=".1%"), *truths("enough")),
    lambda scored, _, period, __: unit_coverage(scored, period),
    of=("period",),
)
