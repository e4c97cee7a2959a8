"""Every step of the trail; `of` is the edit that an undo or a redo is about."""

from dataclasses import replace

from tui.grid.titles import shown_title
from tui.tables.column import texts, wholes
from tui.tables.query import QueryContext
from tui.tables.sections import Section
from tui.tables.spec import TableSpec
from tui.trail.sheet import trail_sheet


def _sections(query: QueryContext) -> list[Section]:
    steps = [replace(one, title=shown_title(one.title, query.workbook, query.wording)) for one in query.steps]
    return [Section(query.wording.word("Trail"), trail_sheet(steps, query.wording))]


TABLE = TableSpec(
    "Trail",
    (*wholes("number"), *texts("time", "author", "reason", "title", "kind"), *wholes("of")),
    lambda query: query.steps,
    sections=_sections,
    of_scenario=False,
)
