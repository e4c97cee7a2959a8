"""The chart of an index: published values solid, all others hollow, gaps as gaps, events marked on the time axis."""

from collections.abc import Sequence
from itertools import pairwise

from core.derive.index_history import IndexHistory
from core.workbook.figure import Figure
from core.workbook.period import period
from tui.grid.plot_labels import drawn_lines, filled_out

PUBLISHED, OTHER, EVENT, LINE = "●", "○", "▲", "·"
ROOM_OF_MARKS = 0.04
GAP = "gap"


def index_chart(history: IndexHistory, width: int, height: int, gap: str = GAP) -> list[str]:
    """The lines of the chart; none where there is nothing to draw or no room for it. `gap` is written at gaps."""
    known = [point.figure for point in history.points if point.figure and point.figure.value is not None]
    if not known or width < 20 or height < 6:  # noqa: PLR2004 - below this a chart says nothing
        return []
    import plotext  # noqa: PLC0415 - only when a chart is drawn

    years = [_year(point.period) for point in history.points]
    values = [figure.value or 0.0 for figure in known]
    low, high = min(values), max(values)
    room = (high - low or abs(high) or 1.0) * ROOM_OF_MARKS
    labels = _labelled(known, history.indicator.decimals, height)
    plotext.clear_figure()
    plotext.theme("clear")
    plotext.limit_size(False, False)
    plotext.plot_size(_even(width, len(years), labels[1]), height)
    plotext.xaxes(True, False)
    plotext.yaxes(True, False)
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
    for point in history.points:
        if point.value is None:
            plotext.text(filled_out(gap), x=_year(point.period), y=(low + high) / 2, alignment="center")
    plotext.yticks(*labels)
    plotext.xticks(years, [point.period[-4:] for point in history.points])
    plotext.xlim(years[0] - 0.5, years[-1] + 0.5)
    plotext.ylim(low - room, high + room)
    lines = plotext.uncolorize(plotext.build()).splitlines()
    return drawn_lines("\n".join(_marked_axis(lines[:height])))


def _even(width: int, years: int, labels: Sequence[str]) -> int:
    """The width of a plot in which years are equally many cells apart, where there is that much room.

    Halves of years must fall on whole cells, for a year stands in the middle of its cells.
    """
    beside = max(map(len, labels)) + 1
    cells = (width - beside - 1) // (2 * years) * (2 * years)
    return beside + cells + 1 if cells else width


def _marked_axis(lines: Sequence[str]) -> list[str]:
    """The lines with the marks of events, drawn as a lowest row of points, moved down to the axis."""
    axis = next((y for y, line in enumerate(lines) if "└" in line), 0)
    if not axis:
        return list(lines)
    marks = [x for x, character in enumerate(lines[axis - 1]) if character == EVENT]
    below = "".join(EVENT if x in marks else character for x, character in enumerate(lines[axis]))
    return [*lines[: axis - 1], lines[axis - 1].replace(EVENT, " "), below, *lines[axis + 1 :]]


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
