"""A straight line through a series by least squares, of the values or of their logarithms."""

import math
from collections.abc import Sequence

import numpy as np
import scipy

from core.frozen import frozen

FEWEST = 3


@frozen
class Line:
    """`slope` in units a year, `intercept` at time 0, `r2` the share of the variance explained, `p` of the slope.

    `p` is two-sided, by Student's t with n - 2 degrees of freedom; `residual` is the sum of squared residuals.
    """

    slope: float
    intercept: float
    r2: float
    standard_error: float
    p: float
    residual: float


def least_squares(times: Sequence[float], values: Sequence[float]) -> Line | None:
    """The line x = a + b t; null for fewer than 3 points or one time only. A constant series has r² 0 and p 1.

    b = sum (t - mean t)(x - mean x) / sum (t - mean t)², se = sqrt(SSE / (n - 2) / sum (t - mean t)²). (Gauss)
    """
    if len(values) < FEWEST or len(set(times)) == 1:
        return None
    t, x = np.array(times, dtype=float), np.array(values, dtype=float)
    from_mean_time, from_mean = t - t.mean(), x - x.mean()
    spread, total = float(from_mean_time @ from_mean_time), float(from_mean @ from_mean)
    slope = float(from_mean_time @ from_mean) / spread
    residual = float(((from_mean - slope * from_mean_time) ** 2).sum())
    freedom = len(x) - 2
    error = math.sqrt(residual / freedom / spread)
    p = 2 * float(scipy.special.stdtr(freedom, -abs(slope) / error)) if error else float(slope == 0)
    return Line(slope, float(x.mean() - slope * t.mean()), 1 - residual / total if total else 0.0, error, p, residual)


def log_linear_growth(times: Sequence[float], values: Sequence[float]) -> float | None:
    """Growth in per cent a year by all points: 100 (e^b - 1) of ln x = a + b t; null where a value is not above 0.

    Unlike the average growth between two ends it does not depend on the first and the last figure.
    """
    if any(value <= 0 for value in values):
        return None
    line = least_squares(times, [math.log(value) for value in values])
    return None if line is None else 100 * math.expm1(line.slope)
