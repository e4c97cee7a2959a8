"""Weights of siblings within bounds that are best by some measure, such as the shares that each is to have."""

from collections.abc import Callable
from typing import TypeAlias

import numpy as np
import scipy

from core.method.correlation_ratio import Smoother
from core.method.errors import MethodError
from core.method.matrix import Matrix

PRECISE = 1e-15
ROUNDS, SAME = 12, 1e-9
Amounts: TypeAlias = Callable[[Matrix], tuple[Matrix, Matrix]]
"""A function from weights to an amount of each part, and the derivatives (parts × weights)."""


def best_weights(loss: Callable[[Matrix], tuple[float, Matrix]], size: int, least: float, most: float) -> Matrix:
    """The weights of least loss within the bounds, with sum 1; the search begins with equal weights.

    `loss` also gives its gradient. Raises MethodError where no weights lie within the bounds.
    """
    if not 0 <= least <= 1 / size <= most:
        raise MethodError(
            "{size} weights that sum to 1 do not fit between {least:g} and {most:g}: widen the bounds.",
            size=size,
            least=least,
            most=most,
        )
    solution = scipy.optimize.minimize(
        loss,
        np.full(size, 1 / size),
        jac=True,
        method="SLSQP",
        bounds=scipy.optimize.Bounds(np.full(size, least), np.full(size, most)),
        constraints=scipy.optimize.LinearConstraint(np.ones((1, size)), 1, 1),
        options={"ftol": PRECISE, "maxiter": 1000},
    )
    return np.asarray(np.clip(solution.x, least, most))


def balanced(amounts: Amounts, targets: Matrix, least: float, most: float) -> Matrix:
    """Weights within the bounds, summing to 1, whose shares are nearest to the targets by the sum of squares."""
    return best_weights(lambda weights: _gap(amounts, targets, weights), len(targets), least, most)


def correlation_amounts(values: Matrix, power: int = 1) -> Amounts:
    """The correlation of each indicator with the weighted sum, to a power, up to a common factor.

    Only the covariances of complete rows (rows × indicators) are used.
    """
    covariance = np.atleast_2d(np.cov(values, rowvar=False))
    slopes = covariance / np.sqrt(np.diag(covariance))[:, None]

    def amounts(weights: Matrix) -> tuple[Matrix, Matrix]:
        with_whole = slopes @ weights
        return with_whole**power, (power * with_whole ** (power - 1))[:, None] * slopes

    return amounts


def balanced_by_curves(values: Matrix, targets: Matrix, least: float, most: float) -> Matrix:
    """As `balanced`, with the shares of correlation ratios: what each indicator explains of the sum by its own curve.

    The smoothness of each curve depends on the weighted sum. It is fixed while weights are searched for, which makes
    each ratio one of two quadratic forms, and updated for the weights found; the best of the rounds counts.
    """
    parts = values - values.mean(axis=0)
    curves = [Smoother.of(column) for column in values.T]
    weights = best = np.full(len(targets), 1 / len(targets))
    gap = np.inf
    for _ in range(ROUNDS):
        sums = parts @ weights
        amounts = _quadratic(np.array([curve.explained(parts, curve.remaining_shares(sums)) for curve in curves]))
        if (now := _gap(amounts, targets, weights)[0]) < gap:
            best, gap = weights, now
        before, weights = weights, balanced(amounts, targets, least, most)
        if np.abs(weights - before).max() < SAME:
            break
    return best


def _quadratic(forms: Matrix) -> Amounts:
    def amounts(weights: Matrix) -> tuple[Matrix, Matrix]:
        halves = forms @ weights
        return halves @ weights, 2 * halves

    return amounts


def _gap(amounts: Amounts, targets: Matrix, weights: Matrix) -> tuple[float, Matrix]:
    """The sum of squares between the shares under these weights and the targets, and its gradient."""
    amounts_now, slopes = amounts(weights)
    total = amounts_now.sum()
    shares = amounts_now / total
    excess = shares - targets
    return float(excess @ excess), 2 * (excess @ slopes - (excess @ shares) * slopes.sum(axis=0)) / total
