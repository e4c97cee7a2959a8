"""The forecast of a series by the model with the smallest error on test points, with its intervals."""

from collections.abc import Sequence
from math import sqrt
from statistics import fmean
from typing import NamedTuple

import scipy

from core.forecast.models import MODEL_NAMES, MODELS, Ahead, Model
from core.forecast.span import NoForecast, points, up_to, usual_kind
from core.forecast.span import ahead as periods_ahead
from core.frozen import frozen
from core.words import gettext, in_words, marked
from core.workbook.edit import CompositeEdit, SetFigure
from core.workbook.figure import Figure, Series
from core.workbook.period import period
from core.workbook.workbook import Workbook

FEWEST = 6
"""With fewer points fewer than two can be held back, and the models cannot be compared."""
FIRST_POINTS = 4
"""The number of points before the first point that a model forecasts."""
LEVELS = (80, 95)
STEPS = 3
"""The number of periods that are forecast where no period is named."""
NOTE = marked(
    "forecast: {model} through {first} to {last}; 80 % {low_80:.6g} to {high_80:.6g}, 95 % {low_95:.6g} to "
    "{high_95:.6g}; off by {error:.4g} on {count} test points"
)
"""The note of a forecast, in the language of the person who saves it."""


@frozen
class Backtest:
    """The errors of a model, one step ahead, for the periods held back: in the unit of the figure.

    `error` is the mean absolute error, `rms` the root of the mean squared error, `percent` the mean absolute error in
    per cent of the value, null where a value is 0. `spread` is the root of the mean squared error after each error is
    divided by its width (`Ahead.widths`): the scale of the errors, from which intervals are computed.
    """

    model: Model
    held_back: int
    error: float
    rms: float
    spread: float
    percent: float | None


class Miss(NamedTuple):
    """The error of a model at one point, the point, and the width of its error one step ahead."""

    error: float
    value: float
    width: float


@frozen
class Forecast:
    """The value of a later period, with the bounds within which it lies with 80 and with 95 per cent."""

    period: str
    value: float
    low_80: float
    high_80: float
    low_95: float
    high_95: float


@frozen
class Outlook:
    """The model chosen, its forecasts, and the backtest of every model that could be tried, the best first.

    `used` are the figures on which it depends; `notes` says what was left out, and which values are only bounds.
    """

    model: Model
    forecasts: tuple[Forecast, ...]
    backtests: tuple[Backtest, ...]
    used: tuple[Figure, ...]
    notes: tuple[str, ...] = ()

    @property
    def decimals(self) -> int:
        """The decimals of a forecast in the scale of the newest figure: as fine as the finest that it depends on."""
        newest = self.used[-1]
        return max(newest.decimals, newest.mult - min(figure.mult - figure.decimals for figure in self.used))

    def figures(self) -> tuple[Figure, ...]:
        """The forecasts as figures with the letter F and a note on the model."""
        newest = self.used[-1]
        best = self.backtests[0]
        model, first = gettext(MODEL_NAMES[self.model]), self.used[0].period
        return tuple(
            Figure(
                newest.unit,
                newest.indicator,
                forecast.period,
                value=forecast.value,
                mult=newest.mult,
                decimals=self.decimals,
                status="F",
                note=gettext(
                    NOTE,
                    model=model,
                    first=first,
                    last=newest.period,
                    low_80=forecast.low_80,
                    high_80=forecast.high_80,
                    low_95=forecast.low_95,
                    high_95=forecast.high_95,
                    error=best.error,
                    count=best.held_back,
                ),
            )
            for forecast in self.forecasts
        )


def outlook(series: Series, to: str, model: Model | None = None) -> Outlook:
    """The forecasts from after the newest observed period up to one. Raises NoForecast where there can be none.

    Only observed periods of the same kind (years for a year) after the last break in the series count, no forecasts,
    and of each period the newest release. The model is the one requested, or the one with the least mean absolute
    error, one step ahead, over the periods held back. Intervals are the spread of those errors, widened as the model
    says, times Student's t with one degree of freedom an error.
    """
    known, notes = points(series, to)
    if len(known) < FEWEST:
        raise NoForecast(
            "Too few points: {count} of the kind of {to}, and a forecast needs {fewest}. Add figures first.",
            count=len(known),
            to=to,
            fewest=FEWEST,
        )
    later = up_to(known, to)
    times, values = [period(figure.period).end for figure in known], [float(figure.value or 0) for figure in known]
    tests = backtests(times, values)
    notes += _untried(tests)
    chosen = next((test for test in tests if model in (None, test.model)), None)
    if chosen is None:
        raise NoForecast(
            "{model_names} cannot be tried on these points: choose another model.",
            model_names=gettext(MODEL_NAMES[model or "drift"]),
        )
    ahead = MODELS[chosen.model](times, values, [period(text).end for text in later])
    if ahead is None:
        raise NoForecast(
            "{model_names} does not reach {to}: choose another model.",
            model_names=gettext(MODEL_NAMES[chosen.model]),
            to=to,
        )
    tests.sort(key=lambda test: (test is not chosen, test.error))
    return Outlook(chosen.model, _with_bounds(later, ahead, chosen), tuple(tests), tuple(known), notes)


