"""Every series under every trend: where it stands, its slope, and its way to the target."""

from tui.tables.column import numbers, texts, truths, wholes
from tui.tables.records import trend_records
from tui.tables.sections import trend_section
from tui.tables.spec import TableSpec

TABLE = TableSpec(
    "Trends",
    (
        *texts("trend", "trend_name", "unit", "unit_name", "indicator", "indicator_name"),
        *wholes("direction"),
        *texts("period", "vintage"),
        *numbers("value"),
        *texts("measure", "status", "qualifier", "since"),
        *numbers("change"),
        *truths("change_is_points"),
        *wholes("turn"),
        *numbers("cagr_percent", "points_a_year"),
        *texts("change_status"),
        *wholes("compared"),
        *numbers("slope_a_year"),
        *wholes("mann_kendall_s"),
        *numbers("mann_kendall_z", "mann_kendall_p", "kendall_tau"),
        *texts("target_period"),
        *numbers("target"),
        *texts("target_qualifier"),
        *numbers("required_percent_a_year", "observed_percent_a_year"),
        *truths("reached", "on_track"),
        *numbers("ratio_of_newest", "ratio_of_first"),
        *truths("ratio_agrees"),
        *texts("breaks", "source", "note"),
        *numbers("forecast"),
        *truths("forecast_reaches"),
    ),
    lambda query: trend_records(query.derived.trends, query.language),
    sections=lambda query: [trend_section(query.derived, query.wording)],
)
