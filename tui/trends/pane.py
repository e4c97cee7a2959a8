"""The Trends pane: the series watched under each trend."""

from core.words import marked
from tui.frame.pane import DEFINES, Pane, empty_sheet
from tui.grid.sheet import Sheet
from tui.trends.sheet import trend_sheet
from tui.workspace.view_state import ViewState

KEYS = "Enter Edit  a Add period  i Series  H Why  E Export  F Forecast  V Revisions  O Goal  s Sort  c Claims  u Undo"
NO_TRENDS = marked(
    "No trend is defined: N adds a trend, then the series that it watches. "
    "g5 shows all figures, i there the periods of one series."
)


class TrendsPane(Pane):
    """The series watched under each trend."""

    number = 3
    word = "Trends"
    footer = KEYS
    rests_on = "derived.trends"
    tables = ("trends", "watched", "targets", "units", "indicators")

    def sheet_of(self, state: ViewState) -> Sheet:
        """The sheet of all trends."""
        trends = state.derived.trends
        return trend_sheet(trends, state.wording) if trends else empty_sheet(NO_TRENDS, state, DEFINES)
