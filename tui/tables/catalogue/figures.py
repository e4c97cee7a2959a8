"""Every figure with all that is known of it."""

from tui.tables import figure_rows
from tui.tables.column import numbers, texts, truths, wholes
from tui.tables.listings import figure_sheet
from tui.tables.options import BadOption
from tui.tables.query import QueryContext
from tui.tables.records import figure_records
from tui.tables.sections import Section
from tui.tables.spec import Rows, TableSpec

MOST = 100_000
"""Figures of a table that a person reads."""


def _sections(query: QueryContext) -> list[Section]:
    """For readers; more than anybody reads are refused. Raises BadOption."""
    parts, figures = query.parts_wanted(), query.workbook.figures
    if figures.is_frame:
        whole = figures.whole()
        height = whole.filter(**parts).height if parts else whole.height
        if height > MOST:
            raise BadOption(
                "{count:,} figures are too many for a table to read: name --unit, --indicator or "
                "--period, or use --format csv.",
                count=height,
            )
    return [Section(query.wording.word("Figures"), figure_sheet(query.workbook, query.wording, parts))]


def _rows(query: QueryContext) -> Rows:
    """As a frame where the figures are one; a small workbook opens as series, and does without Polars."""
    if not query.workbook.figures.is_frame:
        return figure_records(query.workbook, query.language)
    return figure_rows.figure_rows(query.workbook, query.language)


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
    _rows,
    filters=("unit", "indicator", "period"),
    sections=_sections,
    in_all=True,
)
