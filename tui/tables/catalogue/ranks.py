"""The rank of every node for every unit and period, and the places gained."""

from tui.results.group_sheets import years_sheet
from tui.tables.method_tables import rank_records, rank_sections
from tui.tables.of_methods import node_rows, sections_of_methods
from tui.tables.spec import Page, TableSpec, texts, wholes

TABLE = TableSpec(
    "Ranks",
    (*texts("method", "unit", "unit_name", "period", "code", "name"), *wholes("rank", "rank_change")),
    lambda query: node_rows(query, rank_records),
    options=("method", "node"),
    filters=("unit", "period"),
    page=Page("Units", "the rank of every unit in every period", "Ranks over the years", draw=years_sheet),
    sections=lambda query: sections_of_methods(query, rank_sections),
    in_all=True,
)
