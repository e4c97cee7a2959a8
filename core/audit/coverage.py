"""The coverage of figures in a period, by unit and by indicator, against the share that an audit requires."""

import polars as pl

from core.method.panel import KEYS
from core.method.run import Scored
from core.method.screen import availability

LEAST = 0.65
"""An index needs at least 65 % of the figures of each unit and each indicator. (JRC, ten-step guide)"""


def of_period(frame: pl.DataFrame, period: str) -> pl.DataFrame:
    """The rows of a period, with keys as texts."""
    return frame.with_columns(pl.col(KEYS).cast(pl.String)).filter(pl.col("period") == period)


def unit_coverage(scored: Scored, period: str, least: float = LEAST) -> pl.DataFrame:
    """A row for each unit of a period, the emptiest first: unit, missing, share, enough (share at least `least`).

    Counted in the figures as the workbook has them, before any step. (COINr, get_data_avail)
    """
    counts = availability(of_period(scored.raw, period), scored.tree.indicators)
    table = counts.select("unit", "missing", share="available", enough=pl.col("available") >= least)
    return table.sort("share", "unit")


def indicator_coverage(scored: Scored, period: str, least: float = LEAST) -> pl.DataFrame:
    """A row for each indicator in a period, the emptiest first: code, missing, share, enough."""
    rows = of_period(scored.raw, period)
    missing = [rows[code].null_count() for code in scored.tree.indicators]
    table = pl.DataFrame({"code": scored.tree.indicators, "missing": missing}).with_columns(
        share=1 - pl.col("missing") / max(rows.height, 1)
    )
    return table.with_columns(enough=pl.col("share") >= least).sort("share", "code", maintain_order=True)
