"""The share of the units of a period for which there is a figure of each indicator."""

from core.audit.coverage import indicator_coverage
from tui.tables.column import TableColumn, numbers, truths, wholes
from tui.tables.of_methods import audit_table

TABLE = audit_table(
    "Coverage of indicators",
    (
        TableColumn("code", title="indicator", names="code"),
        *wholes("missing"),
        *numbers("share", form=".1%"),
        *truths("enough"),
    ),
    lambda scored, _, period, __: indicator_coverage(scored, period),
    of=("period",),
)
