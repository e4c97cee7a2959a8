"""The one way round: an edit is made and saved, and all that it moves is derived and shown."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from core.errors import JingdexError
from core.workbook.edit import Edit
from data.errors import Busy, FileError
from data.session import Outcome

if TYPE_CHECKING:
    from tui.app import Jingdex

AT_ONCE = 0.1
"""Seconds for which the screen waits for another program that holds the file before it says so."""

WAITING = "It is waited for, and what was typed is saved as soon as the file is free."
STAYS = "What is typed stays in the line: Enter tries again, ^c copies it."
LOOKING_ONLY = "This workbook is open for looking only: nothing can be changed."


class Editing:
    """The edits of one app, and what others have done to its workbook meanwhile."""

    def __init__(self, app: "Jingdex") -> None:
        self.app = app
        self._trouble = ""

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
            self.app.tell(self._sentence(error))
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

    def look(self) -> None:
        """Take in what others have done; not while the past is looked at or a large edit is saved."""
        workspace, inside = self.app.workspace, self.app.workspace.version.scenario
        if workspace.version.as_of or self.app.saving.title:
            return
        try:
            news = workspace.look()
        except JingdexError as error:
            self._say_trouble(error)
            return
        self._trouble = ""
        if news:
            self.say(("; ".join(str(entry) for entry in news),), inside)
            self.app.asking.again()

    def _say_trouble(self, error: JingdexError) -> None:
        """Say once why the file cannot be looked at."""
        if str(error) != self._trouble:
            self._trouble = str(error)
            self.app.tell(self._sentence(error))

    def _sentence(self, error: JingdexError) -> str:
        """What is wrong, and, where something is typed that cannot be saved, that it stays."""
        return f"{error} {STAYS}" if isinstance(error, FileError) and self.app.prompt.asking else str(error)

    def say(self, parts: Sequence[str], inside: str) -> None:
        """Draw what an edit has moved, and say what was done; `inside` is the scenario that was looked at before."""
        is_gone = inside != self.app.workspace.version.scenario
        gone = f" The scenario {inside} is gone: you are in the base." if is_gone else ""
        self.app.message = " · ".join(parts) + gone
        self.app.draw_panes()
        if not self.app.prompt.asking:
            self.app.draw_bars()
            self.app.draw_detail()
