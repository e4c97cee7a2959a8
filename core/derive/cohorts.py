"""How clusters enter, rise, fall and leave between the versions of a list."""

from collections.abc import Sequence
from typing import Literal, TypeAlias

from core.derive.cluster_table import ClusterRow, ClusterTable, tier_of
from core.frozen import frozen
from core.workbook.entries import ClusterList, Tier, Unit
from core.workbook.figure import Figure
from core.workbook.period import period, years_between

Change: TypeAlias = Literal["new", "promoted", "kept", "grace", "demoted", "gone", "returned"]
CHANGES: tuple[Change, ...] = ("new", "returned", "promoted", "kept", "grace", "demoted", "gone")


@frozen
class CohortRow:
    """One cluster in one version of the list.

    `since` is the first version with the cluster: its cohort. `tier` is its tier by size, or the tier that the source
    states where no size is known; within the grace of a tier it is that tier, and null for a cluster that left. `row`
    is null where the version does not have the cluster; `years_below` is how long it has been below the tier that it
    keeps or lost.
    """

    unit: Unit
    version: ClusterList
    since: ClusterList
    change: Change
    tier: Tier | None
    tier_before: Tier | None
    row: ClusterRow | None
    years_below: float | None


def cohorts(versions: Sequence[ClusterTable], tiers: Sequence[Tier]) -> list[CohortRow]:
    """A row for each cluster and version from its first on, by cluster in the order of their first versions.

    `versions` are in time order, `tiers` the highest first. A cluster that leaves has one row, and another where it
    returns.
    """
    by_code: dict[str, list[CohortRow]] = {}
    for table in versions:
        rows = {row.unit.code: row for row in table.rows}
        for code, row in rows.items():
            by_code.setdefault(code, []).append(_row_of_present(by_code.get(code), row, table.cluster_list, tiers))
        for code, known in by_code.items():
            if code not in rows and known[-1].change != "gone":
                known.append(_row_of_absent(known[-1], table.cluster_list))
    return [row for known in by_code.values() for row in known]


def _row_of_present(
    known: Sequence[CohortRow] | None, row: ClusterRow, version: ClusterList, tiers: Sequence[Tier]
) -> CohortRow:
    """A cluster that is in the version."""
    tier = row.tier if row.size else next((tier for tier in tiers if tier.code == row.member.tier), None)
    if not known:
        return CohortRow(row.unit, version, version, "new", tier, None, row, None)
    last = known[-1]
    if last.change == "gone":
        return CohortRow(row.unit, version, last.since, "returned", tier, last.tier_before, row, None)
    before, years = last.tier, None
    change: Change = "kept" if _threshold(tier) == _threshold(before) else "promoted"
    if before and _threshold(tier) < _threshold(before):
        years = _years_below(row.size, row, before, last.version) if row.size else None
        keeps = years is not None and years <= before.grace
        tier, change = (before, "grace") if keeps else (tier, "demoted")
    return CohortRow(row.unit, version, last.since, change, tier, before, row, years)


def _row_of_absent(last: CohortRow, version: ClusterList) -> CohortRow:
    """A cluster that is not in the version: it left, or is within the grace of its tier."""
    absent = last.years_below if last.row is None else None
    years = years_between(last.version.period, version.period) + (absent or 0.0)
    keeps = last.tier is not None and years <= last.tier.grace
    change: Change = "grace" if keeps else "gone"
    return CohortRow(last.unit, version, last.since, change, last.tier if keeps else None, last.tier, None, years)


def _years_below(size: Figure, row: ClusterRow, tier: Tier, before: ClusterList) -> float:
    """The years from the last size that reached the tier, else from the version before, to this size."""
    end = period(size.period).end
    reached = [
        figure
        for figure in row.history.known()
        if figure.status != "F" and tier_of(figure.value, [tier]) and period(figure.period).end < end
    ]
    return years_between(reached[-1].period if reached else before.until or before.period, size.period)


def _threshold(tier: Tier | None) -> float:
    return tier.threshold if tier else 0.0
