"""The obstacle degree of each indicator for a unit: its weight times the distance from the best."""

from collections.abc import Mapping

import polars as pl

from core.method.errors import MethodError
from core.method.panel import KEYS, cell_error, check_panel
from core.method.rank import rank_of
from core.method.weigh import by_hand


def obstacles(frame: pl.DataFrame, weights: Mapping[str, float]) -> pl.DataFrame:
    """Columns unit, period, indicator, obstacle, share, rank (1 the worst obstacle), a row for each indicator present.

    Obstacle w (1 - y), its share of the row's sum, for scores y from 0 to 1 of columns named by the weights, which
    are made to sum to 1; one row at a time, so neither across nor within years. A row that is best in all has null
    shares. Raises MethodError on a score outside 0 to 1. (mathmodels, obstacle_degree)
    """
    codes = list(weights)
    check_panel(frame, codes)
    if not codes:
        raise MethodError("No indicator has a weight: name one.")
    for code in codes:
        outside = ~frame[code].is_between(0, 1)
        if outside.any():
            raise cell_error(frame, outside.arg_max() or 0, code, "is not a score from 0 to 1: normalise it first.")
    heavy = by_hand(codes, weights)
    long = frame.unpivot(codes, index=KEYS, variable_name="indicator", value_name="score").drop_nulls("score")
    weight = pl.col("indicator").replace_strict(heavy, return_dtype=pl.Float64)
    long = long.with_columns(obstacle=weight * (1 - pl.col("score"))).drop("score")
    total = pl.col("obstacle").sum().over(KEYS)
    return long.with_columns(
        share=pl.col("obstacle") / pl.when(total > 0).then(total),
        rank=rank_of(pl.col("obstacle")).over(KEYS),
    )
