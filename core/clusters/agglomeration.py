"""Ellison and Glaeser's index: whether an industry is more concentrated than its plants alone would make it."""

import polars as pl

from core.clusters.concentration import herfindahl
from core.clusters.table import KEYS, against_whole, check_table, filled, share
from core.method.errors import MethodError


def ellison_glaeser(plants: pl.DataFrame, regions: pl.DataFrame) -> pl.DataFrame:
    """Industry, concentration (G), herfindahl (H of plants), gamma: below 0.02 dispersed, above 0.05 agglomerated.

    From plants (columns industry, region, size) and all jobs of every region (columns region, size):
    G = sum (s - x)², gamma = (G - (1 - sum x²) H) / ((1 - sum x²)(1 - H)). Null for one plant. Raises MethodError on
    a plant in a region that is not listed. (Ellison and Glaeser 1997; REAT, ellison.a)
    """
    unlisted = plants.join(regions, on="region", how="anti")
    if unlisted.height:
        region = unlisted["region"][0]
        raise MethodError("Region {region} has plants but no total: add it.", region=region, unit=str(region))
    shares = regions.select("region", x=pl.col("size") / pl.col("size").sum())
    industries = plants.select("industry").unique(maintain_order=True)
    sizes = plants.group_by("industry", "region").agg(pl.col("size").sum())
    grid = industries.join(shares, how="cross").join(sizes, on=["industry", "region"], how="left")
    part = pl.col("size").fill_null(0) / pl.col("size").sum()
    spread = grid.group_by("industry", maintain_order=True).agg(_concentration(part, pl.col("x")), _room(pl.col("x")))
    plant_sizes = plants.group_by("industry").agg(herfindahl=herfindahl(pl.col("size")))
    joined = spread.join(plant_sizes, on="industry", maintain_order="left")
    return joined.select("industry", "concentration", "herfindahl", gamma=_gamma(pl.col("herfindahl")))


def agglomeration(table: pl.DataFrame, plants: pl.DataFrame | None = None, whole: str | None = None) -> pl.DataFrame:
    """Industry, period, concentration (G), raw_gamma, plant_herfindahl (H), gamma, from sizes of industries in regions.

    x is the share of the region in all industries of the table. `raw_gamma` is gamma for many small plants, where H is
    0. `plants` is a table of the same columns with the number of plants as its size. The plants of one region and
    industry count as equally large: H = sum (e² / n) / (sum e)². Without the table, and where it has no number for a
    size above 0, H and gamma are null. Raises MethodError where a number is below 0. (Ellison and Glaeser 1997)
    """
    table_sums = against_whole(filled(table), whole)
    table_sums = table_sums.with_columns(pl.col("size").fill_null(0), number=pl.lit(None, pl.Float64))
    if plants is not None:
        check_table(plants)
        counted = plants.select(*KEYS, number=pl.when(pl.col("size") > 0).then(pl.col("size").cast(pl.Float64)))
        table_sums = table_sums.drop("number").join(counted, on=list(KEYS), how="left", maintain_order="left")
    in_all = share(pl.col("region_total"), pl.col("region_total").sum())
    spread = table_sums.group_by("industry", "period", maintain_order=True).agg(
        _concentration(share(pl.col("size"), pl.col("size").sum()), in_all),
        _room(in_all),
        plant_herfindahl=_of_equal_plants(pl.col("size"), pl.col("number")),
    )
    return spread.select(
        "industry",
        "period",
        "concentration",
        raw_gamma=_gamma(pl.lit(0.0)),
        plant_herfindahl=pl.col("plant_herfindahl"),
        gamma=_gamma(pl.col("plant_herfindahl")),
    )


def _of_equal_plants(size: pl.Expr, number: pl.Expr) -> pl.Expr:
    known = (number.is_not_null() | (size == 0)).all()
    return share(pl.when(known).then((size**2 / number).sum()), size.sum() ** 2)


def _concentration(part: pl.Expr, whole: pl.Expr) -> pl.Expr:
    return ((part - whole) ** 2).sum().alias("concentration")


def _room(whole: pl.Expr) -> pl.Expr:
    return (1 - (whole**2).sum()).alias("room")


def _gamma(h: pl.Expr) -> pl.Expr:
    g, room = pl.col("concentration"), pl.col("room")
    return share(g - room * h, room * (1 - h))
