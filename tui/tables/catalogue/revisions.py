"""Every release of every figure that has more than one."""

from tui.releases.sheet import revision_sheet
from tui.tables.column import numbers, texts, wholes
from tui.tables.query import QueryContext
from tui.tables.records import revision_records
from tui.tables.sections import Section
from tui.tables.spec import TableSpec


def _sections(query: QueryContext) -> list[Section]:
    sheet = revision_sheet(query.workbook, query.wording, query.kept_figures())
    return [Section(query.wording.word("Revisions"), sheet)]


TABLE = TableSpec(
    "Revisions",
    (
        *texts("unit", "unit_name", "indicator", "indicator_name", "period"),
        *wholes("release"),
        *texts("vintage"),
        *numbers("value"),
        *texts("measure", "status"),
        *numbers("change_percent", "change_since_first_percent"),
        *texts("source", "note"),
    ),
    lambda query: revision_records(query.workbook, query.language),
    filters=("unit", "indicator", "period"),
    sections=_sections,
)
