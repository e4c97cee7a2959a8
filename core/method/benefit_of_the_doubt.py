"""Benefit of the doubt: each unit weighs its scores as suits it best, as long as no unit would pass 1 by it."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import polars as pl
import scipy

from core.method.errors import MethodError
from core.method.matrix import Matrix, matrix, rows_by_period
from core.method.panel import Years, cell_error, check_panel

ROUNDING = 1e-10
LEAST_PART = 1e-6
"""With a larger ratio of the scores of one child the solution is unreliable."""


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
    if not least * len(indicators) <= 1 <= most * len(indicators):
        raise MethodError(
            "Shares between {least:g} and {most:g} cannot sum to 1: widen the bounds.", least=least, most=most
        )
    values = _above_0(frame, indicators)
    parts = np.empty_like(values)
    for rows in rows_by_period(frame) if years == "within" else [slice(None)]:
        peers = values[rows]
        parts[rows] = [_best_parts(own, peers, least, most) for own in peers]
    scores = parts.sum(axis=1)
    shares = {f"share {code}": parts[:, at] / scores for at, code in enumerate(indicators)}
    return frame.select("unit", "period").with_columns(
        score=scores, **{name: pl.Series(v) for name, v in shares.items()}
    )


def directional_scores(
    frame: pl.DataFrame,
    indicators: Sequence[str],
    direction: Mapping[str, float] | None = None,
    *,
    years: Years = "across",
) -> pl.DataFrame:
    """Columns unit, period, score: 1 / (1 + b), b the distance to the frontier in a direction; 1 is on the frontier.

    Max b with sum(l y') >= y + b g for every indicator, sum l = 1, l >= 0, over the rows compared. g is the given
    direction by code: what can be traded off least. Without one it is the row's own scores, and the score is that of
    the plain benefit of the doubt. Raises MethodError on a gap, a score not above 0, or a direction not above 0. (Fusco
    2015; Compind, ci_bod_dir)
    """
    check_panel(frame, indicators)
    values = _above_0(frame, indicators)
    vector = np.array([(direction or {}).get(code, 0.0 if direction else 1.0) for code in indicators])
    if (vector < 0).any() or not vector.any():
        raise MethodError("A direction needs a number of 0 or more for each indicator, not all 0.")
    scores = np.empty(len(values))
    for rows in rows_by_period(frame) if years == "within" else [slice(None)]:
        peers = values[rows]
        scores[rows] = [1 / (1 + _way_to_frontier(own, peers, vector if direction else own)) for own in peers]
    return frame.select("unit", "period").with_columns(score=scores)


def robust_scores(
    frame: pl.DataFrame,
    indicators: Sequence[str],
    *,
    peers: int = 10,
    draws: int = 50,
    seed: int = 1,
    years: Years = "across",
) -> pl.DataFrame:
    """Columns unit, period, score: the mean benefit of the doubt against `peers` rows drawn with replacement.

    A single outlier does not set the frontier for all; a score above 1 is better than expected against this number of
    peers. The same seed draws the same peers. Raises MethodError on a gap or a score not above 0, and for fewer than 1
    peer. (Cazals, Florens and Simar 2002; Vidoli and Mazziotta 2013; Compind, ci_rbod)
    """
    check_panel(frame, indicators)
    values = _above_0(frame, indicators)
    if min(peers, draws) < 1:
        raise MethodError("A robust frontier needs 1 or more peers and draws: ask for more.")
    random, scores = np.random.default_rng(seed), np.empty(len(values))
    for rows in rows_by_period(frame) if years == "within" else [slice(None)]:
        group = values[rows]
        picks = random.integers(0, len(group), (draws, peers))
        scores[rows] = [_mean_against(own, group[picks]) for own in group]
    return frame.select("unit", "period").with_columns(score=scores)


def _above_0(frame: pl.DataFrame, indicators: Sequence[str]) -> Matrix:
    """Rows × indicators. Raises MethodError on a gap or a score not above 0."""
    values = matrix(frame, indicators)
    unfit = ~(values > 0)
    if unfit.any():
        row, column = np.argwhere(unfit)[0]
        raise cell_error(frame, int(row), indicators[column], "is not a score above 0: fill or rescale it first.")
    is_tiny = values < LEAST_PART * values.max(axis=0, initial=0)
    if is_tiny.any():
        row, column = np.argwhere(is_tiny)[0]
        trouble = "is less than a millionth of the highest score, too little for a linear program: rescale it first."
        raise cell_error(frame, int(row), indicators[column], trouble)
    return values


def _way_to_frontier(own: Matrix, peers: Matrix, direction: Matrix) -> float:
    """The greatest b with sum(l peers) >= own + b direction and sum l = 1."""
    limits = np.column_stack([-peers.T, direction])
    aim = np.append(np.zeros(len(peers)), -1.0)
    sums = np.append(np.ones(len(peers)), 0.0)[None, :]
    bounds = [(0, None)] * (len(peers) + 1)
    solution = scipy.optimize.linprog(aim, limits, -own, sums, [1.0], bounds=bounds)
    return max(float(np.asarray(solution.x)[-1]), 0.0)


def _mean_against(own: Matrix, rows: Matrix) -> float:
    """The mean over draws of the highest sum(w own) with sum(w peer) <= 1 for each peer; draws × peers × indicators.

    One linear program with a block for each draw, as starting the solver costs more than solving a block.
    """
    draws, peers, width = rows.shape
    columns = np.broadcast_to(np.arange(draws * width).reshape(draws, 1, width), rows.shape)
    ends = np.arange(0, rows.size + 1, width)
    blocks: Any = scipy.sparse.csr_array(((rows / own).ravel(), columns.ravel(), ends))
    solution = scipy.optimize.linprog(-np.ones(draws * width), blocks, np.ones(draws * peers))
    return float(np.asarray(solution.x).sum() / draws)


def _best_parts(own: Matrix, peers: Matrix, least: float, most: float) -> Matrix:
    """The parts w y of the highest score; of several solutions the most even one, so that the order is irrelevant.

    The most even parts have the least sum of squares: a least distance problem. (Lawson and Hanson 1974, ch. 23)
    """
    size = len(own)
    limits = [peers / own]
    if least > 0:
        limits.append(least - np.eye(size))
    if most < 1:
        limits.append(np.eye(size) - most)
    rows = np.concatenate(limits)
    upper = np.concatenate([np.ones(len(peers)), np.zeros(len(rows) - len(peers))])
    best = float(np.sum(np.asarray(scipy.optimize.linprog(-np.ones(size), rows, upper).x)))
    above = np.concatenate([-rows, np.eye(size), np.ones((1, size))])
    floor = np.concatenate([-upper, np.zeros(size), [best * (1 - ROUNDING)]])
    parts = _nearest_to_nothing(above, floor)
    return np.asarray(parts * (best / parts.sum()))


def _nearest_to_nothing(above: Matrix, floor: Matrix) -> Matrix:
    """The x of least norm with above @ x >= floor."""
    stacked = np.vstack([above.T, floor])
    aim = np.zeros(len(stacked))
    aim[-1] = 1
    pulls, _ = scipy.optimize.nnls(stacked, aim)
    residual = stacked @ pulls - aim
    return np.asarray(np.maximum(-residual[:-1] / residual[-1], 0))
