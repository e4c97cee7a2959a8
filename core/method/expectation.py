"""Imputation from the unit's other figures: by regression, and by expectation-maximisation."""

import numpy as np

from core.method import along
from core.method.errors import MethodError
from core.method.matrix import Matrix, complete_rows
from core.method.panel import Years
from core.method.row_keys import RowKeys, each_run

MOST_ROUNDS, SETTLED = 500, 1e-10


def regression(
    values: Matrix,
    keys: RowKeys,
    directions: Matrix,  # noqa: ARG001 a regression finds its own; all functions of this family are given them
    years: Years = "across",
) -> Matrix:
    """A gap takes what a linear regression of its indicator on those that the row has predicts.

    Fitted by least squares on the complete rows, of which there must be more than indicators; a row without any figure
    keeps its gaps. (Handbook, ch. 3; Buck 1960)
    """
    return each_run(values, keys.together(years), _by_regression)


def em(
    values: Matrix,
    keys: RowKeys,
    directions: Matrix,  # noqa: ARG001 as above
    years: Years = "across",
) -> Matrix:
    """A gap takes its expectation given the figures that the row has, under a normal law of greatest likelihood.

    Means and covariances are those of all rows, found by turns with the gaps until none of them moves by more than
    1e-10 of a standard deviation. A row without any figure takes the means. (Dempster, Laird and Rubin 1977)
    """
    return each_run(values, keys.together(years), _by_em)


def _by_regression(values: Matrix) -> Matrix:
    """Rows × indicators with their gaps filled."""
    if not np.isnan(values).any():
        return values
    complete = complete_rows(values)
    if len(complete) <= values.shape[1]:
        raise MethodError(
            "A regression on {shape} indicators needs more complete rows than its {count}: fill "
            "among siblings, or by em.",
            shape=values.shape[1],
            count=len(complete),
        )
    covariance = np.atleast_2d(np.cov(complete, rowvar=False))
    filled, _ = _expected(values, complete.mean(axis=0), covariance)
    return np.where(np.isnan(values).all(axis=1, keepdims=True), values, filled)


def _by_em(values: Matrix) -> Matrix:
    """Rows × indicators with their gaps filled; an indicator without any figure keeps its gaps."""
    some = ~np.isnan(values).all(axis=0)
    part = values[:, some]
    if not np.isnan(part).any():
        return values
    middle, sd = along.mean(part.T)[:, 0], along.sd(part.T, 0)[:, 0]
    scale = np.where(sd > 0, sd, 1)
    scaled, covariance, mean = (part - middle) / scale, np.eye(len(scale)), np.zeros(len(scale))
    for _ in range(MOST_ROUNDS):
        filled, spread = _expected(scaled, mean, covariance)
        before = np.append(covariance, mean)
        mean = filled.mean(axis=0)
        deviations = filled - mean
        covariance = (deviations.T @ deviations + spread) / len(scaled)
        if np.abs(np.append(covariance, mean) - before).max() < SETTLED:
            break
    complete = values.copy()
    complete[:, some] = np.where(np.isnan(part), filled * scale + middle, part)
    return complete


def _expected(values: Matrix, mean: Matrix, covariance: Matrix) -> tuple[Matrix, Matrix]:
    """The expectation of each gap given the row's other figures, and the sum of the remaining covariances."""
    unknown = np.isnan(values)
    filled, spread = values.copy(), np.zeros_like(covariance)
    patterns, which = np.unique(unknown, axis=0, return_inverse=True)
    for at, gaps in enumerate(patterns):
        if not gaps.any():
            continue
        rows = which.ravel() == at
        slopes = covariance[np.ix_(gaps, ~gaps)] @ np.linalg.pinv(covariance[np.ix_(~gaps, ~gaps)])
        filled[np.ix_(rows, gaps)] = mean[gaps] + (values[np.ix_(rows, ~gaps)] - mean[~gaps]) @ slopes.T
        remaining = covariance[np.ix_(gaps, gaps)] - slopes @ covariance[np.ix_(~gaps, gaps)]
        spread[np.ix_(gaps, gaps)] += rows.sum() * remaining
    return filled, spread
