"""A chart beside or below a table, in the colours of the theme: the course of what is under the cursor."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from rich.style import Style
from rich.text import Text

from core.words import with_note
from core.workbook.scale import measure_word
from core.workbook.typed_edit import Place, series_at
from core.workbook.workbook import Workbook, indicator_of
from tui.frame.detail import series_name
from tui.grid import points_chart
from tui.grid.columns import GUTTER
from tui.grid.line import in_looks
from tui.grid.looks import NOT_HERE as NO_STYLE
from tui.grid.looks import LateStyles
from tui.grid.point import INTERVAL, LINE, OTHER, PUBLISHED, Point
from tui.grid.table import Column
from tui.grid.wording import EVENT, Wording
from tui.workspace.view_state import ViewState

FRAME = "─│┌┐└┘├┤┬┴┼"
LOOKS = {PUBLISHED: "points", EVENT: "points", OTHER: "other", **dict.fromkeys([*FRAME, LINE, INTERVAL], "quiet")}
NARROWEST = 36
"""Cells of a chart beside a table, however many the table wants."""
ROOM_FOR_CHARTS = 150
"""Columns of the terminal from which on a chart stands beside the table that it is of."""


class Graph(NamedTuple):
    """What is drawn: a title with the unit of measure, the points, and how a value is written beside the axis."""

    title: str
    points: tuple[Point, ...]
    label: Callable[[float], str]


class Drawing(LateStyles):
    """A chart in the colours of the theme."""

    DEFAULT_CSS = """
    Drawing > .chart--title { color: $secondary; text-style: bold; }
    Drawing > .chart--points { color: $primary; }
    Drawing > .chart--other { color: $estimate; }
    Drawing > .chart--quiet { color: $quiet; }
    """

    def coloured(self, lines: Sequence[str]) -> Text:
        """The lines of a chart, each sign in its colour."""
        parts = (in_looks(line, LOOKS) for line in lines)
        return Text("\n").join(Text.assemble(*((part.text, self.look(part.look)) for part in line)) for line in parts)

    def look(self, name: str) -> Style:
        """The style of a part of a chart; that of the widget for what has none of its own."""
        return NO_STYLE if name == "plain" else self.get_component_rich_style(f"chart--{name}", partial=True)


class SideChart(Drawing):
    """The chart; empty where there is nothing to draw. Beside a table it has the `widest` of cells where it can."""

    DEFAULT_CSS = """
    SideChart { display: none; width: 48; height: 1fr; max-height: 20; padding: 0 1 0 2; }
    """

    def __init__(self, widest: int = 48) -> None:
        super().__init__()
        self.widest = widest
        self.graph: Graph | None = None

    def stand_beside(self, columns: Sequence[Column], room: int) -> None:
        """Take of so many cells what a table of these columns leaves when all that it holds is seen."""
        wanted = sum(GUTTER + max(column.width, column.wants) for column in columns)
        self.styles.width = min(max(NARROWEST, room - wanted), self.widest)

    def show(self, graph: Graph | None) -> None:
        """Draw another graph."""
        size = self.graph[:2] if self.graph else None
        if (graph[:2] if graph else None) != size:
            self.graph = graph
            self.refresh()

    def render(self) -> Text:
        """The title and the lines of the chart, each sign in its colour."""
        if self.graph is None:
            return Text()
        title, points, label = self.graph
        width, height = self.content_size
        drawn = self.coloured(points_chart.points_chart(points, label, width, height - 1))
        head = Text(title, self.look("title"))
        head.truncate(width, overflow="ellipsis")
        return Text("\n").join([head, drawn]) if drawn.plain else Text()


def series_graph(unit: str, code: str, workbook: Workbook, wording: Wording) -> Graph | None:
    """The figures of a series; null where fewer than two periods have one."""
    figures = workbook.series(unit, code).newest()
    points = tuple(Point(figure.period, figure.value, figure.is_published) for figure in figures)
    if sum(point.value is not None for point in points) <= 1:
        return None
    entry = indicator_of(workbook, code)
    title = with_note(series_name(unit, code, workbook, wording), measure_word(entry.measure))
    return Graph(title, points, lambda value: wording.number(value, entry.mult, entry.decimals))


def place_graph(place: Place | None, state: ViewState) -> Graph | None:
    """The series of a place, where it has one."""
    series = series_at(place)
    return series_graph(*series, state.workbook, state.wording) if series else None
