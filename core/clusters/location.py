"""Where an industry is denser than elsewhere, and how unevenly it is spread over regions."""

import polars as pl

from core.clusters.concentration import herfindahl
from core.clusters.table import against_whole
from core.method.errors import MethodError


def location_quotients(table: pl.DataFrame, whole: str | None = None, total: str | None = None) -> pl.DataFrame:
    """The regions' rows with `location_quotient`: (e_ij / e_j) / (e_i / e), within each period.

    Totals e_j and e are sums over the industries or the line named `total`. Null where a total is 0. (REAT, locq)
    """
    here = _share(pl.col("size"), pl.col("region_total"))
    everywhere = _share(pl.col("whole_size"), pl.col("whole_total"))
    made = against_whole(table, whole, total).with_columns(location_quotient=_share(here, everywhere))
    return made.drop("whole_size", "region_total", "whole_total")


def locational_gini(table: pl.DataFrame, whole: str | None = None) -> pl.DataFrame:
    """Industry, period, gini: 0 where all regions have the same location quotient; within each period.

    2 / (n² mean C) sum(rank (C - mean C)), C the quotients in rising order. (Gabe; REAT, gini.conc)
    """
    quotient = pl.col("location_quotient").sort()
    rank = pl.int_range(1, pl.len() + 1)
    mean = quotient.mean()
    gini = 2 * (rank * (quotient - mean)).sum() / (pl.len() ** 2 * pl.when(mean > 0).then(mean))
    present = location_quotients(table, whole).drop_nulls("location_quotient")
    return present.group_by("industry", "period", maintain_order=True).agg(gini=gini)


def ellison_glaeser(plants: pl.DataFrame, regions: pl.DataFrame) -> pl.DataFrame:
    """Industry, concentration (G), herfindahl (H of plants), gamma: below 0.02 dispersed, above 0.05 agglomerated.

    From plants (columns industry, region, size) and all jobs of every region (columns region, size):
    G = sum (s - x)², gamma = (G - (1 - sum x²) H) / ((1 - sum x²)(1 - H)). Null for one plant. Raises MethodError on
    a plant in a region that is not listed. (Ellison and Glaeser 1997; REAT, ellison.a)
    """
    lost = plants.join(regions, on="region", how="anti")
    if lost.height:
        raise MethodError(f"Region {lost['region'][0]} has plants but no total: add it.", unit=str(lost["region"][0]))
    shares = regions.select("region", x=pl.col("size") / pl.col("size").sum())
    industries = plants.select("industry").unique(maintain_order=True)
    held = plants.group_by("industry", "region").agg(pl.col("size").sum())
    grid = industries.join(shares, how="cross").join(held, on=["industry", "region"], how="left")
    part = pl.col("size").fill_null(0) / pl.col("size").sum()
    spread = grid.group_by("industry", maintain_order=True).agg(
        concentration=((part - pl.col("x")) ** 2).sum(), evenness=1 - (pl.col("x") ** 2).sum()
    )
    plant_sizes = plants.group_by("industry").agg(herfindahl=herfindahl(pl.col("size")))
    g, h, room = pl.col("concentration"), pl.col("herfindahl"), pl.col("evenness")
    gamma = (g - room * h) / pl.when((room > 0) & (h < 1)).then(room * (1 - h))
    joined = spread.join(plant_sizes, on="industry", maintain_order="left")
    return joined.select("industry", "concentration", "herfindahl", gamma=gamma)


def _share(part: pl.Expr, total: pl.Expr) -> pl.Expr:
    return part / pl.when(total > 0).then(total)
