"""Skewness and kurtosis, the two numbers by which outliers are detected."""

import numpy as np
import polars as pl

from core.method.matrix import Matrix, Truth

SKEWED, PEAKED = 2.0, 3.5
FOR_SKEWNESS, FOR_KURTOSIS = 3, 4
NARROW = 1e-7
"""A spread below this share of the mean may be rounding alone: then the column is tested for being constant."""


def skewness(values: pl.Expr) -> pl.Expr:
    """Sample-adjusted skewness G1 (type 2, as Excel, SAS, SPSS); null for fewer than 3 values or a constant.

    g = sqrt(n) sum(d^3) / sum(d^2)^1.5, G1 = g sqrt(n(n-1)) / (n-2). (Joanes and Gill 1998)
    """
    return pl.when(_varies(values, FOR_SKEWNESS)).then(values.skew(bias=False))


def kurtosis(values: pl.Expr) -> pl.Expr:
    """Sample-adjusted excess kurtosis G2 (type 2); null for fewer than 4 values or a constant.

    r = n sum(d^4) / sum(d^2)^2, G2 = ((n+1)(r-3) + 6)(n-1) / ((n-2)(n-3)). (Joanes and Gill 1998)
    """
    return pl.when(_varies(values, FOR_KURTOSIS)).then(values.kurtosis(fisher=True, bias=False))


def are_well_shaped(skew: Matrix, kurt: Matrix, skewed: float = SKEWED, peaked: float = PEAKED) -> Truth:
    """Whether |skewness| < `skewed` or kurtosis < `peaked`; false where both are unknown (NaN).

    (JRC; COINr, check_SkewKurt)
    """
    return np.asarray((np.abs(skew) < skewed) | (kurt < peaked))


def shapes(values: Matrix) -> tuple[Matrix, Matrix]:
    """Skewness and kurtosis, as above, along the rows (the last axis); gaps and unknown results are NaN."""
    rows = values.shape[-1]
    plain = values.sum(axis=-1)
    unknown = np.isnan(values) if np.isnan(plain).any() else None
    n = np.asarray(float(rows) if unknown is None else rows - unknown.sum(axis=-1, dtype=float))
    with np.errstate(invalid="ignore", divide="ignore", over="ignore"):
        mean = (plain if unknown is None else np.where(unknown, 0, values).sum(axis=-1)) / n
        deviations = values - mean[..., None]
        if unknown is not None:
            deviations[unknown] = 0
        squares = deviations * deviations
        spread = squares.sum(axis=-1)
        known = (n >= FOR_SKEWNESS) & (spread > 0)
        narrow = known & (spread <= n * (NARROW * mean) ** 2)
        if narrow.any():
            some = values[narrow]
            known[narrow] = np.fmin.reduce(some, axis=-1) < np.fmax.reduce(some, axis=-1)
        skew = np.sqrt(n) * np.vecdot(squares, deviations) / spread**1.5 * np.sqrt(n * (n - 1)) / (n - 2)
        peak = n * np.vecdot(squares, squares) / spread**2
        kurt = ((n + 1) * (peak - 3) + 6) * (n - 1) / ((n - 2) * (n - 3))
        return np.where(known, skew, np.nan), np.where(known & (n >= FOR_KURTOSIS), kurt, np.nan)


def _varies(values: pl.Expr, needed: int) -> pl.Expr:
    return (values.count() >= needed) & (values.max() > values.min())
