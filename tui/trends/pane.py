"""The Trends pane: the series watched under each trend."""

from core.words import marked
from tui.frame.pane import Pane
from tui.grid.sheet import Sheet, sentence_sheet
from tui.trends.sheet import trend_sheet
from tui.workspace.view_state import ViewState

KEYS = "Enter Edit  a Add period  i Series  H Why  F Forecast  V Revisions  O Goal  s Sort  c Claims  u Undo"
NO_TRENDS = marked("No trend is defined yet: N adds trends and the series that they watch.")


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
        return trend_sheet(trends, state.wording) if trends else sentence_sheet(state.wording.word(NO_TRENDS))
