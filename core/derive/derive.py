"""Everything that follows from a workbook: the cluster, index and trend tables, the claims, the scores of methods."""

from collections.abc import Iterator, Mapping
from dataclasses import field, replace
from typing import TypeVar, cast

from core.derive.claim_table import ClaimRow, claim_row, names_in_claim
from core.derive.cluster_table import ClusterRow, ClusterTable, cluster_row, concentration, tiers_ahead, total_qualifier
from core.derive.index_history import IndexHistory, index_history
from core.derive.memo import Memo
from core.derive.methods import Methods
from core.derive.stage import Computed, Results, Stage, run_stages
from core.derive.trend_table import TrendBlock, TrendRow, trend_row
from core.frozen import frozen
from core.rules.rules import READ, Rules
from core.workbook.entries import ClusterList, Indicator, Tier, Trend, Unit
from core.workbook.entry import FailedEntry
from core.workbook.figure import SeriesKey
from core.workbook.workbook import Workbook

Described = TypeVar("Described", Unit, Indicator)


@frozen
class Derived:
    """The tables that follow from a workbook; two are equal where all that is shown is equal."""

    clusters: Mapping[str, ClusterTable]
    indices: tuple[IndexHistory, ...]
    trends: tuple[TrendBlock, ...]
    claims: tuple[ClaimRow, ...]
    methods: Methods
    rules: Rules
    workbook: Workbook = field(compare=False, repr=False)
    computed: Mapping[str, Computed] = field(compare=False, repr=False)

    @property
    def holding(self) -> int:
        """How many claims hold."""
        return sum(row.verdict == "holds" for row in self.claims)

    def dependents(self, series: SeriesKey) -> list[ClusterRow | IndexHistory | TrendRow | ClaimRow]:
        """Every row that depends on this series."""
        rows: list[ClusterRow | IndexHistory | TrendRow | ClaimRow] = []
        rows += [row for table in self.clusters.values() for row in table.rows]
        rows += self.indices
        rows += [row for block in self.trends for row in block.rows]
        rows += self.claims
        return [row for row in rows if series in row.reads]


def derive(workbook: Workbook, before: Derived | None = None) -> Derived:
    """Everything that follows from the workbook; what depends on unchanged parts is not computed again."""
    computed = run_stages(STAGES, workbook, before.workbook if before else None, before.computed if before else {})
    return Derived(**{name: part.result for name, part in computed.items()}, workbook=workbook, computed=computed)


def methods_of(workbook: Workbook, before: Derived) -> Methods:
    """The results of all methods alone; what depends on parts unchanged since `before` is not computed again."""
    return Methods(workbook, Memo(before.computed["methods"].memo))


def _cluster_tables(workbook: Workbook, _: Results, memo: Memo) -> dict[str, ClusterTable]:
    return {cluster_list.code: _cluster_table(workbook, cluster_list, memo) for cluster_list in workbook.cluster_lists}


def _cluster_table(workbook: Workbook, cluster_list: ClusterList, memo: Memo) -> ClusterTable:
    tiers = memo.get_or_compute("tiers", lambda _: tuple(workbook.tiers), workbook.tables["tiers"])
    rows = tuple(
        memo.get_or_compute(
            ("cluster", member.key),
            cluster_row,
            member,
            _known(Unit, workbook.units, member.unit, memo),
            _known(Indicator, workbook.indicators, member.indicator, memo),
            workbook.series(member.unit, member.indicator),
            cluster_list.until,
            tiers,
        )
        for member in workbook.members(cluster_list.code)
    )
    tables = (workbook.entries("members"), workbook.entries("tiers"))
    failed = memo.get_or_compute(("failed", cluster_list.code), lambda *_: _failed(workbook, cluster_list), *tables)
    return memo.get_or_compute(("list", cluster_list.code), _summed, cluster_list, tiers, failed, *rows)


def _failed(workbook: Workbook, cluster_list: ClusterList) -> tuple[FailedEntry, ...]:
    """The failed entries of a list of clusters, without which it is incomplete."""
    members = [entry for entry in workbook.failed("members") if entry.field("cluster_list") == cluster_list.code]
    return (*members, *workbook.failed("tiers"))


def _summed(
    cluster_list: ClusterList, tiers: tuple[Tier, ...], failed: tuple[FailedEntry, ...], *rows: ClusterRow
) -> ClusterTable:
    sizes = [row.size.value for row in rows if row.size and row.size.value is not None]
    known_as = total_qualifier(rows, missing=any(entry.table == "members" for entry in failed))
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
        cluster_list,
        shared,
        counts,
        counts_ahead,
        ahead,
        total,
        known_as,
        overlapping,
        len(sizes),
        hhi,
        cr3,
        effective,
        failed,
    )


