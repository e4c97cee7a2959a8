"""Every figure with all that is known of it."""

from collections.abc import Iterator, Mapping

from core.derive.ratio import ratio_of
from core.workbook.entry import Language
from core.workbook.figure import Figure
from core.workbook.figure_counts import figures_with
from core.workbook.shown_periods import shown_period
from core.workbook.workbook import Workbook, indicator_of, unit_of
from tui.grid.plain import plain
from tui.grid.sheet import Sheet, SheetRow, look_of
from tui.grid.table import Cell, Column
from tui.grid.wording import NOTHING, Wording
from tui.tables import figure_rows
from tui.tables.query import BadOption, QueryContext
from tui.tables.sections import Section
from tui.tables.spec import Record, Rows, TableSpec, numbers, texts, truths, wholes

MOST = 100_000
"""Figures of a table that a person reads."""


def figure_records(workbook: Workbook, language: Language) -> Iterator[Record]:
    """Every figure with all that is known of it."""
    for (unit, code), series in workbook.figures.items():
        entry = indicator_of(workbook, code)
        unit_name = unit_of(workbook, unit).name(language)
        head: Record = {
            "unit": unit, "unit_name": unit_name, "indicator": code, "indicator_name": entry.name(language),
        }  # fmt: skip
        for figure in series:
            ratio = ratio_of(workbook, figure)
            yield {
                **head, "period": figure.period, "vintage": figure.vintage, "value": figure.value,
                "measure": entry.measure, "status": figure.status, "qualifier": figure.qualifier,
                "source": figure.source, "note": figure.note, "formula": figure.formula, "printed_mult": figure.mult,
                "printed_decimals": figure.decimals, "author": figure.author, "time": figure.time,
                "ratio_agrees": ratio.agrees if ratio else None,
            }  # fmt: skip


def figure_sheet(workbook: Workbook, wording: Wording, parts: Mapping[str, str]) -> Sheet:
    """The figures that have these parts, one a row."""
    columns = [
        Column(wording.word("unit"), 17),
        Column(wording.word("indicator"), 24),
        Column(wording.word("period"), 9),
        Column(wording.word("release"), 10),
        Column(wording.word("value"), 11, "right"),
        Column(wording.word("status"), 12),
        Column(wording.word("source"), 16),
        Column(wording.word("note"), 30),
    ]
    figures = figures_with(workbook.figures, parts)
    return Sheet(columns, [_figure_row(figure, workbook, wording) for figure in figures])


def _figure_row(figure: Figure, workbook: Workbook, wording: Wording) -> SheetRow:
    indicator = indicator_of(workbook, figure.indicator)
    look = look_of(figure)
    cells = (
        Cell(wording.unit(workbook, figure.unit)),
        Cell(wording.name(indicator)),
        Cell(shown_period(figure.period, workbook)),
        Cell(plain(figure.vintage) or NOTHING),
        Cell(wording.figure(figure, indicator), look),
        Cell(f"{figure.status} {wording.status(figure.status)}", look),
        Cell(plain(figure.source) or NOTHING),
        Cell(wording.entry_text(figure.note)),
    )
    return SheetRow(f"figure/{'/'.join(figure.key)}", cells)


def _sections(query: QueryContext) -> list[Section]:
    """For readers; more than anybody reads are refused. Raises BadOption."""
    parts, figures = query.parts_wanted(), query.workbook.figures
    if figures.is_frame:
        frame = figures.whole()
        height = frame.filter(**parts).height if parts else frame.height
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
