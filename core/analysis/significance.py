"""Two-sided p-values of correlations, as R's cor.test gives them."""

import math
from collections.abc import Callable
from functools import lru_cache
from typing import Literal, TypeAlias

import numpy as np
import scipy

from core.method.matrix import Matrix

Coefficient: TypeAlias = Literal["pearson", "spearman", "kendall"]

EXACT_SPEARMAN = 9
EDGEWORTH_SPEARMAN = 1290
EXACT_KENDALL = 50
FEWEST = 3
EDGEWORTH = (0.2274, 0.2531, 0.1745, 0.0758, 0.1033, 0.3932, 0.0879, 0.0151, 0.0072, 0.0831, 0.0131, 4.6e-4)


def pearson_p(first: Matrix, second: Matrix) -> float | None:
    """Student's t of r with n - 2 degrees of freedom; null for fewer than 3 pairs or a constant."""
    if not _can_be_tested(first, second):
        return None
    return _by_t(float(np.corrcoef(first, second)[0, 1]), len(first))


def spearman_p(first: Matrix, second: Matrix) -> float | None:
    """Without ties exact up to 9 pairs and by Edgeworth series below 1,290, else Student's t. (AS 89; R, cor.test)

    SciPy's always takes Student's t, which differs by up to 2e-4. As in R, the series is taken one step further out
    for a negative coefficient than for a positive one.
    """
    if not _can_be_tested(first, second):
        return None
    size = len(first)
    ranks = scipy.stats.rankdata(first), scipy.stats.rankdata(second)
    rho = float(np.corrcoef(*ranks)[0, 1])
    if size >= EDGEWORTH_SPEARMAN or _has_ties(first) or _has_ties(second):
        return _by_t(rho, size)
    middle = (size**3 - size) / 6
    distance = (1 - rho) * middle
    if distance > middle:
        return min(2 * _tail(round(distance) - 1, size), 1.0)
    return min(2 * _tail(round(2 * middle) - round(distance), size), 1.0)


def kendall_p(first: Matrix, second: Matrix) -> float | None:
    """Exact below 50 pairs without ties, else the normal approximation with its correction for ties. (R, cor.test)"""
    if not _can_be_tested(first, second):
        return None
    exact = len(first) < EXACT_KENDALL and not _has_ties(first) and not _has_ties(second)
    return float(scipy.stats.kendalltau(first, second, method="exact" if exact else "asymptotic").pvalue)


P_VALUES: dict[Coefficient, Callable[[Matrix, Matrix], float | None]] = {
    "pearson": pearson_p,
    "spearman": spearman_p,
    "kendall": kendall_p,
}


def _can_be_tested(first: Matrix, second: Matrix) -> bool:
    return len(first) >= FEWEST and bool(np.ptp(first) > 0 and np.ptp(second) > 0)


def _has_ties(values: Matrix) -> bool:
    return len(np.unique(values)) < len(values)


def _by_t(r: float, size: int) -> float:
    if abs(r) >= 1 - 2 * np.finfo(float).eps:
        return 0.0
    freedom = size - 2
    return 2 * float(scipy.special.stdtr(freedom, -abs(r) * np.sqrt(freedom / (1 - r * r))))


def _tail(distance: int, size: int) -> float:
    """The chance that the sum of squared rank differences is at least so large. (Best and Roberts 1975, AS 89)"""
    if size <= EXACT_SPEARMAN:
        counts = _distances(size)
        return float(counts[distance:].sum() / counts.sum())
    c1, c2, c3, c4, c5, c6, c7, c8, c9, c10, c11, c12 = EDGEWORTH
    b = 1 / size
    x = (6 * (distance - 1) * b / (size * size - 1) - 1) * math.sqrt(size - 1)
    y = x * x
    far = c9 - c10 * b + y * b * (c11 - c12 * y)
    near = c1 + b * (c2 + c3 * b) + y * (-c4 + b * (c5 + c6 * b) - y * b * (c7 + c8 * b - y * far))
    return min(max(x * b * near * math.exp(-y / 2) + float(scipy.special.ndtr(-x)), 0.0), 1.0)


@lru_cache
def _distances(size: int) -> Matrix:
    """How many orders of `size` items are so far from the first, by sum of squared rank differences."""
    furthest = size * (size * size - 1) // 3
    counts = np.zeros((1 << size, furthest + 1))
    counts[0, 0] = 1
    for subset in range(1, 1 << size):
        place = subset.bit_count() - 1
        for item in range(size):
            if subset >> item & 1:
                step = (item - place) ** 2
                counts[subset, step:] += counts[subset ^ (1 << item), : furthest + 1 - step]
    return np.asarray(counts[-1])
