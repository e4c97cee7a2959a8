"""Each indicator with its own pillar, and with the other one that it goes with best."""

from core.audit.fit import pillar_fit
from tui.tables.column import TableColumn, numbers, truths
from tui.tables.of_methods import audit_table

TABLE = audit_table(
    "Indicators and pillars",
    (
        TableColumn("code", title="indicator", names="code"),
        TableColumn("pillar", names="code"),
        *numbers("own", form=".3f"),
        TableColumn("other", title="other pillar", names="code"),
        *numbers("other_correlation", "root", form=".3f"),
        *truths("fits"),
    ),
    lambda scored, *_: pillar_fit(scored),
)
