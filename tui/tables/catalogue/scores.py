"""The score of every node for every unit and period, with its rank, the places gained, and its letter."""

from tui.tables.method_tables import score_records, score_sections
from tui.tables.of_methods import node_rows, sections_of_methods
from tui.tables.spec import TableSpec, numbers, texts, wholes

TABLE = TableSpec(
    "Scores",
    (
        *texts("method", "unit", "unit_name", "period", "code", "name"),
        *numbers("score"),
        *wholes("rank", "rank_change"),
        *texts("status"),
    ),
    lambda query: node_rows(query, score_records),
    options=("method", "node"),
    filters=("unit", "period"),
    sections=lambda query: sections_of_methods(query, score_sections),
    in_all=True,
)
