"""The forecast of a series: the model that was least wrong about periods held back, with its intervals."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import fmean

from core.errors import JingdexError
from core.figure import Figure, Series
from core.forecast.models import MODEL_NAMES, MODELS, Ahead, Model
from core.period import next_period, period

FEWEST = 6
"""With fewer points fewer than two can be held back, and no model can be told from another."""
SEEN = 4
"""How many points a model must have seen before it is asked for the next."""
FURTHEST = 200
LEVELS = (80, 95)


class NoForecast(JingdexError):
    """A series does not bear a forecast; the sentence says why."""


@dataclass(frozen=True, slots=True)
class Backtest:
    """How wrong a model was, one step ahead, about the periods held back: in the figure's own unit.

    `error` is the mean absolute error, `spread` the root of the mean squared one, `percent` the mean absolute error
    in per cent of the value, null where a value is 0.
    """

    model: Model
    held_back: int
    error: float
    spread: float
    percent: float | None


@dataclass(frozen=True, slots=True)
class Forecast:
    """The value of a later period, with the bounds within which it lies with 80 and with 95 per cent."""

    period: str
    value: float
    low_80: float
    high_80: float
    low_95: float
    high_95: float


@dataclass(frozen=True, slots=True)
class Outlook:
    """The model chosen, its forecasts, and the backtest of every model that could be tried, the best first.

    `used` are the figures that it rests on; `told` says what was left out, and what is only known as a bound.
    """

    model: Model
    forecasts: tuple[Forecast, ...]
    backtests: tuple[Backtest, ...]
    used: tuple[Figure, ...]
    told: tuple[str, ...] = ()

    def figures(self) -> tuple[Figure, ...]:
        """The forecasts as figures with the letter F and a note that says how they came about."""
        newest = self.used[-1]
        best = self.backtests[0]
        rests = f"{MODEL_NAMES[self.model]} through {self.used[0].period} to {newest.period}"
        return tuple(
            Figure(
                newest.unit,
                newest.indicator,
                one.period,
                value=one.value,
                mult=newest.mult,
                decimals=newest.decimals,
                status="F",
                note=f"forecast: {rests}; 80 % {one.low_80:.6g} to {one.high_80:.6g}, 95 % {one.low_95:.6g} to "
                f"{one.high_95:.6g}; off by {best.error:.4g} on {best.held_back} periods held back",
            )
            for one in self.forecasts
        )


def outlook(series: Series, to: str, model: Model | None = None) -> Outlook:
    """The forecasts from after the newest observed period up to one. Raises NoForecast where there can be none.

    Only observed periods of the asked one's kind (years for a year) after the last break in the series count, no
    forecasts, and of each the newest release. The model is the one with the least mean absolute error, one step
    ahead, over the periods held back, or the one asked for. Intervals are the spread of those errors, widened as
    the model says, times Student's t with one degree of freedom an error.
    """
    points, told = _points(series, to)
    if len(points) < FEWEST:
        raise NoForecast(
            f"Too few points: {len(points)} of the kind of {to}, and a forecast needs {FEWEST}. Add figures first."
        )
    later = _later(points[-1].period, to)
    times, values = [period(one.period).end for one in points], [float(one.value or 0) for one in points]
    tried = sorted((test for name in MODELS if (test := backtest(times, values, name))), key=lambda test: test.error)
    chosen = next((test for test in tried if model in (None, test.model)), None)
    if chosen is None:
        raise NoForecast(f"{MODEL_NAMES[model or 'drift']} cannot be tried on these points: choose another model.")
    ahead = MODELS[chosen.model](times, values, [period(text).end for text in later])
    if ahead is None:
        raise NoForecast(f"{MODEL_NAMES[chosen.model]} does not reach {to}: choose another model.")
    tried.sort(key=lambda test: (test is not chosen, test.error))
    return Outlook(chosen.model, _with_bounds(later, ahead, chosen), tuple(tried), tuple(points), told)


def backtest(times: Sequence[float], values: Sequence[float], model: Model) -> Backtest | None:
    """How wrong the model was about each point that has four before it; null where it cannot be asked for each."""
    errors = []
    for at in range(SEEN, len(values)):
        ahead = MODELS[model](times[:at], values[:at], times[at : at + 1])
        if ahead is not None:
            errors.append((values[at] - ahead.values[0], values[at], ahead.widths[0]))
    if len(errors) < len(values) - SEEN or not errors:
        return None
    percents = [100 * abs(error / value) for error, value, _ in errors if value]
    return Backtest(
        model,
        len(errors),
        fmean(abs(error) for error, _, _ in errors),
        sqrt(fmean((error / width) ** 2 for error, _, width in errors)),
        fmean(percents) if len(percents) == len(errors) else None,
    )


def _with_bounds(later: Sequence[str], ahead: Ahead, test: Backtest) -> tuple[Forecast, ...]:
    from scipy.special import stdtrit  # noqa: PLC0415 - not before the first paint

    factors = [float(stdtrit(test.held_back, 0.5 + level / 200)) for level in LEVELS]
    made = []
    for text, value, width in zip(later, ahead.values, ahead.widths, strict=True):
        narrow, wide = (factor * test.spread * width for factor in factors)
        made.append(Forecast(text, value, value - narrow, value + narrow, value - wide, value + wide))
    return tuple(made)


def _points(series: Series, to: str) -> tuple[list[Figure], tuple[str, ...]]:
    kind = _kind(to)
    known = [one for one in series.known() if _kind(one.period) == kind and one.status != "F"]
    told = []
    breaks = [at for at, one in enumerate(known) if one.status == "B"]
    if breaks and breaks[-1]:
        told.append(f"only from the break in {known[breaks[-1]].period} on")
        known = known[breaks[-1] :]
    bounds = [one.period for one in known if one.qualifier != "exact"]
    if bounds:
        told.append(f"counted as they stand though not exact: {', '.join(bounds)}")
    return known, tuple(told)


def _later(newest: str, to: str) -> list[str]:
    """The periods after the newest up to the one asked for."""
    found = [newest]
    while period(found[-1]).end < period(to).end and len(found) <= FURTHEST:
        found.append(next_period(found[-1]))
    if found[-1] != to or len(found) == 1:
        raise NoForecast(
            f"{to} is not ahead of {newest}, the newest figure, by 1 to {FURTHEST} steps: name a later one."
        )
    return found[1:]


def _kind(text: str) -> tuple[int, str]:
    """What periods of one length have in common: 2023 and 2024, 2024-Q1 and 2024-Q2."""
    return len(text), "".join(letter for letter in text if not letter.isdigit())
