"""The chart of an index: published values solid, all others hollow, gaps as gaps, events marked on the time axis."""

from collections.abc import Sequence
from itertools import pairwise

from core.figure import Figure
from core.index_history import IndexHistory
from core.period import period

PUBLISHED, OTHER, EVENT, LINE = "●", "○", "┴", "·"
ROOM_OF_MARKS = 0.04


def index_chart(history: IndexHistory, width: int, height: int) -> list[str]:
    """The lines of the chart; none where there is nothing to draw or no room for it."""
    known = [point.figure for point in history.points if point.figure and point.figure.value is not None]
    if not known or width < 20 or height < 6:  # noqa: PLR2004 - below this a chart says nothing
        return []
    import plotext  # noqa: PLC0415 - only when a chart is drawn

    years = [_year(point.period) for point in history.points]
    values = [figure.value or 0.0 for figure in known]
    low, high = min(values), max(values)
    room = (high - low or abs(high) or 1.0) * ROOM_OF_MARKS
    plotext.clear_figure()
    plotext.theme("clear")
    plotext.limit_size(False, False)
    plotext.plot_size(width, height)
    for first, last in pairwise(known):
        if _year(last.period) - _year(first.period) <= 1:
            plotext.plot([_year(f.period) for f in (first, last)], [f.value for f in (first, last)], marker=LINE)
    marks = [year for event in history.events if years[0] <= (year := _year(event.period)) <= years[-1]]
    if marks:
        plotext.scatter(marks, [low - room] * len(marks), marker=EVENT)
    for mark, wanted in ((OTHER, False), (PUBLISHED, True)):
        drawn = [figure for figure in known if figure.is_published is wanted]
        if drawn:
            plotext.scatter([_year(f.period) for f in drawn], [f.value for f in drawn], marker=mark)
    plotext.yticks(*_labelled(known, history.indicator.decimals, height))
    plotext.xticks(years, [point.period[-4:] for point in history.points])
    plotext.xlim(years[0] - 0.5, years[-1] + 0.5)
    plotext.ylim(low - room, high + room)
    lines = plotext.uncolorize(plotext.build()).splitlines()
    return [line.rstrip() for line in lines[:height]]


def _labelled(known: Sequence[Figure], decimals: int, height: int) -> tuple[list[float], list[str]]:
    """The values that get a label: first and last, then those that are not too near to one that has one."""
    values = [figure.value or 0.0 for figure in known]
    apart = 2 * (max(values) - min(values)) / height
    chosen: list[float] = []
    for value in (values[0], values[-1], *values):
        if all(abs(value - other) > apart for other in chosen):
            chosen.append(value)
    return chosen, [f"{value:.{decimals}f}" for value in chosen]


def _year(text: str) -> float:
    return period(text).end - 1
