"""How closely each indicator, as it comes and as it is scored, follows the size of units."""

from core.audit.size import size_links
from tui.tables.column import TableColumn, numbers, truths
from tui.tables.of_methods import audit_table

TABLE = audit_table(
    "Links to size",
    (
        TableColumn("code", title="indicator", names="code"),
        TableColumn("size", names="code"),
        *numbers("correlation", "correlation_scored", form=".3f"),
        *truths("divided"),
    ),
    lambda scored, _, __, newest: size_links(scored, newest),
)
