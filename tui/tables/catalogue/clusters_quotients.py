"""Size, location quotient, focus and stars of every region, industry and period."""

from core.clusters.standing import cluster_stars
from tui.tables.cluster_statistics import INDUSTRY, REGION, sizes_of, whole_of
from tui.tables.spec import TableSpec, numbers, texts, wholes

TABLE = TableSpec(
    "Clusters · Quotients",
    (
        *REGION,
        *INDUSTRY,
        *texts("period"),
        *numbers("size", scale_of="industry"),
        *numbers("location_quotient", "focus", "size_percentile", "focus_percentile"),
        *wholes("stars"),
    ),
    lambda query: cluster_stars(sizes_of(query), whole_of(query)),
    options=("industries", "whole"),
    filters=("period",),
)
