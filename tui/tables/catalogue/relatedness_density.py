"""The share that each region has of what is related to each industry, and what that industry would add."""

from core.complexity.tables import cells
from tui.tables.cluster_statistics import INDUSTRY, OF_REGIONS, REGION, by_period
from tui.tables.spec import TableSpec, numbers, texts, truths

TABLE = TableSpec(
    "Relatedness · Density",
    (
        *REGION,
        *INDUSTRY,
        *texts("period"),
        *numbers("size", scale_of="industry"),
        *numbers("advantage", form=".3f"),
        *truths("present"),
        *numbers("density", "pci:PCI", "gain:outlook gain", form=".4f"),
    ),
    by_period(cells),
    options=OF_REGIONS,
    filters=("period",),
)
