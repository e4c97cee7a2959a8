"""The distance of a region's industry mix from that of the whole."""

import polars as pl

from core.clusters.concentration import effective_number, herfindahl
from core.clusters.table import against_whole, filled


def specialisation(table: pl.DataFrame, whole: str | None = None) -> pl.DataFrame:
    """Region, period, krugman, hoover, herfindahl, effective_number; within each period.

    Krugman: sum |s - s_whole|, 0 to 2. Hoover: half of it, the part of jobs that would have to change industry.
    Herfindahl of the region's own industries. Null for a region without size. (REAT, krugman.spec, hoover, herf)
    """
    own = pl.col("size") / pl.when(pl.col("region_total") > 0).then(pl.col("region_total"))
    everywhere = pl.col("whole_size") / pl.when(pl.col("whole_total") > 0).then(pl.col("whole_total"))
    gap = (own - everywhere).abs()
    known = pl.when(pl.col("region_total").max() > 0)
    return (
        against_whole(filled(table), whole)
        .group_by("region", "period", maintain_order=True)
        .agg(
            krugman=known.then(gap.sum()),
            hoover=known.then(gap.sum() / 2),
            herfindahl=herfindahl(pl.col("size")),
            effective_number=effective_number(pl.col("size")),
        )
    )
