"""How far the ranks of each part are from those of the index."""

from core.audit.added_value import added_value
from tui.tables.column import TableColumn, numbers, wholes
from tui.tables.of_methods import audit_table

TABLE = audit_table(
    "Added value",
    (
        TableColumn("code", title="part", names="code"),
        *wholes("units"),
        *numbers("mean_shift", form=".2f"),
        *numbers("moved_5", "moved_10", "moved_20", form=".1%"),
        *numbers("spearman", form=".3f"),
    ),
    lambda scored, node, period, _: added_value(scored, node, period),
    of=("node", "period"),
)
