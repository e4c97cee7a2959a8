"""How far units move under each assumption alone."""

from tui.tables.of_node import assumption_table, audit_table
from tui.tables.spec import TableColumn, numbers, texts, wholes

TABLE = audit_table(
    "Assumptions",
    (
        *texts("combination:assumption"),
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
