"""Every claim; what the source prints and what the workbook gives, both in base units."""

from collections.abc import Iterator
from typing import NamedTuple

from core.derive.claim_table import ClaimRow
from core.workbook.figure import scaled
from tui.tables.column import TableColumn, numbers, texts, wholes
from tui.tables.query import QueryContext
from tui.tables.sections import claim_section
from tui.tables.spec import TableSpec


class Line(NamedTuple):
    """One claim, and its numbers in base units."""

    row: ClaimRow
    expected: float | None
    actual: float | None
    tolerance: float | None


def _rows(query: QueryContext) -> Iterator[Line]:
    for row in query.derived.claims:
        printed = (row.expected, row.actual, row.tolerance)
        yield Line(row, *(None if number is None else scaled(repr(number), row.claim.mult) for number in printed))


TABLE = TableSpec(
    "Claims",
    (
        *texts(
            "claim=row.claim.code",
            "text=row.claim.text",
            "expression=row.claim.expression",
            "relation=row.claim.relation",
        ),
        *numbers("expected", "actual", "tolerance"),
        *texts("measure=row.claim.measure"),
        *wholes("printed_mult=row.claim.mult", "printed_decimals=row.claim.decimals"),
        TableColumn("verdict", names="word", of="row.verdict"),
        *texts("status=row.status", "why=row.why", "source=row.claim.source", "note=row.claim.note"),
    ),
    _rows,
    sections=lambda query: [claim_section(query.derived.claims, query.wording)],
    in_all=True,
)
