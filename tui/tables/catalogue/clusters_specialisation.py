"""How specialised every region is in every period: Krugman, Hoover, Herfindahl."""

from core.clusters.specialisation import specialisation
from tui.tables.cluster_statistics import REGION, sizes_of, whole_of
from tui.tables.spec import TableSpec, numbers, texts

TABLE = TableSpec(
    "Clusters · Specialisation",
    (*REGION, *texts("period"), *numbers("krugman", "hoover", "herfindahl", "effective_number")),
    lambda query: specialisation(sizes_of(query), whole_of(query)),
    options=("industries", "whole"),
    filters=("period",),
)
