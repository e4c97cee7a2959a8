"""How complex every industry is: ubiquity, PCI, and the complexity that goes with fitness."""

from core.complexity.tables import industries
from tui.tables.cluster_statistics import INDUSTRY, by_period
from tui.tables.spec import TableSpec, numbers, texts, wholes

TABLE = TableSpec(
    "Complexity · Industries",
    (
        *INDUSTRY,
        *texts("period"),
        *wholes("ubiquity"),
        *numbers("average_diversity", form=".3f"),
        *numbers("pci:PCI", form=".4f"),
        *wholes("pci_rank:PCI rank"),
        *numbers("complexity", form=".4f"),
        *wholes("complexity_rank", "part:connected part"),
    ),
    by_period(industries),
    options=("industries", "whole", "threshold"),
    filters=("period",),
)