def _histories(workbook: Workbook, _: Results, memo: Memo) -> tuple[IndexHistory, ...]:
    nodes, events = workbook.tables["indicators"], workbook.tables["events"]
    in_order = memo.get_or_compute("events", lambda _: tuple(workbook.events), events)
    return tuple(
        memo.get_or_compute(
            ("index", index.key),
            index_history,
            index,
            _known(Unit, workbook.units, index.unit, memo),
            _known(Indicator, workbook.indicators, index.indicator, memo),
            workbook.series(index.unit, index.indicator),
            memo.get_or_compute(
                ("elements", index.key), lambda _, code=index.indicator: _children(workbook, code), nodes
            ),
            in_order,
        )
        for index in workbook.indices
    )


def _trends(workbook: Workbook, _: Results, memo: Memo) -> tuple[TrendBlock, ...]:
    return tuple(_block(workbook, trend, memo) for trend in workbook.trends)


def _block(workbook: Workbook, trend: Trend, memo: Memo) -> TrendBlock:
    rows = []
    for watched in workbook.watched(trend.code):
        indicator = _known(Indicator, workbook.indicators, watched.indicator, memo)
        unit = watched.unit
        targets = memo.get_or_compute(
            ("targets", watched.key),
            lambda _, series=(unit, indicator.code): tuple(workbook.targets(*series)),
            workbook.tables["targets"],
        )
        codes = (indicator.code, indicator.numerator, indicator.denominator)
        own, *parts = (workbook.series(unit, code) for code in codes)
        of_unit = _known(Unit, workbook.units, unit, memo)
        rows.append(
            memo.get_or_compute(("trend", watched.key), trend_row, watched, of_unit, indicator, own, targets, *parts)
        )
    return memo.get_or_compute(("block", trend.code), lambda of, *parts: TrendBlock(of, parts), trend, *rows)


def _claims(workbook: Workbook, results: Results, memo: Memo) -> tuple[ClaimRow, ...]:
    clusters = cast("Mapping[str, ClusterTable]", results["clusters"])
    rows = []
    for claim in workbook.claims:
        series, lists = memo.get_or_compute(("names", claim.key), names_in_claim, claim.expression)
        named = [entry for unit, code in series for entry in (workbook.units.get(unit), workbook.indicators.get(code))]
        read = [*(workbook.series(*key) for key in series), *(clusters.get(code) for code in lists), *named]
        rows.append(
            memo.get_or_compute(("claim", claim.key), lambda of, *_: claim_row(of, workbook, clusters), claim, *read)
        )
    return tuple(rows)


def _methods(workbook: Workbook, _: Results, memo: Memo) -> Methods:
    return Methods(workbook, memo)


def _rules(workbook: Workbook, _: Results, memo: Memo) -> Rules:
    known = memo.before("rules")
    rules = Rules(workbook, known[1] if known else None)
    return memo.get_or_compute("rules", lambda _: rules, rules)


def _children(workbook: Workbook, code: str) -> tuple[Indicator, ...]:
    return tuple(indicator for indicator in workbook.indicators.values() if indicator.parent == code)


def _known(kind: type[Described], entries: Mapping[str, Described], code: str, memo: Memo) -> Described:
    """The unit or indicator of this code; where the workbook has none, one that has this code alone."""
    return entries.get(code) or memo.get_or_compute(("no", kind, code), kind, code, code)


def _of_clusters(clusters: Mapping[str, ClusterTable]) -> Iterator[frozenset[SeriesKey]]:
    return (row.reads for table in clusters.values() for row in table.rows)


def _of_histories(histories: tuple[IndexHistory, ...]) -> Iterator[frozenset[SeriesKey]]:
    return (history.reads for history in histories)


def _of_trends(trends: tuple[TrendBlock, ...]) -> Iterator[frozenset[SeriesKey]]:
    return (row.reads for block in trends for row in block.rows)


STAGES: tuple[Stage, ...] = (
    Stage("clusters", ("cluster_lists", "members", "tiers", "units", "indicators"), _cluster_tables, (), _of_clusters),
    Stage("indices", ("indices", "indicators", "events", "units"), _histories, (), _of_histories),
    Stage("trends", ("trends", "watched", "indicators", "units", "targets"), _trends, (), _of_trends),
    Stage("claims", ("claims", "units", "indicators"), _claims, ("clusters",)),
    Stage("methods", ("methods", "placed", "steps", "indicators", "units", "groups"), _methods),
    Stage("rules", READ, _rules),
)
"""What is computed of a workbook, in order; each name is a field of `Derived`."""
