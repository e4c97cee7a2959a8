"""Why the number of a claim changed: what each series added, and the figures that it depends on now."""

from tui.attribution.reason_sheets import claim_rows, reason_sections
from tui.attribution.reason_tables import claim_records
from tui.tables.spec import TableSpec, numbers, texts

TITLE = "Why a claim changed"
TABLE = TableSpec(
    TITLE,
    (
        *texts("part", "unit", "indicator", "period"),
        *numbers("added", form="+.6g"),
        *numbers("before", "after", form=".6g"),
        *texts("status", "source"),
    ),
    claim_records,
    options=("claim", "release"),
    needs=("claim",),
    sections=reason_sections(TITLE, claim_rows),
)
