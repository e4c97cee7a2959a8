"""The distance of a region's industry mix from that of the whole."""

import polars as pl

from core.clusters.concentration import effective_number, herfindahl
from core.clusters.table import against_whole, filled, share


def specialisation(table: pl.DataFrame, whole: str | None = None) -> pl.DataFrame:
    """Region, period, krugman, hoover, herfindahl, effective_number; within each period.

    Krugman: sum |s - s_whole|, 0 to 2. Hoover: half of it, the part of jobs that would have to change industry.
    Herfindahl of the region's own industries. Null for a region without size. (REAT, krugman.spec, hoover, herf)
    """
    own = share(pl.col("size"), pl.col("region_total"))
    gap = (own - share(pl.col("whole_size"), pl.col("whole_total"))).abs()
    known = pl.when(own.is_not_null().any())
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
