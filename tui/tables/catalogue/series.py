"""How each series grows over all of its points, and where it breaks: a line, log-linear growth, Pettitt's test."""

from core.analysis.breaks import pettitt
from core.analysis.line import least_squares, log_linear_growth
from core.analysis.smooth import moving_mean
from core.derive.growth import cagr
from core.derive.trend_table import comparable
from core.workbook.period import period, years_between
from core.workbook.workbook import Workbook, indicator_of
from tui.tables.spec import Record, TableSpec, numbers, texts, wholes

FEWEST = 3


def growth_of(workbook: Workbook, unit: str, code: str) -> Record | None:
    """The row of one series, in base units; null for fewer than three comparable exact figures.

    `moving_mean` is that of the last three points, `break_after` the last period before the likeliest change.
    """
    indicator = indicator_of(workbook, code)
    used = [figure for figure in comparable(workbook.series(unit, code), indicator.kind) if figure.qualifier == "exact"]
    if len(used) < FEWEST:
        return None
    times, values = [period(figure.period).end for figure in used], [figure.value or 0.0 for figure in used]
    line, change = least_squares(times, values), pettitt(values)
    return {
        "unit": unit,
        "indicator": code,
        "points": len(used),
        "first": used[0].period,
        "last": used[-1].period,
        "cagr": cagr(values[0], values[-1], years_between(used[0].period, used[-1].period)),
        "log_linear_growth": log_linear_growth(times, values),
        "slope": line.slope if line else None,
        "slope_p": line.p if line else None,
        "r_squared": line.r2 if line else None,
        "break_after": used[change.position - 1].period if change else None,
        "break_p": change.p if change else None,
        "moving_mean": moving_mean(values, FEWEST)[-2],
    }


TABLE = TableSpec(
    "Series: growth and breaks",
    (
        *texts("unit", "indicator"),
        *wholes("points:number of points"),
        *texts("first:first period", "last:last period"),
        *numbers("cagr", "log_linear_growth", unit="% a year", form=".2f"),
        *numbers("slope", scale_of="indicator"),
        *numbers("slope_p", "r_squared", form=".4f"),
        *texts("break_after"),
        *numbers("break_p", form=".4f"),
        *numbers("moving_mean", scale_of="indicator"),
    ),
    lambda query: filter(None, (growth_of(query.workbook, *key) for key in query.workbook.figures)),
    filters=("unit", "indicator"),
)
