"""Why a cluster's share of its list changed: what the size of each cluster added, in points."""

from tui.attribution.reason_sheets import reason_sections, share_rows
from tui.attribution.reason_tables import share_records
from tui.tables.spec import TableSpec, numbers, texts

TITLE = "Why a share changed"
TABLE = TableSpec(
    TITLE,
    (
        *texts("of_unit:share of", "unit"),
        *numbers("added", form="+.2f", unit="points"),
        *numbers("share_before", "share_after", form=".2f", unit="%"),
        *numbers("before", "after"),
        *texts("period_before", "period_after", "status_before", "status_after", "source"),
    ),
    share_records,
    options=("list", "unit", "period", "before", "release"),
    needs=("unit",),
    sections=reason_sections(TITLE, share_rows),
)
