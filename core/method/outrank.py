"""Pairwise comparisons of units: who beats whom, by what share of the weight."""

import numpy as np
import polars as pl

from core.method.matrix import Matrix, frame_of, matrix, slices
from core.method.rank import TIE

ROUNDING = 1e-12
AT_A_TIME = 256


def copeland(values: Matrix, weights: Matrix) -> Matrix:
    """Pairs won less pairs lost: sum over the others of sign(weight where better - weight where worse).

    A pair is judged on the children that both rows have, and is a tie where neither wins more weight, or where they
    share none. COINr compares a sum such as 24.5/49 with 0.5 to the last bit and so makes wins of ties, and with
    gaps its result depends on the order of rows. (Copeland 1951; Munda and Nardo 2009; COINr, a_copeland)
    """
    if max(values.ndim - 1, weights.ndim) > 1:
        runs = len(weights) if weights.ndim > 1 else len(values)
        pairs = zip(_of_runs(values, runs, 2), _of_runs(weights, runs, 1), strict=True)
        return np.array([copeland(run, own) for run, own in pairs])
    score = np.empty(values.shape[-1])
    for rows in slices(len(score), 1, AT_A_TIME):
        lead = _won(values[:, rows], values, weights) - _won(values, values[:, rows], weights).T
        score[rows] = np.where(np.abs(lead) <= ROUNDING * np.abs(weights).sum(), 0, np.sign(lead)).sum(axis=1)
    return np.where(np.isnan(values).all(axis=0), np.nan, score)


def outranking(frame: pl.DataFrame, indicators: list[str], weights: dict[str, float]) -> pl.DataFrame:
    """For each pair of rows, the share of the weight on which the row beats the column, a tie counting half.

    A row for each row of the panel: its unit, then a column for each row, named by unit; of the children that both
    have. The diagonal is 0; a pair that shares no child is 0.5. Give it one year, so that names are unique. It is
    n × n numbers. (COINr, outrankMatrix)
    """
    values = matrix(frame, indicators).T
    column_weights = np.array([weights[code] for code in indicators])
    won = _won(values, values, column_weights)
    known = ~np.isnan(values)
    shared = (known.T * column_weights) @ known
    with np.errstate(invalid="ignore", divide="ignore"):
        share = np.where(shared > 0, (won + (shared - won - won.T) / 2) / shared, 0.5)
    np.fill_diagonal(share, 0)
    return frame.select("unit").hstack(frame_of(share, [str(unit) for unit in frame["unit"]]))


def _won(values: Matrix, others: Matrix, weights: Matrix) -> Matrix:
    """For each row and each of the others, the weight on which the row is better by more than a tie."""
    won = np.zeros((values.shape[-1], others.shape[-1]))
    for mine, theirs, weight in zip(values, others, weights, strict=True):
        lead = mine[:, None] - theirs[None, :]
        won += weight * (lead > TIE * np.abs(theirs)[None, :])
    return won


def _of_runs(values: Matrix, runs: int, axes: int) -> Matrix:
    """The numbers of each run, or the same numbers for all runs."""
    return values if values.ndim > axes else np.broadcast_to(values, (runs, *values.shape))
