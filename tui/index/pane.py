"""The Index pane: what the index comes to in a line, its chart, and its table."""

from rich.cells import cell_len
from rich.text import Text
from textual.app import ComposeResult
from textual.widget import Widget

from core.derive.derive import Derived
from core.derive.index_history import IndexHistory
from core.words import marked
from tui.frame.pane import DEFINES, Pane, empty_sheet
from tui.frame.side_chart import Drawing
from tui.grid import points_chart
from tui.grid.point import Point
from tui.grid.sheet import Sheet
from tui.grid.wording import Wording
from tui.index.sheet import index_name, index_sheet, index_summary
from tui.workspace.view_state import ViewState

KEYS = "Enter Edit  a Add period  b Make it 100  i Series  H Why  E Export  F Forecast  v Next index  c Claims  u Undo"
NO_INDEX = marked(
    "No published index is followed: N adds one to the table of indices. "
    "An index of your own indicators is a method: g4 shows it, or makes one."
)


class Summary(Widget):
    """A line of parts, as many as have room whole."""

    parts: tuple[str, ...] = ()

    def show(self, parts: tuple[str, ...]) -> None:
        """Show other parts."""
        if parts != self.parts:
            self.parts = parts
            self.refresh()

    def render(self) -> Text:
        """The line."""
        lines = (" ".join(self.parts[:count]) for count in range(len(self.parts), 0, -1))
        return Text(next((line for line in lines if cell_len(line) <= self.content_size.width), ""), no_wrap=True)


class Chart(Drawing):
    """The chart of an index, in whatever room it has."""

    history: IndexHistory | None = None
    wording = Wording()
    loaded = False

    def on_mount(self) -> None:
        """Draw after the first picture, which does not wait for what draws charts."""
        self.call_after_refresh(self._load)

    def show(self, history: IndexHistory | None, wording: Wording) -> None:
        """Draw another history, with these words and numbers."""
        if history is not self.history or wording != self.wording:
            self.history, self.wording = history, wording
            self.refresh()

    def _load(self) -> None:
        self.loaded = True
        self.refresh()

    def render(self) -> Text:
        """The lines of the chart."""
        if not self.loaded:
            return Text()
        return self.coloured(index_chart(self.history, *self.size, self.wording) if self.history else ())


class IndexPane(Pane):
    """The index: its chart above its table."""

    number = 2
    word = "Index"
    footer = KEYS
    rests_on = "history"
    lists = "tui.index.commands:next_list"
    tables = ("indices", "events", "units", "indicators")

    DEFAULT_CSS = """
    IndexPane > #summary { height: 1; padding: 0 0 0 1; color: $secondary; }
    IndexPane > #chart { height: 40%; min-height: 8; max-height: 16; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.summary, self.chart = Summary(id="summary"), Chart(id="chart")

    def compose(self) -> ComposeResult:
        """Summary, chart and table."""
        yield self.summary
        yield self.chart
        yield self.grid

    def sheet_of(self, state: ViewState) -> Sheet:
        """The sheet of that index."""
        history = state.history
        return index_sheet(history, state.wording) if history else empty_sheet(NO_INDEX, state, DEFINES)

    def title_of(self, state: ViewState) -> str:
        """The title, with the name of the index where there are several."""
        history = state.history if len(state.derived.indices) > 1 else None
        return super().title_of(state) + (f" · {index_name(history, state.wording)}" if history else "")

    def draw(self, state: ViewState, highlight_since: Derived | None, preview: ViewState | None) -> None:
        """Draw summary and chart beside the table."""
        super().draw(state, highlight_since, preview)
        history = (preview or state).history
        self.summary.show(index_summary(history, state.wording) if history else ())
        self.chart.show(history, state.wording)


def index_chart(history: IndexHistory, width: int, height: int, wording: Wording) -> list[str]:
    """The lines of the chart, gaps in words; none where there is nothing to draw or no room for it."""
    points = [
        Point(
            point.period, point.figure.value if point.figure else None, bool(point.figure and point.figure.is_published)
        )
        for point in history.points
    ]
    events = [event.period for event in history.events]
    scale = history.indicator.mult, history.indicator.decimals
    gap = wording.word("gap")
    return points_chart.points_chart(points, lambda value: wording.number(value, *scale), width, height, gap, events)
