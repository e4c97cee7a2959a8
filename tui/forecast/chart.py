"""The chart of a forecast: what was observed, what is forecast with the letter F, and the bounds around it."""

import plotext

from core.forecast.forecast import Outlook
from core.workbook.figure import Figure
from core.workbook.period import period
from tui.grid.point import drawn_lines, filled_out
from tui.grid.wording import Wording

OBSERVED, OTHER, AHEAD, NARROW, WIDE = "●", "○", "F", "|", ":"
MOST_TICKS = 12


def forecast_chart(outlook: Outlook, wording: Wording, width: int, height: int) -> list[str]:
    """The lines of the chart, `|` within 80 % and `:` within 95 %; none where there is no room."""
    if width < 30 or height < 6:  # noqa: PLR2004 - below this a chart says nothing
        return []

    newest = outlook.used[-1]
    at = [period(forecast.period).end - 1 for forecast in outlook.forecasts]
    plotext.clear_figure()
    plotext.theme("clear")
    plotext.limit_size(False, False)
    plotext.plot_size(width, height)
    for when, forecast in zip(at, outlook.forecasts, strict=True):
        plotext.plot([when, when], [forecast.low_95, forecast.high_95], marker=WIDE)
        plotext.plot([when, when], [forecast.low_80, forecast.high_80], marker=NARROW)
    for mark, wanted in ((OTHER, False), (OBSERVED, True)):
        drawn = [figure for figure in outlook.used if figure.is_published is wanted]
        if drawn:
            plotext.scatter([_time(figure) for figure in drawn], [figure.value for figure in drawn], marker=mark)
    plotext.scatter(at, [forecast.value for forecast in outlook.forecasts], marker=AHEAD)
    every = [
        *((_time(figure), figure.period) for figure in outlook.used),
        *zip(at, (forecast.period for forecast in outlook.forecasts), strict=True),
    ]
    ticks = every[:: -(-len(every) // MOST_TICKS)]
    plotext.xticks([when for when, _ in ticks], [filled_out(text) for _, text in ticks])
    last = outlook.forecasts[-1]
    marks = _apart([newest.value or 0.0, last.high_95, last.low_95, outlook.used[0].value or 0.0], height)
    plotext.yticks(marks, [filled_out(wording.number(mark, newest.mult, newest.decimals)) for mark in marks])
    return drawn_lines(plotext.uncolorize(plotext.build()))[:height]


def _apart(values: list[float], height: int) -> list[float]:
    """The values that get a label: each that is not too near to one before it."""
    chosen: list[float] = []
    for value in values:
        if all(abs(value - other) > 3 * (max(values) - min(values)) / height for other in chosen):
            chosen.append(value)
    return chosen


def _time(figure: Figure) -> float:
    return period(figure.period).end - 1
