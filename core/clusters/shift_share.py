"""Shift-share analysis: the growth of a region by national growth, industry mix and its own competitiveness."""

import polars as pl

from core.clusters.table import share, two_periods


def dunn(table: pl.DataFrame, first: object, last: object, whole: str | None = None) -> pl.DataFrame:
    """Region, industry, change = national (e g) + mix (e (g_i - g)) + regional (e (r - g_i)).

    g is the growth of the whole, g_i of the industry in it, r of the industry in the region, first to last period.
    Where e is 0 all that came is regional. Null where the whole has nothing to grow from. (Dunn 1960; REAT, shift)
    """
    return two_periods(table, first, last, whole).select("region", "industry", **_dunn())


def esteban(table: pl.DataFrame, first: object, last: object, whole: str | None = None) -> pl.DataFrame:
    """As `dunn`, with regional split into competitive (e* (r - g_i)) and allocation ((e - e*)(r - g_i)).

    The homothetic size e* = e_j E_i / E is what the industry would have if the region had the mix of the whole. Both
    are null where the region has nothing of the industry to grow from. (Esteban-Marquillas 1972; REAT, shift)
    """
    size, _, industry_growth, growth = _growths()
    homothetic = pl.col("region_total") * pl.col("whole_size") / pl.col("whole_total")
    return two_periods(table, first, last, whole).select(
        "region",
        "industry",
        **_dunn(),
        homothetic=homothetic,
        competitive=homothetic * (growth - industry_growth),
        allocation=(size - homothetic) * (growth - industry_growth),
    )


def _dunn() -> dict[str, pl.Expr]:
    size, whole_growth, industry_growth, _ = _growths()
    return {
        "change": pl.col("size_last") - size,
        "national": size * whole_growth,
        "mix": size * (industry_growth - whole_growth),
        "regional": pl.col("size_last") - size * (1 + industry_growth),
    }


def _growths() -> tuple[pl.Expr, pl.Expr, pl.Expr, pl.Expr]:
    whole, industry, own = (share(pl.col(f"{of}_last"), pl.col(of)) - 1 for of in ("whole_total", "whole_size", "size"))
    return pl.col("size"), whole, industry, own
