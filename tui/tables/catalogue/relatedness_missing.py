"""The industries that each region lacks, those nearest to what it has first."""

from core.complexity.tables import missing
from tui.tables.cluster_statistics import INDUSTRY, OF_REGIONS, REGION, by_period
from tui.tables.spec import TableSpec, numbers, texts, wholes

TABLE = TableSpec(
    "Relatedness · Missing industries",
    (
        *REGION,
        *INDUSTRY,
        *texts("period"),
        *wholes("place:rank"),
        *numbers("density", "pci:PCI", "gain:outlook gain", form=".4f"),
        *numbers("advantage", form=".3f"),
        *numbers("size", scale_of="industry"),
    ),
    by_period(missing),
    options=OF_REGIONS,
    filters=("period",),
)
