"""Aggregations by distance to an ideal (TOPSIS), by the scarcest part, and by coupling and coordination.

As in `means`, each takes (runs ×) children × rows, NaN for a gap, and a weight a child, and gives one score a row.
"""

from typing import Annotated, Literal, TypeAlias

import numpy as np

from core.method import along
from core.method.forms import NUMBER, TEXT
from core.method.matrix import Matrix
from core.method.means import counted, weighted
from core.method.setting import Setting

CouplingForm: TypeAlias = Literal["standard", "wang"]


def topsis(
    values: Matrix,
    weights: Matrix,
    best: Annotated[
        float | None, Setting("the score of the ideal row", NUMBER, word="ideal score", empty="maximum")
    ] = None,
    worst: Annotated[
        float | None, Setting("the score of the worst row", NUMBER, word="worst score", empty="minimum", below="best")
    ] = None,
) -> Matrix:
    """Closeness D- / (D+ + D-), D = sqrt(sum (w (x - ideal))²) to best (+) and worst (-); null where all rows agree.

    Best and worst are those seen among the rows, so that adding a year moves the scores of earlier ones, unless both
    are set (`worst=0, best=1` after min-max). Gaps drop out of both distances. (Hwang and Yoon 1981)
    """
    near, far = topsis_distances(values, weights, best, worst)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray(far / (near + far))


def topsis_distances(
    values: Matrix, weights: Matrix, best: float | None = None, worst: float | None = None
) -> tuple[Matrix, Matrix]:
    """Distances D+ to the best and D- to the worst of each row: root of the sum of (w (x - ideal))²."""
    known = ~np.isnan(values)
    top = along.most(values) if best is None else np.array(float(best))
    bottom = along.least(values) if worst is None else np.array(float(worst))
    shares = known * weights[..., None]
    with np.errstate(invalid="ignore", divide="ignore", over="ignore"):
        total = shares.sum(axis=-2, keepdims=True)
        is_weighed = total[..., 0, :] > 0
        near, far = (
            np.sqrt((np.where(known, (values - ideal) * (shares / total), 0) ** 2).sum(axis=-2)) / is_weighed
            for ideal in (top, bottom)
        )
    return near, far


def limiting_factor(values: Matrix, weights: Matrix) -> Matrix:
    """Y = min x over the children with a weight: the least plentiful caps the whole. (Liebig's law of the minimum)

    How the report on Beijing's ecosystem joins its limiting factor to TOPSIS is not published. The law itself, one
    minimum over parts on one scale, is what the ecological literature agrees on, so that is what stands here.
    """
    return np.asarray(np.fmin.reduce(counted(values, weights), axis=-2))


def coupling_coordination(
    values: Matrix,
    weights: Matrix,
    form: Annotated[
        CouplingForm,
        Setting("which formula gives the coupling degree", TEXT, word="formula", words={"wang": "Wang et al."}),
    ] = "standard",
) -> Matrix:
    """D = sqrt(C T): coupling degree C times the weighted mean T, for scores from 0 to 1.

    The `standard` C is n (prod U)^(1/n) / sum U, mostly near 1; that of Wang, Kong et al. 2021 spreads over 0 to 1.
    A row whose scores are all 0 has D = 0. (SPSSAU; Wang, Kong et al., Journal of Natural Resources 36(3))
    """
    coupled = coupling(counted(values, weights), form)
    mean = weighted(values, weights)
    return np.where(mean == 0, 0, np.sqrt(coupled * mean))


def coupling(values: Matrix, form: CouplingForm = "standard") -> Matrix:
    """The coupling degree C of each row's scores, gaps left out; NaN where all are 0, 1 for one score alone."""
    return _wang(values) if form == "wang" else _standard(values)


def _standard(values: Matrix) -> Matrix:
    count = (~np.isnan(values)).sum(axis=-2)
    with np.errstate(divide="ignore", invalid="ignore"):
        geometric_mean = np.exp(np.nansum(np.log(values), axis=-2) / count)
        return np.asarray(geometric_mean * count / np.nansum(values, axis=-2))


def _wang(values: Matrix) -> Matrix:
    count = (~np.isnan(values)).sum(axis=-2)
    ordered = np.sort(values, axis=-2)
    place = np.arange(values.shape[-2])[:, None]
    with np.errstate(divide="ignore", invalid="ignore"):
        gaps = 2 * np.nansum((2 * place - (count[..., None, :] - 1)) * ordered, axis=-2) / (count * (count - 1))
        relative = np.nansum(np.log(ordered), axis=-2) - count * np.log(np.fmax.reduce(ordered, axis=-2))
        coupled: Matrix = np.sqrt((1 - gaps) * np.exp(relative / (count - 1)))
    return np.where(count == 1, 1, coupled)
