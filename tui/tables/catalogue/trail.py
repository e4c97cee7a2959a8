"""Every step of the trail; `of` is the edit that an undo or a redo is about."""

from tui.grid.titles import named_steps
from tui.tables.column import texts, wholes
from tui.tables.query import QueryContext
from tui.tables.sections import Section
from tui.tables.spec import TableSpec
from tui.trail.sheet import trail_sheet


def _sections(query: QueryContext) -> list[Section]:
    steps = named_steps(query.steps, query.workbook, query.wording)
    return [Section(query.wording.word("Trail"), trail_sheet(steps, query.wording))]


TABLE = TableSpec(
    "Trail",
    (*wholes("number"), *texts("time", "author", "reason", "title", "kind"), *wholes("of:of edit")),
    lambda query: query.steps,
    sections=_sections,
    of_scenario=False,
    in_all=True,
)
