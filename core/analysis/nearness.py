"""How near each unit is to the best on every indicator: normalised scores brought to 0-1."""

import polars as pl

from core.method.run import Scored


def nearness(scored: Scored) -> pl.DataFrame | None:
    """The panel after the last normalisation, all its indicators stretched together to 0-1; null where there is none.

    One span for all keeps the distances between indicators, so that weight times what is lacking may be compared.
    """
    codes = list(scored.tree.indicators)
    steps = zip(scored.stages[1:], scored.document.steps, strict=True)
    normalised = [stage.frame for stage, step in steps if step.kind == "normalise"]
    if not normalised:
        return None
    scores = normalised[-1]
    low = scores.select(pl.min_horizontal(pl.col(codes).min())).item()
    high = scores.select(pl.max_horizontal(pl.col(codes).max())).item()
    if low is None or high is None or not high > low:
        return None
    return scores.with_columns((pl.col(codes) - low) / (high - low))
