"""How closely each indicator, as it comes and as it is scored, follows the size of units."""

from core.audit.size import size_links
from tui.tables.of_node import audit_table
from tui.tables.spec import numbers, texts, truths

TABLE = audit_table(
    "Links to size",
    (*texts("code:indicator", "size"), *numbers("correlation", "correlation_scored", form=".3f"), *truths("divided")),
    lambda scored, _, __, newest: size_links(scored, newest),
)
