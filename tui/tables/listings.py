"""A table of figures, for reading."""

from collections.abc import Mapping

from core.workbook.figure import Figure
from core.workbook.figure_counts import figures_with
from core.workbook.shown_periods import shown_period
from core.workbook.workbook import Workbook, indicator_of
from tui.grid.plain import plain
from tui.grid.sheet import Sheet, SheetRow, look_of
from tui.grid.table import Cell, Column
from tui.grid.wording import NOTHING, Wording


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
