"""Figures that differ strongly from their neighbours in a series."""

from collections.abc import Iterator
from math import exp

import polars as pl

from core.importing.finding import MOST, Finding
from core.words import gettext

SPIKE = 6.0
"""A spike stands out of its neighbours by more than this many times the usual bend of its series …"""
LEAST_SPIKE = 1.35
"""… and by at least this factor."""
NEARLY = 1e-6
"""The tie-break between equal bends: the figure farther from the median of its series is the spike."""
YEAR = 4
"""The letters of a period that is a year."""


def spikes(figures: pl.DataFrame) -> Iterator[Finding]:
    """Figures far from both neighbours, against the usual bend of their series (on logarithms; median of absolutes).

    Beside a spike its neighbours bend the other way: of successive figures only the strongest spike counts.
    """
    rows = figures.select("unit", "indicator", "period", "value", "line")
    years = rows.filter((pl.col("value") > 0) & (pl.col("period").cast(pl.String).str.len_chars() == YEAR))
    years = years.sort("unit", "indicator", "period").with_columns(log=pl.col("value").log())
    begins = pl.any_horizontal(pl.col(name).ne_missing(pl.col(name).shift()) for name in ("unit", "indicator"))
    years = years.with_columns(series=begins.cum_sum()).with_columns(
        bend=pl.when(_within(1) & _within(-1)).then(
            pl.col("log") - (pl.col("log").shift() + pl.col("log").shift(-1)) / 2
        )
    )
    size = pl.col("bend").abs()
    usual = years.group_by("series", maintain_order=True).agg(size.median(), pl.col("log").median())
    of_series = {name: usual[name].gather(years["series"] - 1) for name in ("bend", "log")}
    far = size.fill_null(0) + NEARLY * (pl.col("log") - of_series["log"]).abs()
    most = (far > far.shift()) & (far >= far.shift(-1))
    strength = size / (of_series["bend"] + 0.02)
    is_odd = (strength > SPIKE) & (size > pl.lit(LEAST_SPIKE).log())
    odd = years.with_columns(strength=strength).filter(is_odd & most)
    count = odd.height
    for row in odd.sort("strength", descending=True, maintain_order=True).head(MOST).iter_rows(named=True):
        where = f"{row['unit']} {row['indicator']} {row['period']}"
        factor = exp(row["bend"])
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


def _within(years: int) -> pl.Expr:
    """Whether the figure so many rows before is of the same series."""
    return pl.col("series") == pl.col("series").shift(years)
