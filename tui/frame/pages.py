"""What the pages show that take the board's place: a series, the claims, the trail."""

from collections.abc import Callable
from typing import Literal, TypeAlias

from core.workbook.entries import Indicator
from core.workbook.figure import SeriesKey
from data.session import Session
from tui.claims.sheet import claim_sheet
from tui.figures.series_sheet import series_sheet
from tui.frame.detail import series_name
from tui.grid.sheet import Sheet
from tui.trail.sheet import trail_page_sheet
from tui.workspace.view_state import ViewState

PageName: TypeAlias = Literal["claims", "trail", "series", "help"]
PageOf: TypeAlias = tuple[str, Callable[[ViewState], Sheet]]


def page_of(name: PageName, session: Session, shown: ViewState, series: SeriesKey | None = None) -> PageOf:
    """The title of a page, and what draws its sheet."""
    if name == "claims":
        return "Claims", lambda now: claim_sheet(now.derived.claims, now.wording)
    if name == "trail":
        return "Trail", lambda now: trail_page_sheet(session.file.numbers(), session.file.steps, now.wording)
    return _series_page(*(series or ("", "")), shown)


def _series_page(unit: str, code: str, shown: ViewState) -> PageOf:
    """Every figure of one series."""
    title = series_name(unit, code, shown.workbook, shown.wording)

    def sheet(now: ViewState) -> Sheet:
        indicator = now.workbook.indicators.get(code) or Indicator(code, code)
        return series_sheet(now.workbook.series(unit, code), indicator, now.workbook, now.wording)

    return title, sheet
