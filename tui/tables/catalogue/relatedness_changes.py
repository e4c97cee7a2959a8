"""Which industries entered and left each region between two periods, and how related they were to it."""

from core.complexity.tables import changes
from tui.tables.cluster_statistics import INDUSTRY, OF_REGIONS, REGION, between
from tui.tables.spec import TableSpec, numbers, texts

TABLE = TableSpec(
    "Relatedness · Entry and exit",
    (
        *REGION,
        *INDUSTRY,
        *texts("change"),
        *numbers("density", "pci:PCI", form=".4f"),
        *numbers("advantage", "advantage_last", form=".3f"),
    ),
    between(changes),
    options=(*OF_REGIONS, "periods"),
)
