"""The Trends pane: the series watched under each trend."""

from core.trend_table import TrendBlock
from tui.drawing.sheet import Sheet, sentence_sheet
from tui.drawing.trend_sheet import trend_sheet
from tui.panes.pane import Pane, Shown

NO_TRENDS = "No trend is defined yet: N adds trends and the series that they watch."


class TrendsPane(Pane):
    """The series watched under each trend."""

    number = 3
    word = "Trends"

    def rests_on(self, shown: Shown) -> tuple[TrendBlock, ...]:
        """All trends."""
        return shown.derived.trends

    def sheet_of(self, shown: Shown) -> Sheet:
        """The sheet of all trends."""
        trends = shown.derived.trends
        return trend_sheet(trends, shown.wording) if trends else sentence_sheet(shown.wording.word(NO_TRENDS))
