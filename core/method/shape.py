"""Skewness and kurtosis, the two numbers by which outliers are judged."""

import math
from typing import TypeAlias

import numpy as np
import polars as pl
from numpy.typing import NDArray

Vector: TypeAlias = NDArray[np.float64]
Shape: TypeAlias = tuple[float | None, float | None]

SKEWED, PEAKED = 2.0, 3.5
FOR_SKEWNESS, FOR_KURTOSIS = 3, 4


def skewness(values: pl.Expr) -> pl.Expr:
    """Sample-adjusted skewness G1 (type 2, as Excel, SAS, SPSS); null for fewer than 3 values or a constant.

    g = sqrt(n) sum(d^3) / sum(d^2)^1.5, G1 = g sqrt(n(n-1)) / (n-2). (Joanes and Gill 1998)
    """
    return pl.when(_tells(values, FOR_SKEWNESS)).then(values.skew(bias=False))


def kurtosis(values: pl.Expr) -> pl.Expr:
    """Sample-adjusted excess kurtosis G2 (type 2); null for fewer than 4 values or a constant.

    r = n sum(d^4) / sum(d^2)^2, G2 = ((n+1)(r-3) + 6)(n-1) / ((n-2)(n-3)). (Joanes and Gill 1998)
    """
    return pl.when(_tells(values, FOR_KURTOSIS)).then(values.kurtosis(fisher=True, bias=False))


def is_well_shaped(
    skew: float | None, kurt: float | None, skewed: float = SKEWED, peaked: float = PEAKED
) -> bool | None:
    """Whether |skewness| < `skewed` or kurtosis < `peaked`; none where neither is known.

    (JRC; COINr, check_SkewKurt)
    """
    if skew is None:
        return None
    return abs(skew) < skewed or (kurt is not None and kurt < peaked)


def shape(values: Vector) -> Shape:
    """Skewness and kurtosis, as above, of plain numbers in which a gap is NaN."""
    unknown = np.isnan(values)
    values = values[~unknown] if unknown.any() else values
    n = len(values)
    apart = values - values.mean() if n else values
    squares = apart * apart
    spread = float(squares.sum())
    if n < FOR_SKEWNESS or values.min() == values.max() or spread == 0:
        return None, None
    skew = math.sqrt(n) * float(squares @ apart) / spread**1.5 * math.sqrt(n * (n - 1)) / (n - 2)
    if n < FOR_KURTOSIS:
        return skew, None
    peak = n * float(squares @ squares) / spread**2
    return skew, ((n + 1) * (peak - 3) + 6) * (n - 1) / ((n - 2) * (n - 3))


def _tells(values: pl.Expr, needed: int) -> pl.Expr:
    return (values.count() >= needed) & (values.max() > values.min())
