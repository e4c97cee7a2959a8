"""The clusters of one list; what they come to together stands in each."""

from collections.abc import Iterator
from types import SimpleNamespace

from tui.tables.query import QueryContext
from tui.tables.sections import cluster_section
from tui.tables.spec import TableSpec, numbers, texts, truths, wholes


def _rows(query: QueryContext) -> Iterator[SimpleNamespace]:
    for table in query.tables:
        for row in table.rows:
            ahead = row.forecasts[-1] if row.forecasts else None
            years = None if row.rate is None else row.rate_years
            rough = None if row.share is None else row.rough_share
            reaches = bool(row.crosses) if ahead and row.next_tier else None
            yield SimpleNamespace(table=table, row=row, forecast=ahead, years=years, rough=rough, reaches=reaches)


TABLE = TableSpec(
    "Clusters",
    (
        *texts(
            "list=table.cluster_list.code",
            "unit=row.unit.code",
            "unit_name=row.unit.name",
            "indicator=row.indicator.code",
            "indicator_name=row.indicator.name",
            "period=row.size.period",
            "vintage=row.size.vintage",
        ),
        *numbers("value=row.size.value"),
        *texts("measure=row.indicator.measure", "status=row.size.status", "qualifier=row.size.qualifier"),
        *numbers("growth_percent=row.growth"),
        *texts("growth_status=row.growth_status"),
        *numbers("yearly_growth_percent=row.rate", "growth_years=years", "share_percent=row.share"),
        *truths("share_is_rough=rough"),
        *texts("tier=row.tier.code", "stated_tier=row.member.tier", "next_tier=row.next_tier.code"),
        *numbers("to_next_tier=row.distance"),
        *wholes("reaches_next_tier=row.crosses"),
        *texts("overlaps=row.member.overlaps", "source=row.size.source", "note=row.size.note"),
        *numbers("list_total=table.total"),
        *texts("list_total_qualifier=table.total_qualifier"),
        *truths("list_overlaps=table.overlapping"),
        *wholes("list_known=table.known"),
        *numbers("list_hhi=table.hhi", "list_cr3_percent=table.cr3", "list_effective_number=table.effective_number"),
        *truths("reaches_by_forecast=reaches"),
        *texts("forecast_period=forecast.period"),
        *numbers("forecast=forecast.value"),
    ),
    _rows,
    options=("list",),
    filters=("unit",),
    sections=lambda query: [cluster_section(table, query.wording, query.option_code("unit")) for table in query.tables],
    in_all=True,
)
