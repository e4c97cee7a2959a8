"""Two results side by side: two methods, two years, two vintages."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from core.analysis.correlation import kendall, spearman
from core.method.errors import MethodError
from core.method.matrix import matrix
from core.method.rank import rank_of

MEANINGFUL = 3


@dataclass(frozen=True)
class Comparison:
    """`units` has the keys, score and rank in both results, the change in places and the difference of scores.

    `telling` is true where a unit moved more than 3 places, as a smaller move has no meaning. (SDG Index, methodology)
    Spearman and Kendall (tau-b) correlate the two scores; null where one of them is constant.
    """

    units: pl.DataFrame
    mean_shift: float
    largest_shift: int
    spearman: float | None
    kendall: float | None


def compared(
    first: pl.DataFrame, second: pl.DataFrame, column: str, on: Sequence[str] = ("unit", "period")
) -> Comparison:
    """The scores of one column in two results, matched by unit and period, or by unit alone to compare two years.

    Ranks are among the rows that both results score: within each period, or of the rows given where they are matched
    by unit. Raises MethodError where they share no row, or rows do not pair. (COINr, compare_coins)
    """
    for frame in (first, second):
        if frame.select(on).is_duplicated().any():
            raise MethodError("A unit comes twice in a result to be compared: give each one year, or match by period.")
    joined = first.select(*on, first=column).join(second.select(*on, second=column), on=list(on), maintain_order="left")
    joined = joined.drop_nulls()
    if not joined.height:
        raise MethodError(
            "The two results share no score of {column}: compare others.", column=column, indicator=column
        )
    ranks = [rank_of(pl.col(side)) for side in ("first", "second")]
    ranks = [rank.over("period") if "period" in on else rank for rank in ranks]
    units = joined.with_columns(first_rank=ranks[0].cast(pl.Int64), second_rank=ranks[1].cast(pl.Int64)).with_columns(
        change=pl.col("first_rank") - pl.col("second_rank"), difference=pl.col("second") - pl.col("first")
    )
    units = units.with_columns(telling=pl.col("change").abs() > MEANINGFUL)
    values = matrix(units, ["first", "second"])
    shifts = np.abs(units["change"].to_numpy())
    taus = [float(of(values)[0, 1]) for of in (spearman, kendall)]
    rho, tau = (None if np.isnan(value) else value for value in taus)
    return Comparison(units, float(shifts.mean()), int(shifts.max()), rho, tau)
