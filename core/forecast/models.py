"""The forecast models: each takes the observed points and gives the values at later times."""

from collections.abc import Callable, Sequence
from itertools import pairwise, product
from math import sqrt
from statistics import fmean, median
from typing import Literal, TypeAlias

from core.derive.slope import theil_sen
from core.frozen import frozen
from core.words import marked

Model: TypeAlias = Literal["last_growth", "theil_sen", "holt_damped", "drift"]

WEIGHTS = tuple(step / 10 for step in range(1, 10))
DAMPINGS = (0.8, 0.9, 0.98)
SAME = 1e-6


@frozen
class Ahead:
    """Values at the times requested, and for each how much wider than one step its error is spread."""

    values: tuple[float, ...]
    widths: tuple[float, ...]


def last_growth(times: Sequence[float], values: Sequence[float], later: Sequence[float]) -> Ahead:
    """The last yearly growth continues; where a value is not above 0, the last change continues. From 2 points on."""
    (t0, t1), (x0, x1) = times[-2:], values[-2:]
    spans = [(time - t1) / (t1 - t0) for time in later]
    grown = min(x0, x1) > 0
    forecasts = [x1 * (x1 / x0) ** span if grown else x1 + (x1 - x0) * span for span in spans]
    return Ahead(tuple(forecasts), tuple(map(sqrt, _steps(times, later))))


def line(times: Sequence[float], values: Sequence[float], later: Sequence[float]) -> Ahead | None:
    """The Theil-Sen line: the median slope through the median of what it leaves. Null for one point. (Sen 1968)

    The spread is that of a line: root of 1 + 1/n + (t - mean t)² / sum (t - mean t)².
    """
    slope = theil_sen(times, values)
    if slope is None:
        return None
    start = median(x - slope * t for t, x in zip(times, values, strict=True))
    middle = fmean(times)
    spread = sum((t - middle) ** 2 for t in times)
    widths = (sqrt(1 + 1 / len(times) + (time - middle) ** 2 / spread) for time in later)
    return Ahead(tuple(start + slope * time for time in later), tuple(widths))


def drift(times: Sequence[float], values: Sequence[float], later: Sequence[float]) -> Ahead:
    """A random walk with drift: from the last point on with the mean change. From 2 points on.

    The spread h steps ahead is the root of h (1 + h / (n - 1)), where n - 1 is the number of steps that the points
    span, gaps included. (Hyndman and Athanasopoulos, ch. 5.5)
    """
    slope = (values[-1] - values[0]) / (times[-1] - times[0])
    steps, spanned = _steps(times, later), (times[-1] - times[0]) / min(b - a for a, b in pairwise(times))
    widths = (sqrt(step * (1 + step / spanned)) for step in steps)
    return Ahead(tuple(values[-1] + slope * (time - times[-1]) for time in later), tuple(widths))


def holt_damped(times: Sequence[float], values: Sequence[float], later: Sequence[float]) -> Ahead | None:
    """Holt's level and trend, the trend damped; the weights are those with the least squared one-step error.

    Only the points after the last gap count. Null for fewer than 4 of them, and where a requested time is not a whole
    number of steps ahead. (Holt 1957; Gardner and McKenzie 1985; the spread is that of ETS(A, Ad, N), Hyndman et al.
    2008)
    """
    values = values[_after_gap(times) :]
    if len(values) < 4:  # noqa: PLR2004 - a trend needs 4 points
        return None
    steps = [(time - times[-1]) / (times[-1] - times[-2]) for time in later]
    if any(abs(step - round(step)) > SAME for step in steps):
        return None
    choices = product(WEIGHTS, WEIGHTS, DAMPINGS)
    alpha, beta, phi = min(choices, key=lambda choice: sum(e * e for e in smoothed(values, *choice)[2]))
    level, trend, _ = smoothed(values, alpha, beta, phi)
    damped = [sum(phi**power for power in range(1, round(step) + 1)) for step in steps]
    widths = []
    for step in steps:
        later_weights = (alpha + alpha * beta * sum(phi**p for p in range(1, j + 1)) for j in range(1, round(step)))
        widths.append(sqrt(1 + sum(weight**2 for weight in later_weights)))
    return Ahead(tuple(level + part * trend for part in damped), tuple(widths))


def smoothed(
    values: Sequence[float], alpha: float, beta: float, phi: float = 1
) -> tuple[float, float, tuple[float, ...]]:
    """Level, trend and the one-step errors of Holt's recursion, begun with the first value and the first change.

    l = a x + (1 - a)(l + phi b); b = beta (l - l before) + (1 - beta) phi b. (Holt 1957)
    """
    level, trend = values[0], values[1] - values[0]
    errors = []
    for value in values[1:]:
        before, expected = level, level + phi * trend
        errors.append(value - expected)
        level = alpha * value + (1 - alpha) * expected
        trend = beta * (level - before) + (1 - beta) * phi * trend
    return level, trend, tuple(errors)


MODELS: dict[Model, Callable[[Sequence[float], Sequence[float], Sequence[float]], Ahead | None]] = {
    "last_growth": last_growth,
    "theil_sen": line,
    "holt_damped": holt_damped,
    "drift": drift,
}
MODEL_NAMES: dict[Model, str] = marked(
    {
        "last_growth": "constant growth",
        "theil_sen": "Theil-Sen line",
        "holt_damped": "Holt, damped trend",
        "drift": "random walk with drift",
    }
)


def _steps(times: Sequence[float], later: Sequence[float]) -> list[float]:
    """The number of the shortest steps between points up to each requested time."""
    step = min(b - a for a, b in pairwise(times))
    return [(time - times[-1]) / step for time in later]


def _after_gap(times: Sequence[float]) -> int:
    """The start of the last stretch of points at equal distances."""
    steps = [b - a for a, b in pairwise(times)]
    uneven = [at for at, step in enumerate(steps) if abs(step - steps[-1]) > SAME]
    return uneven[-1] + 1 if uneven else 0
