"""The weight of each code beside its importance for the node that it counts towards."""

from core.audit.importance import importance
from tui.tables.column import TableColumn, numbers
from tui.tables.of_methods import audit_table

TABLE = audit_table(
    "Weight and importance",
    (
        TableColumn("code", title="part", names="code"),
        TableColumn("parent", names="code"),
        *numbers("weight", form=".1%"),
        *numbers("correlation", "linear", "importance", form=".3f"),
        *numbers("share", form=".1%"),
        *numbers("ratio", form=".2f"),
        TableColumn("weight_for_share", "number", title="weight for it", form=".1%"),
    ),
    lambda scored, *_: importance(scored),
)
