"""Shannon's entropy of each indicator over the rows, and the weight that follows from it."""

from collections.abc import Sequence
from typing import Literal, TypeAlias

import numpy as np
import polars as pl

from core.method.matrix import Matrix
from core.method.panel import Panel, Scores, panel_of
from core.method.weights import made_one
from core.words import gettext

ZeroConvention: TypeAlias = Literal["skip", "shift", "interval"]

AMOUNTS: dict[ZeroConvention, float] = {"skip": 0.0, "shift": 0.0001, "interval": 0.002}


def entropies(
    frame: Scores, indicators: Sequence[str], zero: ZeroConvention = "skip", amount: float | None = None
) -> pl.DataFrame:
    """Entropy, divergence and weight of each indicator: columns indicator, entropy, divergence, weight.

    p = y / sum y; e = -sum p ln p / ln n; d = 1 - e; w = d / sum d, n the rows present. `zero` names what becomes of
    ln 0. Raises MethodError on a negative score and where no indicator tells the rows apart. (Shannon; daowen.com)
    """
    panel = panel_of(frame, indicators)
    values = panel.part(indicators).T
    margin = AMOUNTS[zero] if amount is None else amount
    if zero == "shift":
        values = values + margin
    elif zero == "interval":
        values = margin + (1 - 2 * margin) * values
    _check_sign(panel, indicators, values)
    divergence = np.array([_divergence(column) for column in values.T])
    weights = made_one(indicators, divergence, gettext("no indicator distinguishes the rows, so use manual weights"))
    return pl.DataFrame(
        {"indicator": indicators, "entropy": 1 - divergence, "divergence": divergence, "weight": weights.values()}
    )


def _divergence(column: Matrix) -> float:
    known = column[~np.isnan(column)]
    if len(known) <= 1 or known.min() == known.max():
        return 0.0
    parts = known[known > 0] / known.sum()
    return max(1 + float(parts @ np.log(parts)) / float(np.log(len(known))), 0.0)


def _check_sign(panel: Panel, indicators: Sequence[str], values: Matrix) -> None:
    below = values < 0
    if below.any():
        row, column = np.argwhere(below)[0]
        trouble = "is below 0, which has no entropy: normalise it to 0 or more first."
        raise panel.cell_error(int(row), indicators[column], trouble)
