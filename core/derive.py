"""Everything that follows from a workbook: the cluster, index and trend tables, and the verdict on every claim."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import partial

from core.claim_table import ClaimRow, claim_row, names_in_claim
from core.cluster_table import ClusterRow, ClusterTable, cluster_row, concentration, tiers_ahead, total_qualifier
from core.entries import Claim, ClusterList, Indicator, Tier, Trend, Unit
from core.figure import SeriesKey
from core.index_history import IndexHistory, index_history
from core.methods import Methods
from core.taken import Taken
from core.trend_table import TrendBlock, TrendRow, trend_row
from core.workbook import Workbook

TREND_TABLES = ("trends", "watched", "indicators", "units", "targets")
"""The tables that the trends are made of, beside the figures."""


@dataclass(frozen=True, slots=True)
class Derived:
    """What is shown of a workbook. Two derivations are equal when everything shown is, however they came about."""

    clusters: Mapping[str, ClusterTable]
    indices: tuple[IndexHistory, ...]
    trends: tuple[TrendBlock, ...]
    claims: tuple[ClaimRow, ...]
    methods: Methods
    workbook: Workbook = field(compare=False, repr=False)
    taken: Taken = field(compare=False, repr=False)

    @property
    def holding(self) -> int:
        """How many claims hold."""
        return sum(row.verdict == "holds" for row in self.claims)

    def dependents(self, series: SeriesKey) -> list[ClusterRow | IndexHistory | TrendRow | ClaimRow]:
        """Every row that is made of this series."""
        rows: list[ClusterRow | IndexHistory | TrendRow | ClaimRow] = []
        rows += [row for table in self.clusters.values() for row in table.rows]
        rows += self.indices
        rows += [row for block in self.trends for row in block.rows]
        rows += self.claims
        return [row for row in rows if series in row.reads]


def derive(workbook: Workbook, before: Derived | None = None) -> Derived:
    """Everything that follows from the workbook; what rests on unchanged parts is taken over from before."""
    taken = Taken(before.taken if before else None)
    clusters = {one.code: _cluster_table(workbook, one, taken) for one in workbook.cluster_lists}
    return Derived(
        clusters=clusters,
        indices=_histories(workbook, taken),
        trends=_trends(workbook, taken, before),
        claims=_claims(workbook, clusters, taken),
        methods=Methods(workbook, before.methods if before else None),
        workbook=workbook,
        taken=taken,
    )


def _cluster_table(workbook: Workbook, cluster_list: ClusterList, taken: Taken) -> ClusterTable:
    tiers = taken.of("tiers", lambda _: tuple(workbook.tiers), workbook.tables["tiers"])
    rows = tuple(
        taken.of(
            ("cluster", member.key),
            cluster_row,
            member,
            _unit(workbook, member.unit),
            _indicator(workbook, member.indicator),
            workbook.series(member.unit, member.indicator),
            cluster_list.until,
            tiers,
        )
        for member in workbook.members(cluster_list.code)
    )
    return taken.of(("list", cluster_list.code), _summed, cluster_list, tiers, *rows)


def _summed(cluster_list: ClusterList, tiers: tuple[Tier, ...], *rows: ClusterRow) -> ClusterTable:
    sizes = [row.size.value for row in rows if row.size and row.size.value is not None]
    known_as = total_qualifier(rows)
    overlapping = any(row.member.overlaps for row in rows)
    total = sum(sizes) if sizes else None
    hhi, cr3, effective = concentration(sizes)
    shared = tuple(
        replace(row, share=100 * row.size.value / total, rough_share=known_as != "exact" or overlapping)
        if total and row.size and row.size.value is not None
        else row
        for row in rows
    )
    counts = tuple((tier, sum(row.tier == tier for row in rows)) for tier in tiers)
    counts_ahead, ahead = tiers_ahead(rows, tiers)
    return ClusterTable(
        cluster_list, shared, counts, counts_ahead, ahead, total, known_as, overlapping, len(sizes), hhi, cr3, effective
    )


def _histories(workbook: Workbook, taken: Taken) -> tuple[IndexHistory, ...]:
    nodes, events = workbook.tables["indicators"], workbook.tables["events"]
    shared = taken.of("events", lambda _: tuple(workbook.events), events)
    return tuple(
        taken.of(
            ("index", index.key),
            index_history,
            index,
            _unit(workbook, index.unit),
            _indicator(workbook, index.indicator),
            workbook.series(index.unit, index.indicator),
            taken.of(("elements", index.key), lambda _, code=index.indicator: _children(workbook, code), nodes),
            shared,
        )
        for index in workbook.indices
    )


def _trends(workbook: Workbook, taken: Taken, before: Derived | None) -> tuple[TrendBlock, ...]:
    """The trends; they are many, so where an edit touched none of their series or tables they are not gone through."""
    if before and _same_tables(workbook, before.workbook, TREND_TABLES):
        changed = workbook.changed_since(before.workbook.figures)
        rows = (row for block in before.trends for row in block.rows)
        if changed is not None and all(changed.isdisjoint(row.reads) for row in rows):
            taken.keep("trends")
            return before.trends
    return _blocks(workbook, taken.part("trends"))


def _same_tables(one: Workbook, other: Workbook, names: tuple[str, ...]) -> bool:
    return all(one.tables[name] is other.tables[name] for name in names)


def _blocks(workbook: Workbook, taken: Taken) -> tuple[TrendBlock, ...]:
    blocks = []
    for trend in workbook.trends:
        rows = []
        for watched in workbook.watched(trend.code):
            indicator = _indicator(workbook, watched.indicator)
            unit = watched.unit
            targets = taken.of(
                ("targets", watched.key),
                lambda _, series=(unit, indicator.code): tuple(workbook.targets(*series)),
                workbook.tables["targets"],
            )
            codes = (indicator.numerator, indicator.denominator) if indicator.denominator else ()
            rows.append(
                taken.of(
                    ("trend", watched.key),
                    trend_row,
                    watched,
                    _unit(workbook, unit),
                    indicator,
                    workbook.series(unit, indicator.code),
                    targets,
                    *(workbook.series(unit, code) for code in codes),
                )
            )
        blocks.append(taken.of(("block", trend.code), _block, trend, *rows))
    return taken.of("trends", _together, *blocks)


def _block(trend: Trend, *rows: TrendRow) -> TrendBlock:
    return TrendBlock(trend, rows)


def _together(*blocks: TrendBlock) -> tuple[TrendBlock, ...]:
    return blocks


def _claims(workbook: Workbook, clusters: Mapping[str, ClusterTable], taken: Taken) -> tuple[ClaimRow, ...]:
    rows = []
    for claim in workbook.claims:
        series, lists = taken.of(("names", claim.key), names_in_claim, claim.expression)
        read = [*(workbook.series(*key) for key in series), *(clusters.get(code) for code in lists)]
        compute = partial(_claim_row, workbook, clusters)
        rows.append(taken.of(("claim", claim.key), compute, claim, *read))
    return tuple(rows)


def _claim_row(workbook: Workbook, clusters: Mapping[str, ClusterTable], claim: Claim, *_: object) -> ClaimRow:
    return claim_row(claim, workbook, clusters)


def _children(workbook: Workbook, code: str) -> tuple[Indicator, ...]:
    return tuple(indicator for indicator in workbook.indicators.values() if indicator.parent == code)


def _unit(workbook: Workbook, code: str) -> Unit:
    return workbook.units.get(code) or Unit(code, code)


def _indicator(workbook: Workbook, code: str) -> Indicator:
    return workbook.indicators.get(code) or Indicator(code, code)
