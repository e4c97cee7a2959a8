"""Every release of every figure that has more than one."""

from collections.abc import Iterator
from types import SimpleNamespace

from core.releases.revisions import revisions
from core.workbook.figure_counts import revised_series
from core.workbook.workbook import indicator_of, unit_of
from tui.releases.sheet import revision_sheet
from tui.tables.query import QueryContext
from tui.tables.sections import Section
from tui.tables.spec import TableSpec, numbers, texts, wholes


def _rows(query: QueryContext) -> Iterator[SimpleNamespace]:
    workbook = query.workbook
    for unit, code in revised_series(workbook.figures):
        entries = {"unit": unit_of(workbook, unit), "indicator": indicator_of(workbook, code)}
        yield from (SimpleNamespace(**entries, one=revision) for revision in revisions(workbook.series(unit, code)))


def _sections(query: QueryContext) -> list[Section]:
    wanted = query.parts_wanted()
    sheet = revision_sheet(
        query.workbook,
        query.wording,
        lambda figure: all(getattr(figure, name) == value for name, value in wanted.items()),
    )
    return [Section(query.wording.word("Revisions"), sheet)]


TABLE = TableSpec(
    "Revisions",
    (
        *texts(
            "unit=unit.code",
            "unit_name=unit.name",
            "indicator=indicator.code",
            "indicator_name=indicator.name",
            "period=one.figure.period",
        ),
        *wholes("release:number=one.number"),
        *texts("vintage=one.figure.vintage"),
        *numbers("value=one.figure.value"),
        *texts("measure=indicator.measure", "status=one.figure.status"),
        *numbers("change_percent=one.change", "change_since_first_percent=one.since_first"),
        *texts("source=one.figure.source", "note=one.figure.note"),
    ),
    _rows,
    filters=("unit", "indicator", "period"),
    sections=_sections,
    in_all=True,
)
