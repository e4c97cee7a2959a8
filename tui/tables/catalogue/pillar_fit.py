"""Each indicator with its own pillar, and with the other one that it goes with best."""

from core.audit.fit import pillar_fit
from tui.tables.of_node import audit_table
from tui.tables.spec import TableColumn, numbers, texts, truths

TABLE = audit_table(
    "Indicators and pillars",
    (
        *texts("code:indicator", "pillar"),
        *numbers("own", form=".3f"),
        TableColumn("other", title="other pillar", names="code"),
        *numbers("other_correlation", "root", form=".3f"),
        *truths("fits"),
    ),
    lambda scored, *_: pillar_fit(scored),
)
