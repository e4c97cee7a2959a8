"""A table of sizes: one row for each region, industry and period, its columns `region`, `industry`, `period`, `size`.

Sizes are jobs, firms or output. A missing row of a region and industry that others have counts as 0; a row without a
size is unknown, and is left out of sums. The whole that regions are compared with is the sum of the regions of the
table or, where it is named, one region of it (a nation), which then does not count as a region.
"""

import polars as pl

from core.method.errors import MethodError
from core.words import gettext

KEYS = ("region", "industry", "period")


def check_table(table: pl.DataFrame, whole: str | None = None) -> None:
    """Raise MethodError where a column is missing, a row is doubled, a size is below 0, or the whole is not there."""
    for column in (*KEYS, "size"):
        if column not in table.columns:
            raise MethodError(
                "The table has no column {column}: give it region, industry, period and size.", column=column
            )
    for trouble, rows in (
        (gettext("is below 0: correct it"), table.filter(pl.col("size") < 0)),
        (gettext("comes twice: keep one row"), table.filter(table.select(KEYS).is_duplicated())),
    ):
        if rows.height:
            region, industry, period = (str(part) for part in rows.select(KEYS).row(0))
            raise MethodError(
                "{unit} {indicator} {period} {trouble}.",
                unit=region,
                indicator=industry,
                period=period,
                trouble=trouble,
            )
    if whole is not None and whole not in table["region"]:
        raise MethodError(
            "There is no region {region} to hold the others against: name another.", region=whole, unit=whole
        )


def share(part: pl.Expr, total: pl.Expr) -> pl.Expr:
    """A part divided by its total; null where the total is not above 0."""
    return part / pl.when(total > 0).then(total)


def filled(table: pl.DataFrame, size: float | None = 0) -> pl.DataFrame:
    """The table with a row of this size for each missing pair of region and industry of a period, in the last rows.

    Raises MethodError as `check_table` does.
    """
    check_table(table)
    regions, industries = (table.select(name, "period").unique(maintain_order=True) for name in ("region", "industry"))
    pairs = regions.join(industries, on="period", maintain_order="left").select(KEYS)
    absent = pairs.join(table, on=list(KEYS), how="anti", maintain_order="left")
    if not absent.height:
        return table
    added = absent.with_columns(size=pl.lit(size).cast(table.schema["size"]))
    return pl.concat([table, added], how="diagonal")


def against_whole(table: pl.DataFrame, whole: str | None = None, total: str | None = None) -> pl.DataFrame:
    """The regions' rows with `whole_size`, `region_total` and `whole_total` beside each size.

    Totals are sums of the industries in the table or, where it is named, the line `total`, which then does not count as
    an industry: the two differ where sections are secret. A missing size counts as 0 in a sum.
    """
    check_table(table, whole)
    reference = table if whole is None else table.filter(pl.col("region") == whole)
    sums = reference.group_by("industry", "period").agg(whole_size=pl.col("size").sum())
    regions = table if whole is None else table.filter(pl.col("region") != whole)
    rows = regions.join(sums, on=["industry", "period"], how="left", maintain_order="left")
    counted = pl.lit(value=True) if total is None else pl.col("industry") == total
    sizes, wholes = (pl.col(column).filter(counted).sum() for column in ("size", "whole_size"))
    totals = sums.group_by("period").agg(whole_total=wholes)
    rows = rows.join(totals, on="period", how="left", maintain_order="left")
    rows = rows.with_columns(region_total=sizes.over("region", "period"))
    return rows if total is None else rows.filter(~counted)


def two_periods(table: pl.DataFrame, first: object, last: object, whole: str | None = None) -> pl.DataFrame:
    """A row for each region and industry: `size`, `whole_size` and totals of the first period, `_last` of the last.

    Rows that are unknown in one of the periods are left out, and so are regions that only one of them has.
    """
    rows = against_whole(filled(table), whole)
    columns = ("region", "industry", "size", "whole_size", "region_total", "whole_total")
    start, end = (rows.filter(pl.col("period") == period).select(columns) for period in (first, last))
    if not (start.height and end.height):
        raise MethodError(
            "The table has no row for {more}: name another period.", more=first if not start.height else last
        )
    return start.join(end, on=["region", "industry"], suffix="_last", maintain_order="left").drop_nulls(
        ["size", "size_last"]
    )
