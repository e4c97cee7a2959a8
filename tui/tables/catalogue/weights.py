"""Every code of a tree, with its weight beside its siblings and its share of the index."""

from tui.tables.method_tables import weight_records, weight_sections
from tui.tables.of_methods import rows_of_methods, sections_of_methods
from tui.tables.spec import TableSpec, numbers, texts, wholes

TABLE = TableSpec(
    "Weights",
    (
        *texts("method", "code", "name", "parent"),
        *wholes("level", "direction"),
        *numbers("weight", "effective_weight", "consistency_ratio"),
    ),
    lambda query: rows_of_methods(query, weight_records),
    options=("method",),
    sections=lambda query: sections_of_methods(query, weight_sections),
    in_all=True,
)
