"""The cohort table: a row for each cluster, a column for each version of the list, and the changes counted below."""

from collections import Counter
from collections.abc import Mapping, Sequence

from core.derive.cohorts import CHANGES, Change, CohortRow
from core.workbook.entries import ClusterList
from tui.grid.sheet import Sheet, SheetRow, key_of
from tui.grid.table import Cell, Column, Heading, Look
from tui.grid.wording import NOTHING, Wording

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
