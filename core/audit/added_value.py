"""The added value of an index over each of its parts: the distance between the ranks of the part and of the index."""

import numpy as np
import polars as pl

from core.analysis.correlation import spearman
from core.method.rank import ranked
from core.method.run import Scored
from core.rank_reversal.combinations import PLACES
from core.rank_reversal.rerun import scores_in

COLUMNS = {
    "code": pl.String(),
    "units": pl.Int64(),
    "mean_shift": pl.Float64(),
    **{f"moved_{places}": pl.Float64() for places in PLACES},
    "spearman": pl.Float64(),
}
ALIKE = 0.95
"""A part whose rank correlation with the index is at least this adds next to nothing. (JRC)"""


def added_value(scored: Scored, node: str, period: str) -> pl.DataFrame:
    """For each node below `node` the ranks of its scores against those of `node` in a period.

    Columns code, units (with both scores), mean_shift (of |rank - rank|, among these units), moved_5, moved_10,
    moved_20 (the share that stands so many places or more apart) and Spearman's rank correlation of the scores.
    """
    scores = scores_in(scored, node, period)
    rows = []
    for code in (below for below in scored.nodes if node in scored.tree.ancestors(below)):
        part = scores_in(scored, code, period)
        units = [unit for unit in scores if unit in part]
        values = np.array([[side[unit] for unit in units] for side in (scores, part)])
        shifts = np.abs(np.subtract(*ranked(values)))
        rho = float(spearman(values.T)[0, 1]) if units else float("nan")
        shares = [float((shifts >= places).mean()) if units else None for places in PLACES]
        mean = float(shifts.mean()) if units else None
        rows.append((code, len(units), mean, *shares, None if np.isnan(rho) else rho))
    return pl.DataFrame(rows, schema=COLUMNS, orient="row")
