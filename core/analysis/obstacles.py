"""The obstacle degree of each indicator for a unit, and the nearness to the best that it is computed from."""

from collections.abc import Mapping

import polars as pl

from core.method.errors import MethodError
from core.method.panel import KEYS, cell_error, check_panel
from core.method.rank import rank_of
from core.method.run import Scored
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
    shares = by_hand(codes, weights)
    long = frame.unpivot(codes, index=KEYS, variable_name="indicator", value_name="score").drop_nulls("score")
    weight = pl.col("indicator").replace_strict(shares, return_dtype=pl.Float64)
    long = long.with_columns(obstacle=weight * (1 - pl.col("score"))).drop("score")
    total = pl.col("obstacle").sum().over(KEYS)
    return long.with_columns(
        share=pl.col("obstacle") / pl.when(total > 0).then(total),
        rank=rank_of(pl.col("obstacle")).over(KEYS),
    )


def nearness(scored: Scored) -> pl.DataFrame | None:
    """The panel after the last normalisation, its indicators within 0-1; null where there is none.

    Where scores lie outside 0-1, one span for all indicators rescales them. This keeps the distances between
    indicators, so that the products of weight and distance can be compared. An indicator with a negative weight is
    reversed.
    """
    scores = last_normalised(scored)
    return None if scores is None else within_unit(scored, scores)


def last_normalised(scored: Scored) -> pl.DataFrame | None:
    """The panel after the last normalisation; null where there is none."""
    steps = zip(scored.stages[:0:-1], reversed(scored.document.steps), strict=True)
    return next((stage.frame for stage, step in steps if step.kind == "normalise"), None)


def within_unit(scored: Scored, scores: pl.DataFrame) -> pl.DataFrame | None:
    """These scores as in `nearness`; null where there are none, or all are the same and beyond."""
    codes = list(scored.tree.indicators)
    low = scores.select(pl.min_horizontal(pl.col(codes).min())).item()
    high = scores.select(pl.max_horizontal(pl.col(codes).max())).item()
    if low is None:
        return None
    if low < 0 or high > 1:
        if not high > low:
            return None
        scores = scores.with_columns((pl.col(codes) - low) / (high - low))
    return scores.with_columns((1 - pl.col(code)).alias(code) for code in codes if scored.effective[code] < 0)


def lacking(scored: Scored, near: pl.DataFrame) -> pl.DataFrame:
    """The `obstacles` of a nearness, by the size of the effective weights."""
    return obstacles(near, {code: abs(scored.effective[code]) for code in scored.tree.indicators})
