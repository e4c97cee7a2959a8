"""Weights of siblings from the distribution of their scores, by what each adds to the whole."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Literal

import numpy as np

from core.method import balance
from core.method.balance import best_weights
from core.method.errors import MethodError
from core.method.forms import SHARES, TEXT
from core.method.matrix import Matrix
from core.method.panel import Scores, panel_of
from core.method.setting import Setting
from core.method.weights import Least, Most, Weights, compared, made_one, means_above_0
from core.words import gettext


def infomax(frame: Scores, indicators: Sequence[str], least: Least = 0, most: Most = 1) -> Weights:
    """The weights w of greatest sum of r, r the correlation of an indicator with the mean sum w y.

    Without bounds the answer is w = (1 / s) / sum (1 / s), s by n-1; within `least` and `most` it is searched for. On
    complete rows. COINr searches for it by Nelder-Mead, without bounds. (Becker et al. 2017; COINr, get_opt_weights)
    """
    covariance = np.atleast_2d(np.cov(compared(frame, indicators), rowvar=False))
    return made_one(indicators, infomax_weights(covariance, least, most))


def merec(frame: Scores, indicators: Sequence[str]) -> Weights:
    """W = E / sum E, E = sum |S' - S|: how much is lost where the indicator is removed, for scores above 0.

    S = ln(1 + sum |ln(min y / y)| / m), S' the same without the indicator, m how many there are; on complete rows.
    (Keshavarz-Ghorabaee et al. 2021, MEREC)
    """
    values = compared(frame, indicators)
    wrong = ~(values > 0).all(axis=0)
    if wrong.any():
        code = indicators[int(wrong.argmax())]
        raise MethodError(
            "{code} has a score that is not above 0: bring scores above 0, or weigh otherwise.", code=code
        )
    parts = np.abs(np.log(values.min(axis=0) / values)) / values.shape[1]
    total = parts.sum(axis=1, keepdims=True)
    removed = np.abs(np.log1p(total - parts) - np.log1p(total)).sum(axis=0)
    return made_one(indicators, removed, gettext("no indicator distinguishes the rows, so use manual weights"))


def gini(frame: Scores, indicators: Sequence[str]) -> Weights:
    """W = G / sum G, G = sum |y - y'| over all pairs / (2 n² mean): more to what is spread more unevenly.

    N are the rows that have the indicator; MethodError where a mean is not above 0. (Gini 1912; Li et al. 2009)
    """
    values = panel_of(frame, indicators).part(indicators)
    means_above_0(values, indicators)
    return made_one(indicators, [gini_coefficient(column) for column in values])


def importance_balanced(
    frame: Scores,
    indicators: Sequence[str],
    targets: Annotated[
        Mapping[str, float] | None,
        Setting("the importance that each code is to have", SHARES, word="target importance", empty="equal"),
    ] = None,
    relation: Annotated[
        Literal["curve", "line"],
        Setting(
            "how importance is measured: by the correlation ratio (any curve) or by the squared correlation (a line)",
            TEXT,
            word="importance measure",
            words={"curve": "correlation ratio", "line": "squared correlation"},
        ),
    ] = "curve",
    least: Least = 0,
    most: Most = 1,
) -> Weights:
    """The weights w of least sum (S / sum S - target)²: each indicator explains its share of the whole's variance.

    S is the correlation ratio of the indicator and the mean sum w y ("curve"), Var(E(sum w y | y)) over the variance
    of the sum, E a penalised spline; or the squared correlation ("line"), which is the same where E is straight.
    Targets are shares, the same for each unless given; on complete rows. (Paruolo, Saisana and Saltelli 2013)
    """
    values = compared(frame, indicators)
    target_shares = [targets.get(code, 0.0) if targets else 1.0 for code in indicators]
    shares = np.array(list(made_one(indicators, target_shares).values()))
    if relation == "line":
        return made_one(indicators, balance.balanced(balance.correlation_amounts(values, 2), shares, least, most))
    return made_one(indicators, balance.balanced_by_curves(values, shares, least, most))


def infomax_weights(covariance: Matrix, least: float, most: float) -> Matrix:
    """The weights of greatest sum of correlations between the parts and the whole, within bounds and with sum 1.

    Without bounds they have a closed form: sum r = a'w / sqrt(w'Cw), a = C (1 / s), is greatest for w in proportion to
    1 / s. Where these lie outside the bounds the greatest within them is searched for. Raises MethodError where no
    weights fit.
    """
    inverse = np.diag(covariance) ** -0.5
    free = inverse / inverse.sum()
    if least <= free.min() and free.max() <= most:
        return np.asarray(free)
    pull = covariance @ inverse

    def lost(weights: Matrix) -> tuple[float, Matrix]:
        covered = covariance @ weights
        spread = np.sqrt(weights @ covered)
        return -float(pull @ weights / spread), (pull @ weights * covered / spread**2 - pull) / spread

    return best_weights(lost, len(covariance), least, most)


def gini_coefficient(column: Matrix) -> float:
    """G = sum |x - x'| over all pairs of rows / (2 n² mean), for values with a mean above 0; gaps are left out."""
    known = np.sort(column[~np.isnan(column)])
    n = len(known)
    return float((2 * np.arange(1, n + 1) - n - 1) @ known / (n * known.sum()))
