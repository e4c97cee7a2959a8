"""The commands of the trail: who changed what, undo and redo."""

from dataclasses import replace
from typing import TYPE_CHECKING

from core.errors import JingdexError
from core.scenario.large_step import large_step
from core.words import gettext, labelled, marked
from data.clock import local_time
from data.session import Step, StepKind
from tui.frame.editing import AT_ONCE, announce
from tui.frame.page import SAVING, PageContent
from tui.frame.screen import Screen
from tui.grid.answer import is_yes
from tui.grid.edit_lines import edit_line
from tui.grid.plain import plain
from tui.grid.titles import named_steps
from tui.trail.changed_place import go_to_change
from tui.trail.sheet import trail_page_sheet

if TYPE_CHECKING:
    from data.trail import TrailEntry
    from tui.trail.sheet import TrailSheet
    from tui.workspace.view_state import ViewState

NOTHING: dict[StepKind, str] = marked({"undo": "There is nothing to undo.", "redo": "There is nothing to redo."})
DONE: dict[StepKind, str] = marked({"undo": "undone", "redo": "redone"})
QUESTIONS: dict[StepKind, str] = marked({"undo": "undo {held}? y/N", "redo": "redo {held}? y/N"})
REFUSED: dict[StepKind, str] = marked({"undo": "Nothing was undone.", "redo": "Nothing was redone."})


def trail(screen: Screen) -> None:
    """See who changed what, and when."""
    file = screen.workspace.session.file

    def sheet(now: "ViewState") -> "TrailSheet":
        def steps(first: int, last: int) -> "list[TrailEntry]":
            named = named_steps(file.steps(first, last), now.workbook, now.wording)
            return [replace(step, time=local_time(step.time)) for step in named]

        return trail_page_sheet(file.numbers(), steps, now.wording)

    def refuse_order() -> None:
        screen.notify(gettext("The trail stands in the order of time, the newest step first: / finds a step."))

    keys = {"sort": refuse_order}
    screen.body.open_page(PageContent("Trail", sheet, keys=keys, footer=SAVING.removeprefix("s Sort  ")))


def again(screen: Screen, kind: StepKind) -> None:
    """Take back the last edit made here, or do again what was taken back last, and go there.

    Of a step that holds more than one edit, ask first.
    """
    if screen.editing.refuses():
        return
    screen.workspace.session.file.set_patience(AT_ONCE)
    try:
        step = screen.workspace.version.next_step(kind)
    except JingdexError as error:
        screen.notify(str(error))
        return
    held = large_step(step.edit, screen.workspace.version.base) if step else ""
    if step is None:
        screen.notify(NOTHING[kind])
    elif held:
        _ask_again(screen, step, gettext(QUESTIONS[kind], held=plain(held)))
    else:
        _take(screen, step)


def _ask_again(screen: Screen, step: Step, question: str) -> None:
    """Take the step after a yes."""

    def answered(text: str) -> None:
        if is_yes(text):
            _take(screen, step)
        else:
            screen.notify(REFUSED[step.kind])

    screen.ask(question, "", then=answered, edits=False)


def _take(screen: Screen, step: Step) -> None:
    """Take a step back or do it again, say what that changed, and go there."""
    workspace, inside = screen.workspace, screen.workspace.version.scenario
    try:
        _, changed = workspace.take(step)
    except JingdexError as error:
        screen.notify(str(error))
        return
    line = edit_line(changed, workspace.workbook, workspace.wording)
    announce(screen, (labelled(gettext(DONE[step.kind]), line),), inside)
    go_to_change(screen, changed)
