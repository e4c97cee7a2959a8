"""Weights that follow from how the scores of siblings are spread: infomax, MEREC and Gini."""

from collections.abc import Sequence

import numpy as np

from core.method.balance import best_weights
from core.method.errors import MethodError
from core.method.matrix import Matrix
from core.method.weights import Weights, made_one
from core.words import gettext


def infomax_weights(covariance: Matrix, least: float, most: float) -> Matrix:
    """The weights of greatest sum of correlations between the parts and the whole, within bounds and with sum 1.

    Without bounds they have a closed form: sum r = a'w / sqrt(w'Cw), a = C (1 / s), is greatest for w in proportion to
    1 / s. Where these lie outside the bounds the greatest within them is searched for. Raises MethodError where no
    weights fit.
    """
    free = 1 / np.sqrt(np.diag(covariance))
    free = free / free.sum()
    if least <= free.min() and free.max() <= most:
        return np.asarray(free)
    pull = covariance @ (1 / np.sqrt(np.diag(covariance)))

    def lost(weights: Matrix) -> tuple[float, Matrix]:
        covered = covariance @ weights
        spread = np.sqrt(weights @ covered)
        return -float(pull @ weights / spread), (pull @ weights * covered / spread**2 - pull) / spread

    return best_weights(lost, len(covariance), least, most)


def merec_weights(indicators: Sequence[str], values: Matrix) -> Weights:
    """W = E / sum E, E = sum |S without the indicator - S| over complete rows (rows × indicators)."""
    wrong = ~(values > 0).all(axis=0)
    if wrong.any():
        code = indicators[int(wrong.argmax())]
        raise MethodError(
            "{code} has a score that is not above 0: bring scores above 0, or weigh otherwise.", code=code
        )
    parts = np.abs(np.log(values.min(axis=0) / values)) / values.shape[1]
    whole = parts.sum(axis=1, keepdims=True)
    removed = np.abs(np.log1p(whole - parts) - np.log1p(whole)).sum(axis=0)
    return made_one(indicators, removed, gettext("no indicator distinguishes the rows, so use manual weights"))


def gini_coefficient(column: Matrix) -> float:
    """G = sum |x - x'| over all pairs of rows / (2 n² mean), for values with a mean above 0; gaps are left out."""
    known = np.sort(column[~np.isnan(column)])
    n = len(known)
    return float((2 * np.arange(1, n + 1) - n - 1) @ known / (n * known.sum())) if n else 0.0
