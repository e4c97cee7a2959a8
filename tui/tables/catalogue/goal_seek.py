"""What it would take to reach a score, a rank, a tier or a value: each figure alone, and the least change of all."""

from tui.goal_seek.goal_tables import goal_records
from tui.tables.spec import TableColumn, TableSpec, numbers, texts, truths

TABLE = TableSpec(
    "What it would take",
    (
        TableColumn("how", names="word"),
        *texts("unit", "indicator", "period"),
        *numbers("now", "needed:value needed", scale_of="indicator"),
        *numbers("change_percent", form="+.4g"),
        *truths("least"),
        *texts("verdict", "growth_since"),
        *numbers("growth_observed_percent", "growth_needed_percent", form="+.4g"),
    ),
    goal_records,
    options=("unit", "indicators", "goal", "within", "method", "period"),
    needs=("unit", "indicators", "goal"),
)
