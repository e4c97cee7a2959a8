"""Crosswalks: the clusters of an industry in a period, by its code or by the longest code above it.

A bridge is a crosswalk from the codes of an older classification to those of a newer one; it comes first.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

import polars as pl

from core.frozen import frozen
from core.rollup.rule import Link, RollupRule
from core.workbook.period import Period, period


def plain_code(text: str) -> str:
    """A code without its dots and without the letter of its section: 26.11, 2611 and C2611 are one."""
    code = text.replace(".", "").strip()
    return code[1:] if code[:1].isalpha() and code[1:].isdigit() else code


@frozen
class Crosswalk:
    """Links by the plain code of their industry."""

    links: dict[str, list[Link]]

    @classmethod
    def of(cls, links: Iterable[Link]) -> "Crosswalk":
        """The links in order."""
        by_code: dict[str, list[Link]] = defaultdict(list)
        for link in links:
            by_code[plain_code(link.industry)].append(link)
        return cls(dict(by_code))

    def targets(self, code: str, when: Period) -> dict[str, float]:
        """The targets of an industry in a period, with shares: those of the longest code above it that has any.

        A code stands for all codes that begin with it: 26 for 2611, unless 261 or 2611 has targets in that period.
        """
        for length in range(len(code), 0, -1):
            valid = [link for link in self.links.get(code[:length], ()) if in_force(link, when)]
            if valid:
                return _summed((link.cluster, link.share) for link in valid)
        return {}


def in_force(link: Link, when: Period) -> bool:
    """Whether a link holds in the whole of a period. Raises BadFigure where its ends are not periods."""
    begun = not link.first or period(link.first).start <= when.start
    return begun and (not link.last or when.end <= period(link.last).end)


def mapping(pairs: pl.DataFrame, rule: RollupRule) -> pl.DataFrame:
    """The clusters of each industry and period of the source: code, when, cluster, share.

    `pairs` has the industries and periods of the source, as texts or whole numbers: numbers are codes without their
    leading zeros, and are padded to the longest one. Raises BadFigure at a period.
    """
    known = pairs.drop_nulls(["industry", "period"])
    numeric = {name: known[name].dtype.is_integer() for name in ("industry", "period")}
    text = pl.col("industry").cast(pl.String)
    text = text.str.zfill(text.str.len_chars().max()) if numeric["industry"] else text
    bridge, crosswalk = Crosswalk.of(rule.bridge), Crosswalk.of(rule.crosswalk)
    rows = [
        (code, when, cluster, share)
        for code, when, padded in known.sort("industry", "period").select("industry", "period", text=text).iter_rows()
        if str(when)
        for cluster, share in _clusters(plain_code(padded), period(str(when)), bridge, crosswalk).items()
    ]
    types = {name: pl.Int64 if is_number else pl.String for name, is_number in numeric.items()}
    schema = {"code": types["industry"], "when": types["period"], "cluster": pl.String, "share": pl.Float64}
    return pl.DataFrame(rows, schema=schema, orient="row")


def of_kind(links: pl.DataFrame, rule: RollupRule) -> pl.DataFrame:
    """The rows of `mapping` that lead to clusters of the kind of the rule; all where it names none."""
    clusters = [cluster for cluster, kind in rule.kinds.items() if kind == rule.kind]
    return links.filter(pl.col("cluster").is_in(clusters)) if rule.kind else links


def _clusters(code: str, when: Period, bridge: Crosswalk, crosswalk: Crosswalk) -> dict[str, float]:
    """The clusters of an industry: its own, or by shares those of the newer industries that replaced it."""
    newer = bridge.targets(code, when) or {code: 1.0}
    return _summed(
        (cluster, share * part)
        for industry, part in newer.items()
        for cluster, share in _of_one(industry, when, crosswalk).items()
    )


def _of_one(industry: str, when: Period, crosswalk: Crosswalk) -> dict[str, float]:
    """The clusters of an industry; without a crosswalk the industry itself, by its plain code."""
    code = plain_code(industry)
    return crosswalk.targets(code, when) if crosswalk.links else {code: 1.0}


def _summed(rows: Iterable[tuple[str, float]]) -> dict[str, float]:
    sums: dict[str, float] = defaultdict(float)
    for name, share in rows:
        sums[name] += share
    return dict(sums)


def breaks(rule: RollupRule, periods: Sequence[str]) -> set[tuple[str, str]]:
    """The clusters whose composition differs from the period before, each with that period; `periods` in order.

    A cluster breaks where it has other industries, or the same ones with other shares. Where a bridge begins or ends,
    it breaks if the successors of an industry do not all belong to it with the same share.
    """
    bridge, crosswalk = Crosswalk.of(rule.bridge), Crosswalk.of(rule.crosswalk)
    result = set()
    for before, now in pairwise(map(period, periods)):
        old, new = _made_of(rule, before), _made_of(rule, now)
        result |= {(cluster, now.text) for cluster in old if old[cluster] != new.get(cluster, old[cluster])}
        turned = {plain_code(link.industry) for link in rule.bridge if in_force(link, before) != in_force(link, now)}
        for code in turned:
            newer = bridge.targets(code, before) or bridge.targets(code, now)
            result |= {(cluster, now.text) for cluster in _split(newer, crosswalk, now)}
    return result


def _made_of(rule: RollupRule, when: Period) -> dict[str, set[tuple[str, float]]]:
    """The industries of each cluster in a period, with their shares."""
    members: dict[str, set[tuple[str, float]]] = defaultdict(set)
    for link in rule.crosswalk:
        if in_force(link, when):
            members[link.cluster].add((link.industry, link.share))
    return members


def _split(newer: Iterable[str], crosswalk: Crosswalk, when: Period) -> Iterator[str]:
    """The clusters to which the successors of an industry do not all belong with the same share."""
    parts = [_of_one(industry, when, crosswalk) for industry in newer]
    for cluster in {name for part in parts for name in part}:
        if len({part.get(cluster, 0.0) for part in parts}) > 1:
            yield cluster
