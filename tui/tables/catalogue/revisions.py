"""Every release of every figure that has more than one."""

from collections.abc import Iterator
from typing import NamedTuple

from core.releases.revisions import Revision, revisions
from core.workbook.entries import Indicator, Unit
from core.workbook.figure_counts import revised_series
from core.workbook.workbook import indicator_of, unit_of
from tui.releases.sheet import revision_sheet
from tui.tables.column import numbers, texts, wholes
from tui.tables.query import QueryContext
from tui.tables.sections import Section
from tui.tables.spec import TableSpec


class Line(NamedTuple):
    """One release of one figure."""

    unit: Unit
    indicator: Indicator
    one: Revision


def _rows(query: QueryContext) -> Iterator[Line]:
    workbook = query.workbook
    for unit, code in revised_series(workbook.figures):
        entries = unit_of(workbook, unit), indicator_of(workbook, code)
        yield from (Line(*entries, revision) for revision in revisions(workbook.series(unit, code)))


def _sections(query: QueryContext) -> list[Section]:
    sheet = revision_sheet(query.workbook, query.wording, query.kept_figures())
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
