"""Benefit of the doubt: each unit weighs its scores as suits it best, as long as no unit would pass 1 by it."""

from collections.abc import Sequence

import numpy as np
import polars as pl
import scipy

from core.method.errors import MethodError
from core.method.matrix import Matrix, matrix, rows_by_period
from core.method.panel import Years, cell_error, check_panel

ROUNDING = 1e-10


def benefit_of_the_doubt_scores(
    frame: pl.DataFrame, indicators: Sequence[str], *, least: float = 0, most: float = 1, years: Years = "across"
) -> pl.DataFrame:
    """Columns unit, period, score (0 to 1), and for each indicator `share CODE`: its part in the unit's score.

    max sum(w y) with sum(w y') <= 1 for every row compared (all, or of the same year within years), w >= 0, and each
    part w_j y_j of the score within `least` and `most` of it. Raises MethodError on a gap, a score not above 0, or
    bounds that no shares fit. Scores are unique; of several shares as good the most even are taken.
    (Melyn and Moesen 1991; Cherchye et al. 2007)
    """
    check_panel(frame, indicators)
    values = matrix(frame, indicators)
    if not least * len(indicators) <= 1 <= most * len(indicators):
        raise MethodError(f"Shares between {least:g} and {most:g} cannot sum to 1: widen the bounds.")
    unfit = ~(values > 0)
    if unfit.any():
        row, column = np.argwhere(unfit)[0]
        raise cell_error(frame, int(row), indicators[column], "is no score above 0: fill or rescale it first.")
    parts = np.empty_like(values)
    for rows in rows_by_period(frame) if years == "within" else [slice(None)]:
        peers = values[rows]
        parts[rows] = [_best_parts(own, peers, least, most) for own in peers]
    scores = parts.sum(axis=1)
    shares = {f"share {code}": parts[:, at] / scores for at, code in enumerate(indicators)}
    return frame.select("unit", "period").with_columns(
        score=scores, **{name: pl.Series(v) for name, v in shares.items()}
    )


def _best_parts(own: Matrix, peers: Matrix, least: float, most: float) -> Matrix:
    """The parts w y of the highest score; of several as good the most even, so that the order of children is nothing.

    The most even are those of least sum of squares: a least distance problem. (Lawson and Hanson 1974, ch. 23)
    """
    size = len(own)
    limits = [peers / own]
    if least > 0:
        limits.append(least - np.eye(size))
    if most < 1:
        limits.append(np.eye(size) - most)
    whole = np.concatenate(limits)
    upper = np.concatenate([np.ones(len(peers)), np.zeros(len(whole) - len(peers))])
    best = float(np.sum(np.asarray(scipy.optimize.linprog(-np.ones(size), whole, upper).x)))
    above = np.concatenate([-whole, np.eye(size), np.ones((1, size))])
    floor = np.concatenate([-upper, np.zeros(size), [best * (1 - ROUNDING)]])
    parts = _nearest_to_nothing(above, floor)
    return np.asarray(parts * (best / parts.sum()))


def _nearest_to_nothing(above: Matrix, floor: Matrix) -> Matrix:
    """The x of least norm with above @ x >= floor."""
    stacked = np.vstack([above.T, floor])
    aim = np.zeros(len(stacked))
    aim[-1] = 1
    pulls, _ = scipy.optimize.nnls(stacked, aim)
    left = stacked @ pulls - aim
    return np.asarray(np.maximum(-left[:-1] / left[-1], 0))
