"""Every step of the trail; `of` is the edit that an undo or a redo is about."""

from tui.grid.titles import named_steps
from tui.tables.sections import Section
from tui.tables.spec import TableSpec, texts, wholes
from tui.trail.sheet import trail_sheet

TABLE = TableSpec(
    "Trail",
    (*wholes("number"), *texts("time", "author", "reason", "title", "kind"), *wholes("of:of edit")),
    lambda query: query.steps,
    sections=lambda query: [
        Section(
            query.wording.word("Trail"),
            trail_sheet(named_steps(query.steps, query.workbook, query.wording), query.wording),
        )
    ],
    of_scenario=False,
    in_all=True,
)
