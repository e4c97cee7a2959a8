"""Structural breaks of a series: tested at a known point (Chow), or searched for (Pettitt)."""

import math
from collections.abc import Sequence

import numpy as np
import scipy

from core.analysis.line import least_squares
from core.frozen import frozen

LINE = 2


@frozen
class Chow:
    """The statistic of a break at a known point, and its p from the F distribution."""

    f: float
    p: float


@frozen
class Pettitt:
    """The most likely change: after the `position`-th point (the first is 1), with its statistic and approximate p."""

    k: float
    position: int
    p: float


def chow(times: Sequence[float], values: Sequence[float], second_from: float) -> Chow | None:
    """F = ((SSE - SSE1 - SSE2) / 2) / ((SSE1 + SSE2) / (n - 4)) of lines through all points and through both parts.

    The second part begins at the time `second_from`. Null where a part has fewer than 3 points, or both are straight.
    Give logarithms where growth is steady. (Chow 1960)
    """
    points = sorted(zip(times, values, strict=True))
    early = sum(t < second_from for t, _ in points)
    parts = (points, points[:early], points[early:])
    lines = [least_squares([t for t, _ in part], [x for _, x in part]) for part in parts]
    whole, first, second = lines
    if whole is None or first is None or second is None:
        return None
    residual, freedom = first.residual + second.residual, len(points) - 2 * LINE
    if not residual:
        return None
    f = (whole.residual - residual) / LINE / (residual / freedom)
    return Chow(f, float(scipy.special.fdtrc(LINE, freedom, max(f, 0.0))))


def pettitt(values: Sequence[float]) -> Pettitt | None:
    """K = max |U_t|, U_t = 2 sum of ranks up to t - t (n + 1), ties the mean rank; p about 2 exp(-6 K² / (n³ + n²)).

    Null for fewer than 3 points. Of several t with the same |U| the first counts. (Pettitt 1979)
    """
    n = len(values)
    if n < 3:  # noqa: PLR2004 - two points have no middle
        return None
    ranks = scipy.stats.rankdata(values)
    u = np.abs(2 * np.cumsum(ranks) - np.arange(1, n + 1) * (n + 1))
    k = float(u.max())
    return Pettitt(k, int(u.argmax()) + 1, min(2 * math.exp(-6 * k * k / (n**3 + n**2)), 1.0))
