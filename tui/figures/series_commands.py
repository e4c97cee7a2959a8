"""The page of one series: every period and release."""

from core.derive.ratio import ratio_of
from core.derive.trend_table import WITHOUT_GROWTH, change_between
from core.workbook.entries import Indicator
from core.workbook.figure import Figure, Series
from core.workbook.period import years_between
from core.workbook.shown_periods import shown_period
from core.workbook.typed_edit import FigurePlace, series_at
from core.workbook.workbook import Workbook, indicator_of
from tui.frame.detail import NO_SERIES, series_name
from tui.frame.page import FileOf, PageContent
from tui.frame.screen import Screen
from tui.grid.sheet import Sheet, SheetRow, look_of
from tui.grid.table import Cell, Column
from tui.grid.wording import MIXED, Wording, signed
from tui.tables.query import QueryContext
from tui.workspace.view_state import ViewState

KEYS = "Enter Edit  a Add period/release  o Status  n Note  S Source  F Forecast  H Why  V Revisions  u Undo"


def series(screen: Screen) -> None:
    """See every period and release of the series under the cursor."""
    key = series_at(screen.place)
    if key:
        screen.body.open_page(series_page(*key, screen.workspace.state))
    else:
        screen.notify(NO_SERIES)


def series_page(unit: str, code: str, state: ViewState) -> PageContent:
    """Every figure of one series; a file of it has them as the table of figures does."""

    def sheet(now: ViewState) -> Sheet:
        indicator = indicator_of(now.workbook, code)
        return series_sheet(now.workbook.series(unit, code), indicator, now.workbook, now.wording)

    def query(now: ViewState) -> QueryContext:
        return QueryContext.of_state(now, unit=unit, indicator=code)

    title = series_name(unit, code, state.workbook, state.wording)
    return PageContent(title, sheet, footer=KEYS, charted=True, written=FileOf("figures", query))


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
