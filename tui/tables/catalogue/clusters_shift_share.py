"""Growth from the first to the last period: national, mix, and regional in its two parts."""

from core.clusters.shift_share import esteban
from tui.tables.cluster_statistics import INDUSTRY, REGION, grown, whole_of
from tui.tables.spec import TableSpec, numbers

TABLE = TableSpec(
    "Clusters · Shift-share",
    (
        *REGION,
        *INDUSTRY,
        *numbers(
            "change", "national", "mix", "regional", "homothetic", "competitive", "allocation", scale_of="industry"
        ),
    ),
    lambda query: esteban(*grown(query), whole_of(query)),
    options=("industries", "whole", "periods"),
)
