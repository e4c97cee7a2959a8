"""How complex the industries of every region are: diversity, ECI, fitness, outlook."""

from core.complexity.tables import regions
from tui.tables.cluster_statistics import OF_REGIONS, REGION, by_period
from tui.tables.spec import TableSpec, numbers, texts, wholes

TABLE = TableSpec(
    "Complexity · Regions",
    (
        *REGION,
        *texts("period"),
        *wholes("diversity"),
        *numbers("average_ubiquity", form=".3f"),
        *numbers("eci:ECI", form=".4f"),
        *wholes("eci_rank:ECI rank"),
        *numbers("fitness", form=".4f"),
        *wholes("fitness_rank"),
        *numbers("outlook", form=".4f"),
        *wholes("part:connected part"),
    ),
    by_period(regions),
    options=OF_REGIONS,
    filters=("period",),
)
