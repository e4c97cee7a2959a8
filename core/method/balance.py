"""Weights that give each indicator the wanted share in the correlation with the whole."""

import numpy as np
import scipy

from core.method.errors import MethodError
from core.method.matrix import Matrix

PRECISE = 1e-15


def balanced(covariance: Matrix, targets: Matrix, least: float, most: float, power: int = 1) -> Matrix:
    """Weights within the bounds, summing to 1, with the least squared gap between correlation shares and targets.

    With `power` 2 the shares are of squared correlations: of the variance that each explains.

    The correlation of each indicator with the weighted mean follows from the covariances alone; shares are
    correlations made to sum to 1. Raises MethodError where no weights lie within the bounds.
    """
    size = len(targets)
    if not 0 <= least <= 1 / size <= most:
        raise MethodError(f"{size} weights that sum to 1 do not fit between {least:g} and {most:g}: widen the bounds.")

    def gap(weights: Matrix) -> float:
        shares = correlation_shares(covariance, weights, power)
        return float(((shares - targets) ** 2).sum())

    found = scipy.optimize.minimize(
        gap,
        np.full(size, 1 / size),
        method="SLSQP",
        bounds=scipy.optimize.Bounds(np.full(size, least), np.full(size, most)),
        constraints=scipy.optimize.LinearConstraint(np.ones((1, size)), 1, 1),
        options={"ftol": PRECISE, "maxiter": 1000},
    )
    return np.asarray(np.clip(found.x, least, most))


def correlation_shares(covariance: Matrix, weights: Matrix, power: int = 1) -> Matrix:
    """The correlation of each indicator with the weighted sum, made to sum to 1."""
    with_whole = (covariance @ weights / np.sqrt(np.diag(covariance))) ** power
    return np.asarray(with_whole / with_whole.sum())
