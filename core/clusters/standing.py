"""How a cluster stands among others: stars for size, specialisation and focus, and the growth-share quadrants."""

from typing import Literal, TypeAlias

import polars as pl

from core.clusters.location import location_quotients
from core.clusters.table import KEYS, filled, share
from core.words import marked

Quadrant: TypeAlias = Literal["Star", "Mature", "Emerging", "Transforming"]
QUADRANTS: dict[Quadrant, tuple[bool, bool]] = marked(
    {
        "Star": (True, True),
        "Mature": (True, False),
        "Emerging": (False, True),
        "Transforming": (False, False),
    }
)

TOP, SPECIALISED = 0.9, 2.0


def stars(
    size: pl.Expr, quotient: pl.Expr, focus: pl.Expr, top: float = TOP, specialised: float = SPECIALISED
) -> pl.Expr:
    """0 to 3: one each for a size and a focus in the top tenth (as percentiles 0 to 1) and a quotient of 2 or more.

    (European Cluster Observatory; the cut of 2 is of medium confidence.) Null where one of the three is.
    """
    earned = (size >= top, quotient >= specialised, focus >= top)
    return pl.sum_horizontal(earned, ignore_nulls=False).cast(pl.Int64)


def cluster_stars(
    table: pl.DataFrame, whole: str | None = None, top: float = TOP, specialised: float = SPECIALISED
) -> pl.DataFrame:
    """The regions' rows with location_quotient, size_percentile, focus (share of the region), focus_percentile, stars.

    Percentiles are among the regions of the same industry and period: the share of the others that are smaller,
    those without the industry among them.
    """
    total = pl.col("size").sum().over("region", "period")
    quotients = location_quotients(filled(table), whole).with_columns(focus=share(pl.col("size"), total))
    quotients = quotients.with_columns(
        size_percentile=_percentile(pl.col("size")).over("industry", "period"),
        focus_percentile=_percentile(pl.col("focus")).over("industry", "period"),
    )
    earned = stars(pl.col("size_percentile"), pl.col("location_quotient"), pl.col("focus_percentile"), top, specialised)
    return quotients.with_columns(stars=earned).join(table, on=list(KEYS), how="semi", maintain_order="left")


def _percentile(values: pl.Expr) -> pl.Expr:
    """The share of the others that are strictly smaller; null for one alone."""
    return share(values.rank("min").cast(pl.Float64) - 1, values.count() - 1)


def quadrant(quotient: pl.Expr, change: pl.Expr) -> pl.Expr:
    """Star, Mature, Emerging or Transforming: quotient 1 or more, and its change 0 or more. (Purdue, growth-share)"""
    fits = {name: ((quotient >= 1) == dense) & ((change >= 0) == rising) for name, (dense, rising) in QUADRANTS.items()}
    return pl.coalesce(pl.when(fit).then(pl.lit(name)) for name, fit in fits.items())


def growth_share(table: pl.DataFrame, first: object, last: object, whole: str | None = None) -> pl.DataFrame:
    """Region, industry, location_quotient and size of the last period, change of the quotient, quadrant."""
    quotients = location_quotients(table, whole)
    start, end = (quotients.filter(pl.col("period") == period) for period in (first, last))
    joined = end.join(start, on=["region", "industry"], suffix="_first", maintain_order="left")
    change = pl.col("location_quotient") - pl.col("location_quotient_first")
    return joined.select(
        "region",
        "industry",
        "size",
        "location_quotient",
        change=change,
        quadrant=quadrant(pl.col("location_quotient"), change),
    )
