"""Which industries entered and left each region between two periods, and how related they were to it."""

from core.complexity.tables import changes
from tui.tables.cluster_statistics import INDUSTRY, OF_REGIONS, REGION, between
from tui.tables.column import TableColumn, numbers
from tui.tables.spec import TableSpec

TABLE = TableSpec(
    "Relatedness · Entry and exit",
    (
        *REGION,
        *INDUSTRY,
        TableColumn("change", names="word"),
        *numbers("density", "pci:PCI", form=".4f"),
        *numbers("advantage", "advantage_last", form=".3f"),
    ),
    between(changes),
    options=(*OF_REGIONS, "periods"),
    filters=(),
    in_all=False,
)
