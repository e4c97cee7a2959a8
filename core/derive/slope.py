"""Trend tests of a short series: the Theil-Sen slope and the Mann-Kendall test."""

import math
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from itertools import combinations, zip_longest

from core.frozen import frozen

FEWEST = 5
"""With fewer points even a series that always rises is not significant (p = 2/4! = 0.083)."""

EXACT_BELOW = 10
"""Below this many points, without ties, p is counted exactly. (Kendall 1975; Gilbert 1987, table A18)"""


@frozen
class MannKendall:
    """S, its variance, z with continuity correction, the two-sided p, and Kendall's tau-a."""

    s: int
    variance: float
    z: float
    p: float
    tau: float


def theil_sen(times: Sequence[float], values: Sequence[float]) -> float | None:
    """The median of the slopes between all pairs of points, in units of the values a year.

    Null for fewer than two different times. (Theil 1950; Sen 1968)
    """
    pairs = combinations(zip(times, values, strict=True), 2)
    slopes = sorted((y2 - y1) / (t2 - t1) for (t1, y1), (t2, y2) in pairs if t1 != t2)
    return (slopes[(len(slopes) - 1) // 2] + slopes[len(slopes) // 2]) / 2 if slopes else None


def mann_kendall(values: Sequence[float]) -> MannKendall | None:
    """The Mann-Kendall test for a monotonic trend of values in order of time; null for fewer than five.

    Var(S) = (n(n-1)(2n+5) - sum t(t-1)(2t+5)) / 18 over groups of t ties; z = (S - sign S) / sqrt(Var).
    p is exact below ten points without ties, from the normal distribution otherwise. (Mann 1945; Kendall 1975)
    """
    n = len(values)
    if n < FEWEST:
        return None
    s = sum((later > earlier) - (later < earlier) for earlier, later in combinations(values, 2))
    ties = [count for count in Counter(values).values() if count > 1]
    variance = (n * (n - 1) * (2 * n + 5) - sum(t * (t - 1) * (2 * t + 5) for t in ties)) / 18
    z = (s - math.copysign(1, s)) / math.sqrt(variance) if s else 0.0
    p = _exact_p(n, abs(s)) if n < EXACT_BELOW and not ties else math.erfc(abs(z) / math.sqrt(2))
    return MannKendall(s, variance, z, min(p, 1.0), s / (n * (n - 1) / 2))


def _exact_p(n: int, s: int) -> float:
    most = n * (n - 1) // 2
    counts = _inversions(n)
    return 2 * sum(counts[: (most - s) // 2 + 1]) / math.factorial(n)


@lru_cache
def _inversions(n: int) -> tuple[int, ...]:
    """How many orders of n things have 0, 1, 2 … inversions."""
    counts = [1]
    for size in range(2, n + 1):
        moved = ([0] * place + counts for place in range(size))
        counts = [sum(column) for column in zip_longest(*moved, fillvalue=0)]
    return tuple(counts)
