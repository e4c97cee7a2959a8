"""A session: one person at one workbook, shared by the screen and the command line."""

from collections.abc import Callable
from typing import Literal, Self, TypeAlias

from core.errors import Conflict
from core.frozen import frozen
from core.workbook.edit import Edit
from core.workbook.history import redoable, undoable
from core.workbook.signed import signed
from core.workbook.workbook import Workbook
from data.author import author_name
from data.store import Closing, Store
from data.stores import Place, open_store
from data.trail import Committed, TrailEntry, refusal

StepKind: TypeAlias = Literal["undo", "redo"]


@frozen
class Outcome:
    """The result of an edit: its number and time in the trail, the edit, and who changed the same just before."""

    number: int
    time: str
    edit: Edit
    overtaken: tuple[TrailEntry, ...] = ()


@frozen
class Step:
    """An edit of the trail, by its number, that can be undone or redone."""

    kind: StepKind
    number: int
    edit: Edit


class Session(Closing):
    """The file, its present workbook, and the author.

    An edit is applied at once; the edits of others before it are applied at the next look.
    """

    def __init__(self, file: Store, author: str) -> None:
        """Use `open` instead."""
        self.file = file
        self.author = author
        self.workbook = file.workbook()
        self.saved = file.newest().time
        self._own = 0
        self._unread: list[TrailEntry] = []
        self._unsaid: list[TrailEntry] = []

    @classmethod
    def open(cls, path: Place, *, read_only: bool = False, author: str | None = None) -> Self:
        """A session on the workbook at a path. Raises FileError."""
        file = open_store(path, read_only=read_only)
        try:
            return cls(file, author or author_name())
        except BaseException:
            file.close()
            raise

    def close(self) -> None:
        """Close the file; there is nothing to save."""
        self.file.close()

    def do(self, edit: Edit, reason: str = "", tried: Workbook | None = None) -> Outcome:
        """Save an edit and apply it to the workbook. Raises FileError.

        `tried` is the workbook after the edit, where it is known.
        """
        return self._outcome(self.file.commit(edit, self.author, reason), tried)

    def undo(self, wanted: Callable[[Edit], bool] = lambda _: True) -> Outcome | None:
        """Undo this author's newest edit in force; null without one. Raises Conflict, FileError.

        Edits that are not wanted are skipped.
        """
        step = self.next_step("undo", wanted)
        return self.take(step) if step else None

    def redo(self, wanted: Callable[[Edit], bool] = lambda _: True) -> Outcome | None:
        """Redo this author's last undone edit; null without one. Raises Conflict, FileError."""
        step = self.next_step("redo", wanted)
        return self.take(step) if step else None

    def next_step(self, kind: StepKind, wanted: Callable[[Edit], bool] = lambda _: True) -> Step | None:
        """The edit that `undo` would undo, or `redo` redo, after the edits of others. Raises FileError."""
        self._follow()
        numbers = (undoable if kind == "undo" else redoable)(self.file.steps_of(self.author))
        steps = (Step(kind, number, self.file.edit(number)) for number in numbers)
        return next((step for step in steps if wanted(step.edit)), None)

    def take(self, step: Step) -> Outcome:
        """Undo a step, or redo it. Raises Conflict where the same cell was changed since, FileError."""
        self._follow()
        edit = step.edit.inverse() if step.kind == "undo" else step.edit
        self._meet(edit, step.number, step.kind)
        return self._outcome(self.file.commit(edit, self.author, kind=step.kind, of=step.number))

    def look(self) -> tuple[TrailEntry, ...]:
        """Apply the edits of others, and return them. Raises FileError."""
        self._follow()
        news, self._unsaid = tuple(self._unsaid), []
        return news

    def _outcome(self, done: Committed, tried: Workbook | None = None) -> Outcome:
        self._unread += done.news
        self._own, self.saved = done.number, done.time
        self.workbook = signed(tried, done.edit) if tried else done.edit.apply(self.workbook)
        return Outcome(done.number, done.time, done.edit, done.overtaken)

    def _follow(self) -> None:
        """Apply the edits of others, and then once more the later ones of this session. Raises FileError."""
        self._unread += self.file.news()
        if self._unread:
            first, last = self._unread[0].number, self._unread[-1]
            self.workbook = self.file.caught_up(self.workbook, first, max(last.number, self._own))
            self.saved = max(last.time, self.saved)
            self._unsaid += self._unread
            self._unread = []

    def _meet(self, edit: Edit, number: int, kind: str) -> None:
        if not edit.meets(self.workbook):
            since = self.file.touching(edit, number)
            raise Conflict(refusal(kind, [entry for entry in since if entry.author != self.author]))
