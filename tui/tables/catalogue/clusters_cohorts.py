"""How clusters enter, rise, fall and leave between the versions of a list."""

from collections.abc import Iterator

from core.derive.cohorts import cohorts
from tui.tables.cohorts import cohort_sheet
from tui.tables.column import TableColumn, numbers, texts
from tui.tables.query import QueryContext
from tui.tables.records import Record
from tui.tables.sections import Section
from tui.tables.spec import TableSpec


def _rows(query: QueryContext) -> Iterator[Record]:
    for version in cohorts(list(query.derived.clusters.values()), query.workbook.tiers):
        size, member = (version.row.size, version.row.member) if version.row else (None, None)
        yield {
            "unit": version.unit.code,
            "list": version.version.code,
            "since": version.since.code,
            "change": version.change,
            "tier": version.tier.code if version.tier else None,
            "tier_before": version.tier_before.code if version.tier_before else None,
            "stated_tier": member.tier or None if member else None,
            "indicator": member.indicator if member else None,
            "period": size.period if size else None,
            "size": size.value if size else None,
            "years_below": version.years_below,
        }


def _sections(query: QueryContext) -> list[Section]:
    versions = query.derived.clusters
    rows = cohorts(list(versions.values()), query.workbook.tiers)
    wanted = query.option_code("unit")
    matching = [row for row in rows if wanted in (None, row.unit.code)]
    sheet = cohort_sheet(matching, [version.cluster_list for version in versions.values()], query.wording)
    return [Section(query.wording.word("Clusters · Entry and exit"), sheet)]


TABLE = TableSpec(
    "Clusters · Entry and exit",
    (
        *texts("unit", "list", "since"),
        TableColumn("change", names="word"),
        *texts("tier", "tier_before", "stated_tier", "indicator", "period"),
        *numbers("size", form=",.6g"),
        *numbers("years_below", form=".4g"),
    ),
    _rows,
    filters=("unit",),
    sections=_sections,
)
