"""A small workbook that holds something of everything: units, releases, clusters, claims, an index, groups."""

from typing import TYPE_CHECKING

from method_texts import method_text

from core.workbook.entries import (
    Claim,
    ClusterList,
    Group,
    Index,
    Indicator,
    Member,
    Source,
    Tier,
    Trend,
    Unit,
    Watched,
)
from core.workbook.figure import Figure
from core.workbook.workbook import Workbook

if TYPE_CHECKING:
    from core.workbook.entry import Entry

UNITS, PERIODS, CODES = "pqrst", ("2020", "2021", "2022"), ("a", "b", "c")


def method_of(code: str, how: str) -> str:
    """The document of a method of two levels that aggregates in this way."""
    return method_text(
        f"top name_zh='总'; left top name_zh='左'; a left; b left; c top weight={len(how) - 4.5}",
        "treat skew_kurtosis",
        "normalise min_max",
        "weigh by_hand",
        f"aggregate {how}",
        code=code,
    )


def everything() -> Workbook:
    """Five units with three indicators in five years, and all that can be said of them but methods."""
    figures = [
        Figure(unit, code, period, value=float((7 * n + 5 * m * m + 3 * o * n + n * m * o) % 23 + 1 + n) + 1 / 7)
        for n, unit in enumerate(UNITS)
        for m, code in enumerate(CODES)
        for o, period in enumerate(("2018", "2019", *PERIODS))
    ]
    figures += [Figure("p", "a", str(year), value=float(year - 2010) * 1.25) for year in range(2012, 2018)]
    figures += [
        Figure(unit, code, period, "2023-01", 5.5 + len(period + code + unit) + int(period) % 7)
        for unit in "pq"
        for code in "ab"
        for period in PERIODS
    ]
    entries: list[Entry] = [*(Unit(code, f"Unit {code}", f"单位{code}") for code in (*UNITS, "v"))]
    entries += [*(Indicator(code, f"Name {code}", f"名{code}") for code in (*CODES, "d"))]
    entries += [Source("s", "A book"), Group("p", "half", "one"), Tier("big", "big", "大", 5.0)]
    entries += [ClusterList(name, name, name, until) for name, until in (("new", "2022"), ("old", "2021"))]
    entries += [Member(one, unit, "a", "big") for one, units in (("old", "pqr"), ("new", "pqst")) for unit in units]
    entries += [Index("p", "a", "2020"), Claim("k", "it is so", "如此", "value(p.a, 2022)", "=", 1.0)]
    entries += [Trend("w", "Watched"), *(Watched("w", "q", code) for code in "bc")]
    return Workbook.of(figures, entries)
