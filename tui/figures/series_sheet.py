"""All figures of one series, the newest first, every period and every release, with what each says of itself."""

from core.derive.ratio import ratio_of
from core.derive.trend_table import WITHOUT_GROWTH, change_between
from core.workbook.entries import Indicator
from core.workbook.figure import Figure, Series
from core.workbook.period import years_between
from core.workbook.shown_periods import shown_period
from core.workbook.typed_edit import FigurePlace
from core.workbook.workbook import Workbook
from tui.grid.sheet import Sheet, SheetRow, look_of
from tui.grid.table import Cell, Column
from tui.grid.wording import MIXED, Wording, signed


def series_sheet(series: Series, indicator: Indicator, workbook: Workbook, wording: Wording) -> Sheet:
    """The sheet of one series; of one in per cent the yearly change is in percentage points, as in the trends."""
    as_points = indicator.measure in WITHOUT_GROWTH
    columns = [
        Column(wording.word("period"), 10, frozen=True),
        Column(wording.word("release"), 10),
        Column(wording.word("value"), 12, "right", typed=True),
        Column("Δpp" if as_points else "Δ%", 7, "right"),
        Column(wording.word("status"), 14),
        Column(wording.word("source"), 18, grows=True),
        Column(wording.word("note"), 20, grows=True),
        Column(wording.word("author"), 10),
    ]
    rows = []
    before: Figure | None = None
    for figure in series:
        rows.append(_row(figure, before, indicator, workbook, wording))
        before = figure if figure.value is not None else before
    return Sheet(columns, rows[::-1])


def _row(figure: Figure, before: Figure | None, indicator: Indicator, workbook: Workbook, wording: Wording) -> SheetRow:
    look = look_of(figure)
    source = workbook.sources.get(figure.source)
    ratio = ratio_of(workbook, figure)
    mixed = MIXED if ratio and not ratio.agrees else ""
    yearly = before is not None and years_between(before.period, figure.period) == 1
    change = change_between(before, figure, indicator) if yearly else None
    cells = (
        Cell(shown_period(figure.period, workbook), look),
        Cell(figure.vintage or "–"),
        Cell(wording.figure(figure, indicator) + mixed, look),
        Cell(signed(change, 2 if indicator.measure in WITHOUT_GROWTH else 1)),
        Cell(f"{figure.status} {wording.status(figure.status)}", look),
        Cell(wording.entry_text(source.title if source else figure.source) or "–"),
        Cell(wording.entry_text(figure.note)),
        Cell(wording.entry_text(figure.author)),
    )
    key = f"series/{'/'.join(figure.key)}"
    return SheetRow(key, cells, FigurePlace(*figure.key), sort_by=(figure.period, figure.vintage, figure.value, change))
