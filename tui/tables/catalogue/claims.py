"""Every claim; what the source prints and what the workbook gives, both in base units."""

from collections.abc import Iterator
from types import SimpleNamespace

from core.workbook.figure import scaled
from tui.tables.query import QueryContext
from tui.tables.sections import claim_section
from tui.tables.spec import TableSpec, numbers, texts, wholes


def _rows(query: QueryContext) -> Iterator[SimpleNamespace]:
    for row in query.derived.claims:
        printed = {"expected": row.expected, "actual": row.actual, "tolerance": row.tolerance}
        base = {name: None if x is None else scaled(repr(x), row.claim.mult) for name, x in printed.items()}
        yield SimpleNamespace(row=row, **base)


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
        *texts(
            "verdict=row.verdict", "status=row.status", "why=row.why", "source=row.claim.source", "note=row.claim.note"
        ),
    ),
    _rows,
    sections=lambda query: [claim_section(query.derived.claims, query.wording)],
    in_all=True,
)
