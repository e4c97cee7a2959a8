"""Ranks: 1 is best, ties share the lowest number, a missing score has no rank.

Scores tie where they differ by no more than `TIE` of the better one: the same score, summed in another order, differs
in its last bit, and that bit must not decide a rank.
"""

from collections.abc import Sequence

import numpy as np
import polars as pl

from core.method.matrix import Counts, Matrix
from core.method.panel import Years, check_panel, over

TIE = 1e-12
"""Relative difference up to which two scores tie; sums of some hundred floats agree to about 1e-14."""


def rank_of(score: pl.Expr) -> pl.Expr:
    """The rank of each score among all of the column or the group, as UInt32: 1 the largest, null for a null."""
    best_first = score.sort(descending=True, nulls_last=True)
    before = best_first.shift()
    ties = (before - best_first <= TIE * before.abs()).fill_null(value=False)
    ranks = pl.when(~ties).then(best_first.cum_count()).forward_fill()
    place = score.arg_sort(descending=True, nulls_last=True).arg_sort()
    return pl.when(score.is_not_null()).then(ranks.gather(place))


def ranked(scores: Matrix, tie: float = TIE) -> Counts:
    """As `rank_of`, row by row of a matrix (runs × units); 0 where there is no score (NaN)."""
    order = np.argsort(-scores, axis=1, kind="stable")
    best_first = np.take_along_axis(scores, order, axis=1)
    before = best_first[:, :-1]
    ties = np.zeros(scores.shape, dtype=bool)
    ties[:, 1:] = before - best_first[:, 1:] <= tie * np.abs(before)
    places = np.maximum.accumulate(np.where(ties, 0, np.arange(1, scores.shape[1] + 1)), axis=1)
    ranks_of_all = np.empty(scores.shape, dtype=np.int64)
    np.put_along_axis(ranks_of_all, order, places, axis=1)
    ranks_of_all[np.isnan(scores)] = 0
    return ranks_of_all


def largest_first(table: pl.DataFrame, by: str | pl.Expr) -> pl.DataFrame:
    """The rows by a column, those without a value last; equal ones stay in their order."""
    return table.sort(by, descending=True, nulls_last=True, maintain_order=True)


def ranks(
    frame: pl.DataFrame, columns: Sequence[str], *, years: Years = "within", group: str | None = None
) -> pl.DataFrame:
    """The panel with the scores of the columns replaced by their ranks, within each year (default) or across.

    With a group column, in each group by itself; a unit without group has no rank. COINr lets the last bit of two equal
    scores decide; here they share the rank. (COINr, get_results)
    """
    check_panel(frame, columns)
    placed = over(rank_of(pl.col(columns)), years, *(() if group is None else (group,)))
    return frame.with_columns(placed if group is None else pl.when(pl.col(group).is_not_null()).then(placed))


def rank_changes(frame: pl.DataFrame, other: pl.DataFrame, columns: Sequence[str]) -> pl.DataFrame:
    """Places gained from the first frame's ranks to the other's: unit, period and a signed number a column.

    Rows are matched by unit and period; those of one frame only are left out.
    """
    joined = frame.select("unit", "period", *columns).join(other, on=["unit", "period"], maintain_order="left")
    return joined.select(
        "unit", "period", *(pl.col(code).cast(pl.Int64) - pl.col(f"{code}_right").cast(pl.Int64) for code in columns)
    )
