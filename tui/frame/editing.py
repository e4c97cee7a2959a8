"""The one way round: an edit is made and saved, and all that it moves is derived and shown."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from core.errors import JingdexError
from core.scenario.large_step import large_step
from core.workbook.edit import Edit
from data.errors import Busy, FileError
from data.session import Outcome, Step, StepKind
from tui.frame.changed_place import go_to_change
from tui.grid.answer import is_yes
from tui.grid.edit_lines import edit_line
from tui.grid.plain import plain

if TYPE_CHECKING:
    from tui.app import Jingdex

ASKED = {"undo": "takes back", "redo": "does again"}
DONE = {"undo": "undone", "redo": "redone"}
AT_ONCE = 0.1
"""Seconds for which the screen waits for another program that holds the file before it says so."""

WAITING = "It is waited for, and what was typed is saved as soon as the file is free."
STAYS = "What is typed stays in the line: Enter tries again, ^c copies it."
LOOKING_ONLY = "This workbook is open for looking only: nothing can be changed."


class Editing:
    """The edits of one app, and what others have done to its workbook meanwhile."""

    def __init__(self, app: "Jingdex") -> None:
        self.app = app

    def refuses(self) -> bool:
        """Whether nothing can be changed, which is then told."""
        if self.app.workspace.read_only or self.app.saving.title:
            self.app.tell(self.app.saving.sentence or self.app.workspace.session.file.oddity or LOOKING_ONLY)
            return True
        return False

    def do_slowly(self, make: Callable[[], Edit]) -> None:
        """Make a large edit and save it in a thread; then show what it moves."""
        if self.refuses():
            return
        try:
            edit = make()
            self.app.saving.begin(self.app.workspace.version.recorded(edit), partial(self._saved, edit))
        except JingdexError as error:
            self.app.tell(str(error))

    def do(self, make: Callable[[], Edit], reason: str = "") -> bool:
        """Make an edit, save it, and show what it moves; whatever is wrong with it is told in one sentence."""
        workspace = self.app.workspace
        if self.refuses():
            return False
        inside = workspace.version.scenario
        workspace.session.file.set_patience(AT_ONCE)
        try:
            edit = make()
            outcome = workspace.do(edit, reason)
        except Busy as busy:
            self.app.saving.begin(workspace.version.recorded(edit), partial(self._saved, edit), reason)
            self.app.tell(f"{busy} {WAITING}")
            return False
        except JingdexError as error:
            kept = f" {STAYS}" if isinstance(error, FileError) and self.app.prompt.asking else ""
            self.app.tell(f"{error}{kept}")
            return False
        self.say((*outcome.notices, str(outcome.edit)), inside)
        return True

    def _saved(self, edit: Edit, outcome: Outcome) -> None:
        """Show an edit that was saved in a thread; the line in which it was typed closes."""
        inside = self.app.workspace.version.scenario
        self.app.workspace.take_in(outcome.news, edit)
        self.say((*outcome.notices, str(outcome.edit)), inside)
        if self.app.prompt.asking:
            self.app.prompt.close()

    def undo(self) -> None:
        """Take back the last edit made here, and go there; of a step that holds more than one, ask first."""
        self._again("undo")

    def redo(self) -> None:
        """Do again what was taken back last, and go there; of a step that holds more than one, ask first."""
        self._again("redo")

    def look(self) -> None:
        """Take in what others have done; not while the past is looked at or a large edit is saved."""
        workspace, inside = self.app.workspace, self.app.workspace.version.scenario
        if workspace.version.as_of or self.app.saving.title:
            return
        try:
            news = workspace.look()
        except JingdexError as error:
            self.app.tell(str(error))
            return
        if news:
            self.say(("; ".join(str(entry) for entry in news),), inside)
            self.app.asking.again()

    def _again(self, kind: StepKind) -> None:
        workspace = self.app.workspace
        if self.refuses():
            return
        workspace.session.file.set_patience(AT_ONCE)
        try:
            step = workspace.version.next_step(kind)
        except JingdexError as error:
            self.app.tell(str(error))
            return
        held = large_step(step.edit, workspace.version.base) if step else ""
        if step is None:
            self.app.tell(f"There is nothing to {kind}.")
        elif held:
            self._ask_again(step, f"{ASKED[kind]} {plain(held)}: y/N")
        else:
            self._take(step)

    def _ask_again(self, step: Step, question: str) -> None:
        """Take the step after a yes."""

        def answered(text: str) -> None:
            if is_yes(text):
                self._take(step)
            else:
                self.app.tell(f"Nothing was {DONE[step.kind]}.")

        self.app.asking.ask(question, "", None, answered, previews=False)

    def _take(self, step: Step) -> None:
        """Take a step back or do it again, say what that changed, and go there."""
        workspace, inside = self.app.workspace, self.app.workspace.version.scenario
        try:
            outcome, changed = workspace.take(step)
        except JingdexError as error:
            self.app.tell(str(error))
            return
        line = edit_line(changed, workspace.workbook, workspace.wording)
        self.say((*outcome.notices, f"{DONE[step.kind]}: {line}"), inside)
        go_to_change(self.app, changed)

    def say(self, parts: Sequence[str], inside: str) -> None:
        """Draw what an edit has moved, and say what was done; `inside` is the scenario that was looked at before."""
        is_gone = inside != self.app.workspace.version.scenario
        gone = f" The scenario {inside} is gone: you are in the base." if is_gone else ""
        self.app.message = " · ".join(parts) + gone
        self.app.draw_panes()
        if not self.app.prompt.asking:
            self.app.draw_bars()
            self.app.draw_detail()
