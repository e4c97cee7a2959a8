"""The one way round: an edit is made and saved, and all that it moves is derived and shown."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from core.derive.derive import derive
from core.errors import JingdexError
from core.workbook.edit import Edit
from data.errors import Busy
from data.session import Outcome

if TYPE_CHECKING:
    from tui.app import Jingdex

AT_ONCE = 0.1
"""Seconds for which the screen waits for another program that holds the file before it says so."""

WAITING = "It is waited for, and what was typed is saved as soon as the file is free."
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
            self.app.tell(str(error))
            return False
        self._moved(outcome, str(outcome.edit))
        return True

    def _saved_late(self, outcome: Outcome) -> None:
        """Show an edit for which another program had to let go of the file; the line in which it was typed closes."""
        self._moved(outcome, str(outcome.edit))
        if self.app.prompt.asking:
            self.app.prompt.close()

    def undo(self) -> None:
        """Undo."""
        self._again(partial(self.app.session.undo, self.app.branching.is_own), "undone", "There is nothing to undo.")

    def redo(self) -> None:
        """Redo."""
        self._again(partial(self.app.session.redo, self.app.branching.is_own), "redone", "There is nothing to redo.")

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

    def _again(self, step: Callable[[], Outcome | None], word: str, nothing: str) -> None:
        if self.refuses():
            return
        self.app.session.file.set_patience(AT_ONCE)
        try:
            outcome = step()
        except JingdexError as error:
            self.app.tell(str(error))
            return
        if outcome is None:
            self.app.tell(nothing)
        else:
            self._moved(outcome, f"{word}: {outcome.edit}")

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
