"""How clusters enter, rise, fall and leave between the versions of a list."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from core.derive.cohorts import CHANGES, Change, CohortRow, cohorts
from core.workbook.entries import ClusterList
from tui.grid.sheet import Sheet, SheetRow, key_of
from tui.grid.table import Cell, Column, Heading, Look
from tui.grid.wording import NOTHING, Wording
from tui.tables.query import QueryContext
from tui.tables.sections import Section
from tui.tables.spec import Record, TableSpec, numbers, texts

LOOKS: Mapping[Change, Look] = {
    "new": "good", "returned": "good", "promoted": "good", "kept": "plain", "grace": "warn", "demoted": "bad",
    "gone": "bad",
}  # fmt: skip


def cohort_sheet(rows: Sequence[CohortRow], versions: Sequence[ClusterList], wording: Wording) -> Sheet:
    """Of each cluster its tier and its change in every version; below, how many clusters each change happened to."""
    columns = [
        Column(wording.word("cluster"), 24, frozen=True, grows=True),
        *(Column(wording.name(version), 22) for version in versions),
    ]
    units = {row.unit.code: row.unit for row in rows}
    at = {(row.unit.code, row.version.code): row for row in rows}
    lines: list[SheetRow | Heading] = [
        SheetRow(
            key_of("unit", code),
            (Cell(wording.name(unit)), *(_cell(at.get((code, version.code)), wording) for version in versions)),
        )
        for code, unit in units.items()
    ]
    counts = Counter((row.change, row.version.code) for row in rows)
    lines.append(Heading(wording.word("clusters"), "rule"))
    lines += [
        SheetRow(
            key_of("change", change),
            (Cell(wording.word(change)), *(Cell(str(counts[change, version.code] or NOTHING)) for version in versions)),
        )
        for change in CHANGES
        if any(counts[change, version.code] for version in versions)
    ]
    return Sheet(columns, lines)


def _cell(row: CohortRow | None, wording: Wording) -> Cell:
    """The tier and what happened."""
    if row is None:
        return Cell(NOTHING, "dim")
    change = wording.word(row.change)
    tier = wording.name(row.tier) if row.tier else ""
    return Cell(f"{change} · {tier}" if tier else change, LOOKS[row.change])


def _rows(query: QueryContext) -> Iterator[Record]:
    for version in cohorts(list(query.derived.clusters.values()), query.workbook.tiers):
        size, member = (version.row.size, version.row.member) if version.row else (None, None)
        yield {
            "unit": version.unit.code,
            "list": version.version.code,
            "since": version.since.code,
            "change": version.change,
            "tier": version.tier.code if version.tier else None,
            "tier_before": version.tier_before.code if version.tier_before else None,
            "stated_tier": member.tier or None if member else None,
            "indicator": member.indicator if member else None,
            "period": size.period if size else None,
            "size": size.value if size else None,
            "years_below": version.years_below,
        }


def _sections(query: QueryContext) -> list[Section]:
    versions = query.derived.clusters
    rows = cohorts(list(versions.values()), query.workbook.tiers)
    wanted = query.option_code("unit")
    matching = [row for row in rows if wanted in (None, row.unit.code)]
    sheet = cohort_sheet(matching, [version.cluster_list for version in versions.values()], query.wording)
    return [Section(query.wording.word("Clusters · Entry and exit"), sheet)]


TABLE = TableSpec(
    "Clusters · Entry and exit",
    (
        *texts("unit", "list", "since", "change", "tier", "tier_before", "stated_tier", "indicator", "period"),
        *numbers("size", form=",.6g"),
        *numbers("years_below", form=".4g"),
    ),
    _rows,
    filters=("unit",),
    sections=_sections,
)
