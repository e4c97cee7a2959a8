"""Location quotient, its change, and the growth-share quadrant of every region and industry."""

from core.clusters.standing import growth_share
from tui.tables.cluster_statistics import INDUSTRY, REGION, grown, whole_of
from tui.tables.spec import TableSpec, numbers, texts

TABLE = TableSpec(
    "Clusters · Quadrants",
    (
        *REGION,
        *INDUSTRY,
        *numbers("size", scale_of="industry"),
        *numbers("location_quotient", "change"),
        *texts("quadrant"),
    ),
    lambda query: growth_share(*grown(query), whole_of(query)),
    options=("industries", "whole", "periods"),
)
