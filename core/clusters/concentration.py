"""Measures of concentration: the share of a whole that its largest parts hold. Each takes sizes and gives one number.

All rows that the expression sees are one whole: put `.over(...)` behind it, or use it inside a group. Null where the
sizes sum to 0; missing sizes are left out.
"""

from collections.abc import Callable
from typing import Literal, TypeAlias

import polars as pl

from core.clusters.table import share

Concentration: TypeAlias = Literal[
    "herfindahl", "normalised_herfindahl", "effective_number", "concentration_ratio", "shannon", "evenness"
]


def herfindahl(sizes: pl.Expr) -> pl.Expr:
    """Sum of squared shares, 1/n to 1; times 10,000 on the scale of per cent shares. (Herfindahl-Hirschman)"""
    return _if_any(sizes, (share(sizes, sizes.sum()) ** 2).sum())


def normalised_herfindahl(sizes: pl.Expr) -> pl.Expr:
    """(H - 1/n) / (1 - 1/n): 0 where all are equal, 1 for one alone; null for one size. (REAT, herf)"""
    least = 1 / pl.when(sizes.count() > 1).then(sizes.count())
    return (herfindahl(sizes) - least) / (1 - least)


def effective_number(sizes: pl.Expr) -> pl.Expr:
    """1 / H: how many parts of one size would be as concentrated. (Laakso and Taagepera 1979)"""
    return 1 / herfindahl(sizes)


def concentration_ratio(sizes: pl.Expr, largest: int = 4) -> pl.Expr:
    """CRk: the share of the k largest. (REAT, conc)"""
    return _if_any(sizes, share(sizes, sizes.sum()).top_k(largest).sum())


def shannon(sizes: pl.Expr) -> pl.Expr:
    """-Sum s ln s, with 0 ln 0 = 0: 0 for one part alone, ln n where all are equal. (Shannon; EconGeo, entropy)"""
    part = share(sizes, sizes.sum())
    return _if_any(sizes, -pl.when(part > 0).then(part * part.log()).sum())


def evenness(sizes: pl.Expr) -> pl.Expr:
    """Shannon's diversity over its maximum ln n; null for one size. (Pielou 1966)"""
    return shannon(sizes) / pl.when(sizes.count() > 1).then(sizes.count().log())


CONCENTRATIONS: dict[Concentration, Callable[..., pl.Expr]] = {
    "herfindahl": herfindahl,
    "normalised_herfindahl": normalised_herfindahl,
    "effective_number": effective_number,
    "concentration_ratio": concentration_ratio,
    "shannon": shannon,
    "evenness": evenness,
}


def _if_any(sizes: pl.Expr, value: pl.Expr) -> pl.Expr:
    return pl.when(sizes.sum() > 0).then(value)
