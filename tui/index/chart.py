"""The chart of an index: published values solid, all others hollow, gaps as gaps, events marked on the time axis."""

from core.derive.index_history import IndexHistory
from tui.grid import points_chart
from tui.grid.point import Point

GAP = "gap"


def index_chart(history: IndexHistory, width: int, height: int, gap: str = GAP) -> list[str]:
    """The lines of the chart; none where there is nothing to draw or no room for it. `gap` is written at gaps."""
    points = [
        Point(
            point.period, point.figure.value if point.figure else None, bool(point.figure and point.figure.is_published)
        )
        for point in history.points
    ]
    events = [event.period for event in history.events]
    digits = history.indicator.decimals
    return points_chart.points_chart(points, lambda value: f"{value:.{digits}f}", width, height, gap, events)
