"""Every figure with all that is known of it."""

from tui.tables.column import numbers, texts, truths, wholes
from tui.tables.listings import figure_sheet
from tui.tables.query import QueryContext
from tui.tables.records import figure_records
from tui.tables.sections import Section
from tui.tables.spec import TableSpec


def _sections(query: QueryContext) -> list[Section]:
    return [Section(query.wording.word("Figures"), figure_sheet(query.workbook, query.wording, query.kept_figures()))]


TABLE = TableSpec(
    "Figures",
    (
        *texts("unit", "unit_name", "indicator", "indicator_name", "period", "vintage"),
        *numbers("value"),
        *texts("measure", "status", "qualifier", "source", "note", "formula"),
        *wholes("printed_mult", "printed_decimals"),
        *texts("author", "time"),
        *truths("ratio_agrees"),
    ),
    lambda query: figure_records(query.workbook, query.language),
    filters=("unit", "indicator", "period"),
    sections=_sections,
)
