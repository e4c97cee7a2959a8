"""How much the largest regions hold of each industry, in every measure, and the Ellison-Glaeser index."""

from tui.tables.cluster_statistics import INDUSTRY, concentrations, sizes_of
from tui.tables.spec import TableSpec, numbers, texts

TABLE = TableSpec(
    "Clusters · Concentration",
    (
        *INDUSTRY,
        *texts("period"),
        *numbers(
            "herfindahl",
            "normalised_herfindahl",
            "effective_number",
            "concentration_ratio",
            "shannon",
            "evenness",
            "gini",
            "concentration",
            "raw_gamma",
            "plant_herfindahl",
            "gamma",
        ),
    ),
    lambda query: concentrations(sizes_of(query), query),
    options=("industries", "whole", "plants"),
    filters=("period",),
)
