"""The weight of each code beside its importance for the node that it counts towards."""

from core.audit.importance import importance
from tui.tables.of_node import audit_table
from tui.tables.spec import numbers, texts

TABLE = audit_table(
    "Weight and importance",
    (
        *texts("code", "parent"),
        *numbers("weight", form=".1%"),
        *numbers("correlation", "linear", "importance", form=".3f"),
        *numbers("share", form=".1%"),
        *numbers("ratio", form=".2f"),
        *numbers("weight_for_share:weight for it", form=".1%"),
    ),
    lambda scored, *_: importance(scored),
)
