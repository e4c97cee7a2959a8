"""How far units move under each assumption alone."""

from tui.tables.column import TableColumn, numbers, texts, wholes
from tui.tables.of_methods import assumption_table, audit_table

TABLE = audit_table(
    "Assumptions",
    (
        TableColumn("combination", "text", "assumption", names="choice"),
        *wholes("units"),
        *numbers("mean_shift", form=".2f"),
        *wholes("largest"),
        *texts("most_moved"),
        *numbers("moved_5", "moved_10", "moved_20", form=".1%"),
        *numbers("kendall", form=".3f"),
        TableColumn("trouble", shown=False),
    ),
    assumption_table,
    of=("node", "period"),
)
