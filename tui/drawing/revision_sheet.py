"""The revision triangle: for each figure with several releases what each said, and by how much it moved."""

from core.entries import Indicator
from core.revisions import Revision, revisions
from core.workbook import Workbook
from tui.drawing.detail import series_name
from tui.drawing.plain import plain
from tui.drawing.sheet import Sheet, SheetRow, look_of
from tui.drawing.table import Cell, Column
from tui.drawing.wording import Wording, signed


def revision_sheet(workbook: Workbook, wording: Wording) -> Sheet:
    """One row a release, the figures in the workbook's order."""
    columns = [
        Column("", 30, frozen=True),
        Column(wording.word("period"), 9),
        Column(wording.word("release"), 10),
        Column(wording.word("value"), 12, "right"),
        Column("Δ%", 8, "right"),
        Column("Σ Δ%", 8, "right"),
        Column(wording.word("source"), 20),
    ]
    rows = []
    for (unit, code), series in workbook.figures.items():
        name = series_name(unit, code, workbook, wording)
        indicator = workbook.indicators.get(code) or Indicator(code, code)
        rows += [_row(name, one, indicator, wording) for one in revisions(series)]
    return Sheet(columns, rows)


def _row(name: str, one: Revision, indicator: Indicator, wording: Wording) -> SheetRow:
    figure, look = one.figure, look_of(one.figure)
    cells = (
        Cell(name),
        Cell(figure.period),
        Cell(plain(figure.vintage) or "–"),
        Cell(wording.figure(figure, indicator), look),
        Cell(signed(one.change)),
        Cell(signed(one.since_first)),
        Cell(plain(figure.source) or "–"),
    )
    return SheetRow(f"revision/{'/'.join(figure.key)}", cells)
