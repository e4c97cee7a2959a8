"""The list of claims: what a source says, what the workbook gives, and whether the two agree."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from core.derive.claim_table import ClaimRow
from core.numerals import decimal
from core.workbook.entries import Source
from tui.grid.plain import plain
from tui.grid.sheet import Sheet, SheetRow
from tui.grid.table import Cell, Column, Look
from tui.grid.wording import NOTHING, Wording

NONE: Mapping[str, Source] = MappingProxyType({})
LOOKS: dict[str, Look] = {"holds": "good", "fails": "bad", "undetermined": "dim"}
ORDER = ("fails", "undetermined", "holds")
"""What needs a look comes first."""
SIGNS = {"holds": "✓", "fails": "✗", "undetermined": "?"}
RELATIONS = {">=": "≥", "<=": "≤"}


def claim_sheet(rows: Sequence[ClaimRow], wording: Wording, sources: Mapping[str, Source] = NONE) -> Sheet:
    """The sheet of all claims, those that fail first; of the sources that are known the titles, of others the codes."""
    columns = [
        Column(wording.word("claim"), 60, frozen=True, grows=True),
        Column(wording.word("verdict"), 14),
        Column(wording.word("actual"), 9, "right"),
        Column(wording.word("expected"), 9, "right"),
        Column("±", 6, "right"),
        Column(wording.word("why"), 34),
        Column(wording.word("source"), 24),
    ]
    ordered = sorted(rows, key=lambda row: ORDER.index(row.verdict))
    return Sheet(columns, [_row(row, wording, sources) for row in ordered])


def _row(row: ClaimRow, wording: Wording, sources: Mapping[str, Source]) -> SheetRow:
    claim, source = row.claim, sources.get(row.claim.source)
    relation = RELATIONS.get(claim.relation, claim.relation)
    expected = f"{relation} {claim.expected:,.{claim.decimals}f}"
    actual = NOTHING if row.actual is None else f"{row.actual:,.{claim.decimals + 1}f}"
    tolerance = decimal(row.tolerance, "g") if claim.relation == "=" else NOTHING
    cells = (
        Cell(plain(claim.text(wording.language))),
        Cell(f"{SIGNS[row.verdict]} {wording.word(row.verdict)}", LOOKS[row.verdict]),
        Cell(actual + ("" if row.status == "A" or row.actual is None else row.status)),
        Cell(expected),
        Cell(tolerance),
        Cell(wording.entry_text(row.why or claim.note)),
        Cell(wording.entry_text(source.title) if source else plain(claim.source)),
    )
    sort_by = (cells[0].text, row.verdict, row.actual, claim.expected, row.tolerance, row.why, claim.source)
    return SheetRow(f"claim/{claim.code}", cells, sort_by=sort_by)
