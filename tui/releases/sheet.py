"""The revision triangle: for each figure with several releases what each said, and by how much it moved."""

from collections.abc import Callable

from core.releases.revisions import Revision, revisions
from core.workbook.entries import Indicator
from core.workbook.figure import Figure
from core.workbook.figure_counts import revised_series
from core.workbook.workbook import Workbook, indicator_of
from tui.frame.detail import series_name
from tui.grid.plain import plain
from tui.grid.sheet import Sheet, SheetRow, look_of
from tui.grid.table import Cell, Column
from tui.grid.wording import Wording, signed


def revision_sheet(workbook: Workbook, wording: Wording, keeps: Callable[[Figure], bool]) -> Sheet:
    """One row a release of the figures that are kept, in the workbook's order."""
    columns = [
        Column("", 30, frozen=True, name="figure"),
        Column(wording.word("period"), 9),
        Column(wording.word("release"), 10),
        Column(wording.word("value"), 12, "right"),
        Column("Δ%", 8, "right"),
        Column("Σ Δ%", 8, "right"),
        Column(wording.word("source"), 20),
    ]
    rows = []
    for unit, code in revised_series(workbook.figures):
        series = workbook.series(unit, code)
        name = series_name(unit, code, workbook, wording)
        indicator = indicator_of(workbook, code)
        rows += [_row(name, revision, indicator, wording) for revision in revisions(series) if keeps(revision.figure)]
    return Sheet(columns, rows)


def _row(name: str, revision: Revision, indicator: Indicator, wording: Wording) -> SheetRow:
    figure, look = revision.figure, look_of(revision.figure)
    cells = (
        Cell(name),
        Cell(figure.period),
        Cell(plain(figure.vintage) or "–"),
        Cell(wording.figure(figure, indicator), look),
        Cell(signed(revision.change)),
        Cell(signed(revision.since_first)),
        Cell(plain(figure.source) or "–"),
    )
    sort_by = (name, figure.period, figure.vintage, figure.value, revision.change, revision.since_first, figure.source)
    return SheetRow(f"revision/{'/'.join(figure.key)}", cells, sort_by=sort_by)
