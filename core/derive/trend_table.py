"""The series of each trend: the position and direction of each, and whether it will reach its target."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from core.derive.growth import cagr, growth, points, points_a_year
from core.derive.ratio import RatioCheck, ratio_check
from core.derive.slope import FEWEST, MannKendall, mann_kendall, theil_sen
from core.frozen import frozen
from core.workbook.entries import Indicator, Target, Trend, Unit, Watched
from core.workbook.figure import Figure, Series, SeriesKey
from core.workbook.period import Period, period, years_between
from core.workbook.status import worst

WITHOUT_GROWTH = frozenset({"PERCENT", "PP"})
"""Measures whose change is given in percentage points, as a per cent of a per cent misleads."""
WEEKS = 52
"""Of a year: in so many parts of it days, weeks, months and longer periods are each of another whole length."""


@frozen
class TargetPath:
    """The required and the actual growth towards a target, in per cent a year; `on_track` is null where unknown.

    `forecast` is the figure F of the period of the target, `forecast_reaches` whether it reaches the target.
    """

    target: Target
    required: float | None
    observed: float | None
    reached: bool
    on_track: bool | None
    forecast: Figure | None = None
    forecast_reaches: bool | None = None


@frozen
class TrendRow:
    """One watched series. `change` is from the comparable figure before: points where the measure is per cent.

    `cagr` is in per cent a year; where the measure is per cent, `points_a_year` replaces it. Figures that are known
    only as a bound or roughly give neither of them, and no change. `status` is the worst letter of the figures
    compared. `slope` (Theil-Sen, base units a year) and `test` are over exact figures, null where there are fewer than
    `FEWEST`; `used` is their number. `turn` is 1 where the series moves in the good direction, -1 in the bad one, 0
    where the indicator has no direction.
    """

    watched: Watched
    unit: Unit
    indicator: Indicator
    history: Series
    newest: Figure | None
    change: float | None
    change_is_points: bool
    since: str
    cagr: float | None
    points_a_year: float | None
    status: str
    slope: float | None
    test: MannKendall | None
    used: int
    turn: int
    path: TargetPath | None
    ratio: RatioCheck | None
    breaks: tuple[str, ...]
    reads: frozenset[SeriesKey]


@frozen
class TrendBlock:
    """One trend with its rows."""

    trend: Trend
    rows: tuple[TrendRow, ...]


def comparable(series: Series, kind: str) -> list[Figure]:
    """The observed figures that can be compared over time: periods of one length, or any dates of a stock.

    Of a flow that comes in years and half-years, the more frequent length counts; of equally frequent ones the longer.
    """
    observed = [figure for figure in series.known() if figure.status != "F"]
    if kind in ("stock", "index"):
        return observed
    lengths = Counter(_length(figure) for figure in observed)
    commonest = max(lengths, key=lambda length: (lengths[length], length), default=None)
    return [figure for figure in observed if _length(figure) == commonest]


def trend_row(
    watched: Watched, unit: Unit, indicator: Indicator, series: Series, targets: Sequence[Target], *parts: Series
) -> TrendRow:
    """The row of one series; `parts` are the series of its numerator and its denominator."""
    every = comparable(series, indicator.kind)
    newest = every[-1] if every else None
    before = every[-2] if len(every) > 1 else None
    as_points = indicator.measure in WITHOUT_GROWTH
    change = change_between(before, newest, indicator)
    used = [figure for figure in every if figure.qualifier == "exact"]
    values = [figure.value for figure in used if figure.value is not None]
    rate = None
    if used and used[-1] is newest:
        per_year = points_a_year if as_points else cagr
        rate = per_year(values[0], values[-1], years_between(used[0].period, used[-1].period))
    slope = theil_sen([period(figure.period).end for figure in used], values) if len(used) >= FEWEST else None
    direction = (change > 0) - (change < 0) if change is not None else 0
    keys = {(watched.unit, code) for code in (indicator.code, indicator.numerator, indicator.denominator) if code}
    return TrendRow(
        watched=watched,
        unit=unit,
        indicator=indicator,
        history=series,
        newest=newest,
        change=change,
        change_is_points=as_points,
        since=before.period if before else "",
        cagr=None if as_points else rate,
        points_a_year=rate if as_points else None,
        status=worst([figure.status for figure in (before, newest) if figure]),
        slope=slope,
        test=mann_kendall(values),
        used=len(used),
        turn=direction * indicator.direction,
        path=_ahead(_path(indicator, newest, before, targets), indicator, series),
        ratio=ratio_check(indicator, newest, *parts) if newest and parts else None,
        breaks=tuple(f.period for f in every if f.status in ("B", "D")),
        reads=frozenset(keys),
    )


def change_between(before: Figure | None, after: Figure | None, indicator: Indicator) -> float | None:
    """The change between two figures: percentage points where the measure is per cent, else per cent of the first.

    Null where one is missing, or known only as a bound or roughly.
    """
    old, new = _exact(before), _exact(after)
    return points(old, new) if indicator.measure in WITHOUT_GROWTH else growth(old, new)


def _exact(figure: Figure | None) -> float | None:
    return figure.value if figure and figure.qualifier == "exact" else None


def _length(figure: Figure) -> int:
    """The length of the figure's period in weeks; that of a day is 0."""
    span: Period = period(figure.period)
    return round(WEEKS * (span.end - span.start))


def _ahead(path: TargetPath | None, indicator: Indicator, series: Series) -> TargetPath | None:
    """The path with the forecast for the period of the target."""
    forecast = series.at(path.target.period) if path and not path.reached else None
    if path is None or forecast is None or forecast.status != "F" or forecast.value is None:
        return path
    enough = forecast.value <= path.target.value if indicator.direction < 0 else forecast.value >= path.target.value
    return replace(path, forecast=forecast, forecast_reaches=enough)


def _path(
    indicator: Indicator, newest: Figure | None, before: Figure | None, targets: Sequence[Target]
) -> TargetPath | None:
    """The nearest target after the newest figure, else the last target before it.

    A newest figure that is only a bound reaches a target where every value within the bound does; otherwise the result
    is unknown. Required growth: 100 ((target / value)^(1 / years left) - 1), as in the SDG trend dashboards.
    """
    if not targets or newest is None or newest.value is None:
        return None
    end = period(newest.period).end
    target = next((t for t in targets if period(t.period).end > end), targets[-1])
    years = years_between(newest.period, target.period)
    downward = indicator.direction < 0
    reached = newest.value <= target.value if downward else newest.value >= target.value
    if newest.qualifier != "exact":
        surely = reached and newest.qualifier == ("nearly" if downward else "over")
        return TargetPath(target, None, None, surely, surely or None)
    required = cagr(newest.value, target.value, years)
    observed = None
    if before is not None:
        observed = cagr(_exact(before), newest.value, years_between(before.period, newest.period))
    on_track = None
    if reached or years <= 0:
        on_track = reached
    elif required is not None and observed is not None:
        on_track = observed <= required if downward else observed >= required
    return TargetPath(target, None if reached else required, observed, reached, on_track)
