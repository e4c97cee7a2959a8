"""Saving what takes long: in a thread, while nothing else can be changed and everything can be looked at."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from core.errors import JingdexError
from core.workbook.edit import Edit
from data.opening import PATIENCE
from data.session import Outcome

if TYPE_CHECKING:
    from tui.app import Jingdex


class Saving:
    """At most one edit of one app that is being saved; `title` says which."""

    def __init__(self, app: "Jingdex") -> None:
        self.app = app
        self.title = ""

    @property
    def sentence(self) -> str:
        """What is told meanwhile; nothing where nothing is being saved."""
        return f"{self.title} is being saved: wait a moment." if self.title else ""

    def begin(self, edit: Edit, done: Callable[[Outcome], None], reason: str = "") -> None:
        """Save an edit; `done` is called on the screen with what came of it."""
        self.title = str(edit)
        self.app.tell(f"saving {self.title} …")
        work = partial(self._work, edit, done, reason)
        self.app.run_worker(work, thread=True, group="saving", name="saving")

    def _work(self, edit: Edit, done: Callable[[Outcome], None], reason: str) -> None:
        self.app.workspace.session.file.set_patience(PATIENCE)
        try:
            outcome = self.app.workspace.session.do(edit, reason)
        except JingdexError as error:
            self.app.call_from_thread(self._ended, str(error))
        else:
            self.app.call_from_thread(self._ended, "", partial(done, outcome))

    def _ended(self, problem: str, then: Callable[[], None] | None = None) -> None:
        self.title = ""
        if then:
            then()
        else:
            self.app.tell(problem)
        self.app.keyboard.release()
