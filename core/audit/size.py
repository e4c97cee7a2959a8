"""Tests whether indicators, raw and as scores, only reflect the size of a unit."""

import polars as pl

from core.analysis.correlation import correlations
from core.method.panel import KEYS
from core.method.run import Scored

FOLLOWS = 0.7
"""An indicator follows the size of units from this |correlation| on. (COINr, get_denom_corr)"""
COLUMNS = {
    "code": pl.String(),
    "size": pl.String(),
    "correlation": pl.Float64(),
    "correlation_scored": pl.Float64(),
    "divided": pl.Boolean(),
}


def size_links(scored: Scored, newest: pl.DataFrame | None = None) -> pl.DataFrame:
    """Each indicator with each denominator of the method: a row for each pair, the closest first.

    Columns code, size, correlation (Pearson, of the figures as they are), correlation_scored (of the scores of the last
    step) and divided (whether the method divides the indicator by something). Over all rows; empty where the method has
    no denominators.
    """
    sizes = [code for code in scored.document.denominators if _has(scored.raw, newest, code)]
    if not sizes:
        return pl.DataFrame(schema=COLUMNS)
    codes = list(scored.tree.indicators)
    raw = _with_sizes(scored.raw, newest, sizes)
    done = _with_sizes(scored.frame.select(*KEYS, *codes), newest, [])
    names = [f"size {code}" for code in sizes]
    done = done.join(
        raw.select(*KEYS, *(pl.col(code).alias(f"size {code}") for code in sizes)), on=list(KEYS), how="left"
    )
    before = correlations(raw, codes, sizes)
    after = correlations(done, codes, names)["correlation"]
    divided = {code for step, own in zip(scored.document.steps, scored.document.settings, strict=True)
               if step.kind == "denominate" for code in own["by"]}  # fmt: skip
    table = before.select(code="first", size="second", correlation="correlation").with_columns(
        correlation_scored=after, divided=pl.col("code").is_in(list(divided))
    )
    table = table.filter(pl.col("code") != pl.col("size")).drop_nulls("correlation")
    return table.sort(pl.col("correlation_scored").abs(), descending=True, nulls_last=True, maintain_order=True)


def _has(raw: pl.DataFrame, newest: pl.DataFrame | None, code: str) -> bool:
    return code in raw.columns or (newest is not None and code in newest.columns)


def _with_sizes(frame: pl.DataFrame, newest: pl.DataFrame | None, sizes: list[str]) -> pl.DataFrame:
    """The frame with keys as texts, and those sizes that only the table of newest figures has."""
    frame = frame.with_columns(pl.col(KEYS).cast(pl.String))
    missing = [code for code in sizes if code not in frame.columns]
    if newest is None or not missing:
        return frame
    table = newest.select(pl.col("unit").cast(pl.String), *missing).unique("unit", keep="last", maintain_order=True)
    return frame.join(table, on="unit", how="left", maintain_order="left")
