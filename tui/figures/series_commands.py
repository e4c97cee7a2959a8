"""The page of one series: every period and release."""

from core.workbook.typed_edit import series_at
from core.workbook.workbook import indicator_of
from tui.figures.series_sheet import series_sheet
from tui.frame.detail import NO_SERIES, series_name
from tui.frame.page import FileOf, PageContent
from tui.frame.screen import Screen
from tui.grid.sheet import Sheet
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
