"""Location quotients: the share of an industry in a region against its share in the whole, and their distribution."""

import polars as pl

from core.clusters.table import against_whole, filled, share


def location_quotients(table: pl.DataFrame, whole: str | None = None, total: str | None = None) -> pl.DataFrame:
    """The regions' rows with `location_quotient`: (e_ij / e_j) / (e_i / e), within each period.

    Totals e_j and e are sums over the industries or the line named `total`. Null where a total is 0. (REAT, locq)
    """
    in_region = share(pl.col("size"), pl.col("region_total"))
    in_whole = share(pl.col("whole_size"), pl.col("whole_total"))
    quotients = against_whole(table, whole, total).with_columns(location_quotient=share(in_region, in_whole))
    return quotients.drop("whole_size", "region_total", "whole_total")


def locational_gini(table: pl.DataFrame, whole: str | None = None) -> pl.DataFrame:
    """Industry, period, gini: 0 where all regions have the same location quotient; within each period.

    2 / (n² mean C) sum(rank (C - mean C)), C the quotients in rising order. (Gabe; REAT, gini.conc)
    """
    quotient = pl.col("location_quotient").sort()
    rank = pl.int_range(1, pl.len() + 1)
    mean = quotient.mean()
    gini = share(2 * (rank * (quotient - mean)).sum(), pl.len() ** 2 * mean)
    present = location_quotients(filled(table), whole).drop_nulls("location_quotient")
    return present.group_by("industry", "period", maintain_order=True).agg(gini=gini)
