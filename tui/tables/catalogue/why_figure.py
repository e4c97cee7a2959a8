"""Why a figure changed: its two sides, and of a ratio what numerator and denominator added."""

from tui.attribution.reason_sheets import figure_rows, reason_sections
from tui.attribution.reason_tables import figure_records
from tui.tables.spec import TableSpec, numbers, texts

TITLE = "Why a figure changed"
TABLE = TableSpec(
    TITLE,
    (
        *texts("unit", "indicator"),
        *numbers("added", form="+.6g"),
        *numbers("before", "after"),
        *texts("period_before", "period_after", "status_before", "status_after", "source"),
    ),
    figure_records,
    options=("unit", "indicator", "period", "before", "release"),
    needs=("unit", "indicator"),
    sections=reason_sections(TITLE, figure_rows),
)
