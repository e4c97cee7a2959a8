"""How related every two industries are, by the regions that have both."""

from core.complexity.tables import pairs
from tui.tables.cluster_statistics import INDUSTRY, OPTIONS, by_period
from tui.tables.spec import TableColumn, TableSpec, numbers, texts, wholes

TABLE = TableSpec(
    "Relatedness · Industries",
    (
        *INDUSTRY,
        TableColumn("other", title="other industry", names="indicator"),
        *texts("period"),
        *wholes("together:regions with both"),
        *numbers("relatedness", form=".4f"),
    ),
    by_period(pairs),
    options=OPTIONS,
    filters=("period",),
)
