"""The weighted means: each takes children × rows and a weight a child, and gives one score a row.

Of many runs the scores, the weights or both have one more axis before: runs × children × rows, runs × children; what
comes out is then runs × rows. A missing child is NaN and drops out, and the other weights grow to make up for it; a
row with none is NaN. These are the inside of `aggregate`, which names the cell that a mean cannot take.
"""

from typing import Annotated

import numpy as np

from core.method.forms import FROM_0, NUMBER, POWER, SHARE
from core.method.matrix import Matrix, Truth
from core.method.setting import Setting, Settings

POWERS = {"arithmetic": 1, "geometric": 0, "harmonic": -1}
"""The power of each mean that has a name."""


def power_of(settings: Settings) -> float | None:
    """The power of which a rule is the mean; null for a rule that is no such mean."""
    return settings["p"] if settings["how"] == "power" else POWERS.get(settings["how"])


def arithmetic(values: Matrix, weights: Matrix) -> Matrix:
    """Sum(w x) / sum(w). (Handbook, ch. 6; COINr, a_amean)"""
    return weighted(values, weights)


def geometric(values: Matrix, weights: Matrix) -> Matrix:
    """Exp(sum(w ln x) / sum(w)), for values above 0. (Handbook; COINr, a_gmean)"""
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.exp(weighted(np.log(values), weights))


def harmonic(values: Matrix, weights: Matrix) -> Matrix:
    """Sum(w) / sum(w / x), for values other than 0. (COINr, a_hmean)"""
    with np.errstate(divide="ignore"):
        return 1 / weighted(1 / values, weights)


def power(
    values: Matrix,
    weights: Matrix,
    p: Annotated[
        float, Setting("the power: 1 is the arithmetic, 0 the geometric, -1 the harmonic mean", POWER, word="power p")
    ] = 0.5,
) -> Matrix:
    """(Sum(w x^p) / sum(w))^(1/p); p = 0 is the geometric mean. (Handbook)

    COINr's a_genmean alone does not reweigh and is lost to one gap; here a gap drops out as in the other means.
    """
    if p == 0:
        return geometric(values, weights)
    with np.errstate(over="ignore", divide="ignore", invalid="ignore"):
        return np.asarray(weighted(values**p, weights) ** (1 / p))


def mazziotta_pareto(
    values: Matrix,
    weights: Matrix,
    penalty: Annotated[
        float,
        Setting(
            "-1: unevenness lowers the score; 1: it raises the score, where more is worse",
            NUMBER,
            word="sign of the penalty",
        ),
    ] = -1,
) -> Matrix:
    """Mean - spread² / mean: unevenness costs; `penalty` = 1 adds it instead, for an index of a bad thing.

    Spread is the weighted population sd of the row. Meant for scores about 100 (z-score with mean 100, sd 10, or
    min-max 70 to 130); a row whose scores are all 0 has 0. (Mazziotta and Pareto 2013)
    """
    mean = weighted(values, weights)
    spread = weighted((values - mean[..., None, :]) ** 2, weights)
    return np.asarray(mean + penalty * spread / np.where(mean == 0, 1, mean))


def mean_min(
    values: Matrix,
    weights: Matrix,
    alpha: Annotated[
        float, Setting("how strongly the lowest score counts: 0 not at all, 1 fully", SHARE, word="alpha (penalty)")
    ] = 1,
    beta: Annotated[
        float,
        Setting(
            "how far the lowest score may lie below the mean almost without a penalty", FROM_0, word="beta (tolerance)"
        ),
    ] = 1,
) -> Matrix:
    """Mean - alpha (sqrt((mean - min)² + beta²) - beta): between the mean (alpha 0) and the minimum (1, beta 0).

    The minimum is of the children with a weight. (Casadio Tarabusi and Guarini 2013; Compind, ci_mean_min)
    """
    mean = weighted(values, weights)
    least = np.fmin.reduce(counted(values, weights), axis=-2)
    return np.asarray(mean - alpha * (np.hypot(mean - least, beta) - beta))


def weighted(values: Matrix, weights: Matrix) -> Matrix:
    """The weighted mean of what is there in each row; NaN where nothing with a weight is."""
    with np.errstate(invalid="ignore", divide="ignore"):
        total = weights.sum(axis=-1, keepdims=True)
        sums = summed(values, weights / np.where(total > 0, total, np.nan))
        if not np.isnan(sums).any():
            return sums
        unknown = np.isnan(values)
        present = summed(~unknown, weights)
        return summed(np.where(unknown, 0, values), weights) / np.where(present > 0, present, np.nan)


def counted(values: Matrix, weights: Matrix) -> Matrix:
    """The scores, with a gap where a child has no weight."""
    is_weighed = weights != 0
    return values if is_weighed.all() else np.where(is_weighed[..., None], values, np.nan)


def summed(values: Matrix | Truth, weights: Matrix) -> Matrix:
    """Sum(w x) over the children; what all runs share is multiplied once."""
    if weights.ndim == 1:
        return np.asarray(np.einsum("c,...cr->...r", weights, values))
    if values.ndim == 2:  # noqa: PLR2004 - children × rows
        return np.asarray(weights @ values)
    return np.asarray((weights[:, None, :] @ values)[:, 0, :])
