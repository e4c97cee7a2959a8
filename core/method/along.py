"""Counts, means and extremes along the rows of a panel, which are the last axis; gaps (NaN) are left out.

Every function keeps that axis with length 1, so that its result stands beside the values, and works on each column
by itself, however many columns and runs come before: one run and a thousand are the same arithmetic.
"""

import numpy as np

from core.method.matrix import Matrix


def count(values: Matrix) -> Matrix:
    """How many values there are."""
    return np.asarray((~np.isnan(values)).sum(axis=-1, keepdims=True, dtype=float))


def least(values: Matrix) -> Matrix:
    """The minimum; NaN where there is no value."""
    return np.asarray(np.fmin.reduce(values, axis=-1, keepdims=True, initial=np.nan))


def most(values: Matrix) -> Matrix:
    """The maximum; NaN where there is no value."""
    return np.asarray(np.fmax.reduce(values, axis=-1, keepdims=True, initial=np.nan))


def total(values: Matrix) -> Matrix:
    """The sum; 0 where there is no value."""
    plain = values.sum(axis=-1, keepdims=True)
    if not np.isnan(plain).any():
        return np.asarray(plain)
    return np.asarray(np.where(np.isnan(values), 0, values).sum(axis=-1, keepdims=True))


def mean(values: Matrix) -> Matrix:
    """The arithmetic mean; NaN where there is no value."""
    return total(values) / or_nan(count(values))


def median(values: Matrix) -> Matrix:
    """The median; of an even number the mean of the middle two."""
    ordered, known = np.sort(values, axis=-1), count(values).astype(np.int64)
    low, high = (np.take_along_axis(ordered, place // 2, axis=-1) for place in (known - 1, known))
    return np.asarray((low + high) / 2)


def sd(values: Matrix, ddof: int = 1) -> Matrix:
    """The standard deviation by n - ddof; NaN for fewer values."""
    deviations = values - mean(values)
    return np.sqrt(total(deviations * deviations) / or_nan(np.maximum(count(values) - ddof, 0)))


def or_nan(divisor: Matrix, fits: object = None) -> Matrix:
    """The divisor where it is valid (by default: not 0), NaN elsewhere."""
    return np.where(divisor != 0 if fits is None else np.asarray(fits), divisor, np.nan)
