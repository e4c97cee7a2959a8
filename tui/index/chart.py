"""The chart of an index: published values solid, all others hollow, gaps as gaps, events marked on the time axis."""

from core.derive.index_history import IndexHistory
from tui.grid import points_chart
from tui.grid.point import Point
from tui.grid.wording import Wording


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