def outlook_ahead(series: Series, steps: int = STEPS, model: Model | None = None) -> Outlook:
    """The forecasts of `steps` periods of the most frequent kind. Raises NoForecast as `outlook` does."""
    known = usual_kind(series)
    if len(known) < FEWEST:
        raise NoForecast(
            "Too few points: {count}, and a forecast needs {fewest}. Add figures first.",
            count=len(known),
            fewest=FEWEST,
        )
    return outlook(series, periods_ahead(known, steps)[-1], model)


def backtests(times: Sequence[float], values: Sequence[float]) -> list[Backtest]:
    """The errors of each model for the same periods held back, the smallest error first.

    A model that cannot forecast at least half of them is not tried; the others forecast the periods that all of them
    can forecast.
    """
    errors = {name: misses(times, values, name) for name in MODELS}
    most = max(map(len, errors.values()))
    compared = {name: some for name, some in errors.items() if len(some) >= max(2, most / 2)}
    common = set(range(len(values))).intersection(*compared.values())
    tests = [_backtest(name, [some[at] for at in sorted(common)]) for name, some in compared.items()]
    return sorted(tests, key=lambda test: test.error) if len(common) > 1 else []


def misses(times: Sequence[float], values: Sequence[float], model: Model) -> dict[int, Miss]:
    """The error of the model at each point that has at least four points before it, where there is a forecast."""
    result = {}
    for at in range(FIRST_POINTS, len(values)):
        ahead = MODELS[model](times[:at], values[:at], [times[at]])
        if ahead is not None:
            result[at] = Miss(values[at] - ahead.values[0], values[at], ahead.widths[0])
    return result


def _backtest(model: Model, some: Sequence[Miss]) -> Backtest:
    percents = [100 * abs(miss.error / miss.value) for miss in some if miss.value]
    return Backtest(
        model,
        len(some),
        fmean(abs(miss.error) for miss in some),
        sqrt(fmean(miss.error**2 for miss in some)),
        sqrt(fmean((miss.error / miss.width) ** 2 for miss in some)),
        fmean(percents) if len(percents) == len(some) else None,
    )


def forecast_edit(workbook: Workbook, result: Outlook) -> CompositeEdit:
    """The one edit that puts forecasts into a workbook; existing figures that are not forecasts stay."""
    figures = result.figures()
    present = [workbook.figure(figure.key) for figure in figures]
    edits = tuple(
        SetFigure(old, new)
        for old, new in zip(present, figures, strict=True)
        if (old is None or old.status == "F") and old != new
    )
    if not edits:
        raise NoForecast("There is nothing to save: the workbook already has these forecasts.")
    last = figures[-1]
    return CompositeEdit(f"forecast {last.unit} {last.indicator} to {last.period}: {MODEL_NAMES[result.model]}", edits)


def _untried(tests: Sequence[Backtest]) -> tuple[str, ...]:
    missing = [gettext(MODEL_NAMES[name]) for name in MODELS if name not in {test.model for test in tests}]
    return (
        (gettext("not tried, as too few points are evenly apart: {names}", names=in_words(missing)),) if missing else ()
    )


def _with_bounds(later: Sequence[str], ahead: Ahead, test: Backtest) -> tuple[Forecast, ...]:
    factors = [float(scipy.special.stdtrit(test.held_back, 0.5 + level / 200)) for level in LEVELS]
    forecasts = []
    for text, value, width in zip(later, ahead.values, ahead.widths, strict=True):
        narrow, wide = (factor * test.spread * width for factor in factors)
        forecasts.append(Forecast(text, value, value - narrow, value + narrow, value - wide, value + wide))
    return tuple(forecasts)
