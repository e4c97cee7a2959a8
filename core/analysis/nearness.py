"""The distance of each unit from the best one on every indicator, on scores scaled to 0-1."""

import polars as pl

from core.analysis.obstacles import obstacles
from core.method.run import Scored


def nearness(scored: Scored) -> pl.DataFrame | None:
    """The panel after the last normalisation, its indicators within 0-1; null where there is none.

    Where scores lie outside 0-1, one span for all indicators rescales them. This keeps the distances between
    indicators, so that the products of weight and distance can be compared. An indicator with a negative weight is
    reversed.
    """
    steps = zip(scored.stages[1:], scored.document.steps, strict=True)
    normalised = [stage.frame for stage, step in steps if step.kind == "normalise"]
    return within_unit(scored, normalised[-1]) if normalised else None


def within_unit(scored: Scored, scores: pl.DataFrame) -> pl.DataFrame | None:
    """These scores as in `nearness`; null where there are none, or all are the same and beyond."""
    codes = list(scored.tree.indicators)
    low = scores.select(pl.min_horizontal(pl.col(codes).min())).item()
    high = scores.select(pl.max_horizontal(pl.col(codes).max())).item()
    if low is None or high is None:
        return None
    if low < 0 or high > 1:
        if not high > low:
            return None
        scores = scores.with_columns((pl.col(codes) - low) / (high - low))
    return scores.with_columns((1 - pl.col(code)).alias(code) for code in codes if scored.effective[code] < 0)


def lacking(scored: Scored, near: pl.DataFrame) -> pl.DataFrame:
    """The `obstacles` of a nearness, by the size of the effective weights."""
    return obstacles(near, {code: abs(scored.effective[code]) for code in scored.tree.indicators})
