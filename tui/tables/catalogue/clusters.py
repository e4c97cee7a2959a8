"""The clusters of one list, with tiers, shares and what they come to together."""

from collections.abc import Iterator

from tui.tables.column import numbers, texts, truths, wholes
from tui.tables.query import QueryContext
from tui.tables.records import Record, cluster_records
from tui.tables.sections import cluster_section
from tui.tables.spec import TableSpec


def _rows(query: QueryContext) -> Iterator[Record]:
    return (row for table in query.tables for row in cluster_records(table, query.language))


TABLE = TableSpec(
    "Clusters",
    (
        *texts("list", "unit", "unit_name", "indicator", "indicator_name", "period", "vintage"),
        *numbers("value"),
        *texts("measure", "status", "qualifier"),
        *numbers("growth_percent"),
        *texts("growth_status"),
        *numbers("yearly_growth_percent", "growth_years", "share_percent"),
        *truths("share_is_rough"),
        *texts("tier", "stated_tier", "next_tier"),
        *numbers("to_next_tier"),
        *wholes("reaches_next_tier"),
        *texts("overlaps", "source", "note"),
        *numbers("list_total"),
        *texts("list_total_qualifier"),
        *truths("list_overlaps"),
        *wholes("list_known"),
        *numbers("list_hhi", "list_cr3_percent", "list_effective_number"),
        *truths("reaches_by_forecast"),
        *texts("forecast_period"),
        *numbers("forecast"),
    ),
    _rows,
    options=("list",),
    filters=("unit",),
    sections=lambda query: [cluster_section(table, query.wording, query.wanted("unit")) for table in query.tables],
)
