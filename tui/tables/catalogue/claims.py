"""Every claim: what its source prints, what the workbook gives, and whether the two agree."""

from tui.tables.column import TableColumn, numbers, texts, wholes
from tui.tables.records import claim_records
from tui.tables.sections import claim_section
from tui.tables.spec import TableSpec

TABLE = TableSpec(
    "Claims",
    (
        *texts("claim", "text", "expression", "relation"),
        *numbers("expected", "actual", "tolerance"),
        *texts("measure"),
        *wholes("printed_mult", "printed_decimals"),
        TableColumn("verdict", names="word"),
        *texts("status", "why", "source", "note"),
    ),
    lambda query: claim_records(query.derived.claims, query.language),
    sections=lambda query: [claim_section(query.derived.claims, query.wording)],
)
