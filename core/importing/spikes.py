"""Figures that differ strongly from their neighbours in a series."""

from collections.abc import Iterator

import polars as pl

from core.importing.finding import MOST, Finding
from core.words import gettext

SPIKE = 6.0
"""A spike stands out of its neighbours by more than this many times the usual bend of its series …"""
LEAST_SPIKE = 1.35
"""… and by at least this factor."""
SHORTEST = 5
NEARLY = 1e-6
"""Of figures that bend as much, the one farther from the middle of its series stands out more."""
YEAR = 4
"""The letters of a period that is a year."""


def spikes(figures: pl.DataFrame) -> Iterator[Finding]:
    """Figures far from both neighbours, against the usual bend of their series (on logarithms; median of absolutes).

    Beside a spike its neighbours bend the other way: of figures in a row the one counts that stands out the most.
    """
    key = ["unit", "indicator"]
    years = figures.filter((pl.col("value") > 0) & (pl.col("period").str.len_chars() == YEAR)).sort(*key, "period")
    log = pl.col("value").log()
    bend = (log - (log.shift(1) + log.shift(-1)) / 2).over(key)
    bent = years.with_columns(bend=bend, length=pl.len().over(key), away=(log - log.median()).abs().over(key))
    size = pl.col("bend").abs()
    far = size.fill_null(0) + NEARLY * pl.col("away")
    most = (far > far.shift(1).fill_null(0)) & (far >= far.shift(-1).fill_null(0))
    odd = bent.with_columns(strength=size / (size.median().over(key) + 0.02), most=most.over(key)).filter(
        pl.col("most")
        & (pl.col("length") >= SHORTEST)
        & (pl.col("strength") > SPIKE)
        & (size > pl.lit(LEAST_SPIKE).log())
    )
    count = odd.height
    for row in odd.sort("strength", descending=True, maintain_order=True).head(MOST).iter_rows(named=True):
        where = f"{row['unit']} {row['indicator']} {row['period']}"
        factor = 2.718281828459045 ** row["bend"]
        yield Finding(
            "spike",
            gettext(
                "{where} is {factor:.3g} times its neighbours (line {row})",
                where=where,
                factor=factor,
                row=row["line"],
            ),
        )
    if count > MOST:
        yield Finding("spike", gettext("… and {count:,} spikes more", count=count - MOST), count - MOST)
