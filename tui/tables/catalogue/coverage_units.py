"""The share of the figures of a period that each unit has."""

from core.audit.coverage import unit_coverage
from tui.tables.audit import audit_table
from tui.tables.column import TableColumn, numbers, truths, wholes

TABLE = audit_table(
    "Coverage of units",
    (
        TableColumn("unit", names="unit"),
        *wholes("missing"),
        *numbers("share", form=".1%"),
        *truths("enough"),
    ),
    lambda scored, _, period, __: unit_coverage(scored, period),
    of=("period",),
)
