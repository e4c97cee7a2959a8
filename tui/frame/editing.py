"""The one way round: an edit is made and saved, and all that it moves is derived and shown."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from core.derive.derive import derive
from core.errors import JingdexError
from core.scenario.large_step import large_step
from core.scenario.scenario import unrecorded
from core.workbook.edit import Edit
from data.errors import Busy, FileError
from data.session import Outcome, Step
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
        if self.app.read_only or self.app.saving.title:
            self.app.tell(self.app.saving.sentence or self.app.session.file.oddity or LOOKING_ONLY)
            return True
        return False

    def do_slowly(self, make: Callable[[], Edit]) -> None:
        """Make a large edit and save it in a thread; then show what it moves."""
        if self.refuses():
            return
        try:
            edit = self.app.branching.recorded(make())
        except JingdexError as error:
            self.app.tell(str(error))
        else:
            self.app.saving.begin(edit, lambda outcome: self._moved(outcome, str(outcome.edit)))

    def do(self, make: Callable[[], Edit], reason: str = "") -> bool:
        """Make an edit, save it, and show what it moves; whatever is wrong with it is told in one sentence."""
        if self.refuses():
            return False
        self.app.session.file.set_patience(AT_ONCE)
        try:
            edit = self.app.branching.recorded(make())
            outcome = self.app.session.do(edit, reason)
        except Busy as busy:
            self.app.saving.begin(edit, self._saved_late, reason)
            self.app.tell(f"{busy} {WAITING}")
            return False
        except JingdexError as error:
            kept = f" {STAYS}" if isinstance(error, FileError) and self.app.prompt.asking else ""
            self.app.tell(f"{error}{kept}")
            return False
        self._moved(outcome, str(outcome.edit))
        return True

    def _saved_late(self, outcome: Outcome) -> None:
        """Show an edit for which another program had to let go of the file; the line in which it was typed closes."""
        self._moved(outcome, str(outcome.edit))
        if self.app.prompt.asking:
            self.app.prompt.close()

    def undo(self) -> None:
        """Take back the last edit made here, and go there; of a step that holds more than one, ask first."""
        self._again(self.app.session.next_undo, "There is nothing to undo.")

    def redo(self) -> None:
        """Do again what was taken back last, and go there; of a step that holds more than one, ask first."""
        self._again(self.app.session.next_redo, "There is nothing to redo.")

    def look(self) -> None:
        """Take in what others have done; not while the past is looked at or a large edit is saved."""
        if self.app.as_of or self.app.saving.title:
            return
        try:
            news = self.app.session.look()
        except JingdexError as error:
            self.app.tell(str(error))
            return
        if news:
            self.follow("; ".join(str(entry) for entry in news))
            self.app.asking.again()

    def _again(self, find: Callable[[Callable[[Edit], bool]], Step | None], nothing: str) -> None:
        if self.refuses():
            return
        self.app.session.file.set_patience(AT_ONCE)
        try:
            step = find(self.app.branching.is_own)
        except JingdexError as error:
            self.app.tell(str(error))
            return
        held = large_step(step.edit, self.app.base) if step else ""
        if step is None:
            self.app.tell(nothing)
        elif held:
            self._ask_again(step, f"{ASKED[step.kind]} {plain(held)}: y/N")
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
        try:
            outcome = self.app.session.take(step)
        except JingdexError as error:
            self.app.tell(str(error))
            return
        changed = unrecorded(self.app.base, outcome.edit)
        self._moved(outcome, f"{DONE[step.kind]}: {edit_line(changed, self.app.workbook, self.app.wording)}")
        go_to_change(self.app, changed)

    def _moved(self, outcome: Outcome, message: str) -> None:
        self.follow(" · ".join((*outcome.notices, message)))

    def follow(self, message: str) -> None:
        """Derive anew, light what has moved, and say what was done."""
        inside = self.app.branching.code
        self.app.highlight_since, self.app.workbook = self.app.derived, self.app.branching.seen()
        self.app.derived = derive(self.app.workbook, self.app.derived)
        if self.app.method not in self.app.workbook.methods:
            self.app.method = next(iter(self.app.workbook.methods), "")
        self.app.asking.preview = None
        gone = f" The scenario {inside} is gone: you are in the base." if inside != self.app.branching.code else ""
        self.app.message = message + gone
        self.app.draw_panes()
        if not self.app.prompt.asking:
            self.app.draw_bars()
            self.app.draw_detail()
