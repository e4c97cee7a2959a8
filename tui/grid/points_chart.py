"""A chart of values over periods: what is published solid, all else hollow, gaps as gaps, marks on the time axis."""

from collections.abc import Callable, Sequence
from itertools import pairwise

import plotext

from core.workbook.period import period
from tui.grid.point import INTERVAL, LINE, OTHER, PUBLISHED, Point, apart, drawn_lines, filled_out
from tui.grid.wording import EVENT

ROOM_OF_MARKS = 0.04
NARROWEST, LOWEST = 20, 6
"""Below this a chart says nothing."""


def points_chart(
    points: Sequence[Point],
    label: Callable[[float], str],
    width: int,
    height: int,
    gap: str = "",
    marked: Sequence[str] = (),
) -> list[str]:
    """The lines of the chart; none where there is nothing to draw or no room for it.

    `label` says how a value is written beside the axis; `gap` is written at gaps; periods that are `marked` have a
    sign on the time axis.
    """
    known = [(year_of(point.period), point.value, point.is_published) for point in points if point.value is not None]
    if not known or width < NARROWEST or height < LOWEST:
        return []
    years, values = [year_of(point.period) for point in points], [value for _, value, _ in known]
    reach = [*values, *(end for point in points if point.ends for end in point.ends)]
    low, high, span = min(reach), max(reach), years[-1] - years[0] + 1
    room = (high - low or abs(high) or 1.0) * ROOM_OF_MARKS
    labels = _labelled(values, label, height)
    plotext.clear_figure()
    plotext.theme("clear")
    plotext.limit_size(False, False)
    beside = max(map(len, labels[1])) + 1
    cells = _even(width - beside, round(span))
    plotext.plot_size(beside + cells, height)
    plotext.xaxes(True, False)
    plotext.yaxes(True, False)
    marks = [year for year in map(year_of, marked) if years[0] <= year <= years[-1]]
    if marks:
        plotext.scatter(marks, [low - room] * len(marks), marker=EVENT)
    _draw_between(points, gap, (low + high) / 2)
    _draw_values(known)
    plotext.yticks(*labels)
    _draw_periods(points, cells)
    plotext.ylim(low - room, high + room)
    lines = plotext.uncolorize(plotext.build()).splitlines()
    return drawn_lines("\n".join(_marked_axis(lines[:height])))


def _draw_between(points: Sequence[Point], gap: str, middle: float) -> None:
    """Draw the intervals around values, and what is written at gaps."""
    for point in points:
        at = year_of(point.period)
        if point.ends:
            plotext.plot([at, at], list(point.ends), marker=INTERVAL)
        if point.value is None and gap:
            plotext.text(filled_out(gap), x=at, y=middle, alignment="center")


def _draw_values(known: Sequence[tuple[float, float, bool]]) -> None:
    """Draw known values, published or not, and lines between those of neighbouring years."""
    for (first, before, _), (last, other, _) in pairwise(known):
        if last - first <= 1:
            plotext.plot([first, last], [before, other], marker=LINE)
    for sign, wanted in ((OTHER, False), (PUBLISHED, True)):
        drawn = [(year, value) for year, value, is_published in known if is_published is wanted]
        if drawn:
            plotext.scatter(*map(list, zip(*drawn, strict=True)), marker=sign)


def _draw_periods(points: Sequence[Point], cells: int) -> None:
    """Write periods below an axis of so many cells, with room for all of the first and the last."""
    years = year_of(points[-1].period) - year_of(points[0].period)
    tick = max(apart(_tick(point.period), _tick(point.period)) for point in points)
    edge = max(0.5, tick / 2 * years / max(1, cells - 1 - tick))
    plotext.xticks(*_ticks(points, (cells - 1) / (years + 2 * edge)))
    plotext.xlim(year_of(points[0].period) - edge, year_of(points[-1].period) + edge)


def year_of(text: str) -> float:
    """Where a period stands on the time axis."""
    return period(text).end - 1


def _ticks(points: Sequence[Point], cells: float) -> tuple[list[float], list[str]]:
    """The periods that are written below the axis, from the newest back, where a year takes so many cells."""
    years, texts = [year_of(point.period) for point in points], [_tick(point.period) for point in points]
    chosen: list[int] = []
    for at in reversed(range(len(years))):
        if not chosen or (years[chosen[-1]] - years[at]) * cells >= apart(texts[chosen[-1]], texts[at]):
            chosen.append(at)
    return [years[at] for at in chosen[::-1]], [texts[at] for at in chosen[::-1]]


def _tick(text: str) -> str:
    """A period as it is written below the axis: of a longer one than a year, the year in which it ends."""
    when = period(text)
    return text if when.end - when.start <= 1 else str(when.year)


def _even(cells: int, years: int) -> int:
    """The most cells of a plot in which years are equally many cells apart; all, where there is less room than that.

    Halves of years must fall on whole cells, for a year stands in the middle of its cells.
    """
    return (cells - 1) // (2 * years) * (2 * years) + 1 if cells > 2 * years else cells


def _marked_axis(lines: Sequence[str]) -> list[str]:
    """The lines with marks, drawn as a lowest row of points, moved down to the axis."""
    axis = next((y for y, line in enumerate(lines) if "└" in line), 0)
    if not axis:
        return list(lines)
    marks = [x for x, character in enumerate(lines[axis - 1]) if character == EVENT]
    below = "".join(EVENT if x in marks else character for x, character in enumerate(lines[axis]))
    return [*lines[: axis - 1], lines[axis - 1].replace(EVENT, " "), below, *lines[axis + 1 :]]


def _labelled(values: Sequence[float], label: Callable[[float], str], height: int) -> tuple[list[float], list[str]]:
    """The values that get a label: first and last, the least and the most, where they are not too near each other."""
    apart = 2 * (max(values) - min(values)) / height
    chosen: list[float] = []
    for value in (values[0], values[-1], max(values), min(values)):
        if all(abs(value - other) > apart for other in chosen):
            chosen.append(value)
    return chosen, [filled_out(label(value)) for value in chosen]
