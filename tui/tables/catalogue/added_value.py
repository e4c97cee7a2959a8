"""How far the ranks of each part are from those of the index."""

from core.audit.added_value import added_value
from tui.tables.of_node import audit_table
from tui.tables.spec import numbers, texts, wholes

TABLE = audit_table(
    "Added value",
    (
        *texts("code"),
        *wholes("units"),
        *numbers("mean_shift", form=".2f"),
        *numbers("moved_5", "moved_10", "moved_20", form=".1%"),
        *numbers("spearman", form=".3f"),
    ),
    lambda scored, node, period, _: added_value(scored, node, period),
    of=("node", "period"),
)
