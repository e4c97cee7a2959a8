"""The Trends pane: the series watched under each trend."""

from tui.drawing.sheet import Sheet
from tui.drawing.trend_sheet import trend_sheet
from tui.panes.pane import Pane, Shown


class TrendsPane(Pane):
    """The series watched under each trend."""

    number = 3
    word = "Trends"

    def sheet_of(self, shown: Shown) -> Sheet:
        """The sheet of all trends."""
        return trend_sheet(shown.derived.trends, shown.wording)
