"""Every point of every index, with its changes."""

from tui.tables.column import numbers, texts, truths
from tui.tables.records import index_records
from tui.tables.sections import index_section
from tui.tables.spec import TableSpec

TABLE = TableSpec(
    "Index",
    (
        *texts("unit", "unit_name", "indicator", "indicator_name", "period", "vintage"),
        *numbers("value"),
        *texts("measure", "status", "qualifier"),
        *truths("is_published"),
        *texts("since"),
        *numbers("change_points", "change_percent", "yearly_change_percent"),
        *texts("base_period"),
        *numbers("base_100"),
        *texts("source", "note", "published_first", "published_last"),
        *numbers("published_change_points", "published_change_percent", "published_yearly_change_percent"),
    ),
    lambda query: index_records(query.derived.indices, query.language),
    sections=lambda query: [index_section(history, query.wording) for history in query.derived.indices],
)
