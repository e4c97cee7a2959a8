"""A workbook in a store: append-only edits, each permanent before it counts as saved."""

import sqlite3
from abc import abstractmethod
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from operator import attrgetter
from types import TracebackType
from typing import Any, Self

from core.errors import BadEntry, BadFigure, Conflict
from core.releases import releases
from core.words import gettext
from core.workbook.edit import Edit
from core.workbook.workbook import Workbook
from data.clock import Clock, moment_of
from data.errors import LOOKING, MOVED, FileError
from data.rows import Row, add_rows, rebased, touched, workbook_from
from data.seal import ADD_SEAL, START, newest_seal, seal_all, seal_of
from data.sql import Connection
from data.trail import Committed, Kind, TrailEntry, refusal
from data.trail_reader import TrailReader, add_all_rows

LOOK_EVERY = 1.5
SINCE = (
    "SELECT number, time, author, reason, title, kind, of, hash FROM edit LEFT JOIN seal ON seal.edit = edit.number "
    "WHERE number >= ? ORDER BY number"
)
ADD_STEP = "INSERT INTO edit (number, time, author, reason, title, kind, of) VALUES (?, ?, ?, ?, ?, ?, ?)"
STEP = attrgetter("number", "time", "author", "reason", "title", "kind", "of")


class Closing:
    """An object that a `with` statement closes at its end."""

    @abstractmethod
    def close(self) -> None:
        """Close it."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


class Store(TrailReader, Closing):
    """One process's handle on a workbook; one thread at a time uses it.

    `name` is the workbook's short name. `oddity` says why it is read-only, `damaged` names the rows that are left out,
    and every `look_every` seconds a screen asks for news.
    """

    name: str
    oddity: str = ""
    damaged: tuple[str, ...] = ()
    look_every: float = LOOK_EVERY
    is_writable: bool
    _clock: Clock
    _newest: int

    @classmethod
    def create(cls, place: Any, edit: Edit, author: str, time: str = "", reason: str = "") -> Self:  # noqa: ANN401 - a path or an address
        """Make a new workbook with this first edit, at this time or now. Raises FileError."""
        step = TrailEntry(1, time or Clock().now(), author, reason, str(edit))
        return cls._new(place, lambda connection: add_edit(connection, edit, step, stamp=True))

    @classmethod
    def restore(cls, place: Any, rows: Mapping[str, Sequence[Row]]) -> Self:  # noqa: ANN401 - as above
        """Make a new workbook of the rows from `rows`, by table. Raises FileError where they are not a workbook."""

        def fill(connection: Connection) -> None:
            add_all_rows(connection, rows)
            seal_all(connection)
            workbook_from(connection)

        try:
            return cls._new(place, fill)
        except (sqlite3.Error, BadFigure, BadEntry) as error:
            raise FileError("The trail makes no workbook ({error}): export the folder again.", error=error) from error

    @classmethod
    @abstractmethod
    def _new(cls, place: Any, fill: Callable[[Any], object]) -> Self:  # noqa: ANN401 - as above
        """Make a new workbook whose content `fill` writes in one transaction, and open it. Raises FileError."""

    @classmethod
    @abstractmethod
    def open(cls, place: Any, *, read_only: bool = False) -> Self:  # noqa: ANN401 - as above
        """Open a workbook, read-only where it cannot be written. Raises FileError."""

    @abstractmethod
    def _writing(self) -> AbstractContextManager[None]:
        """A transaction with the only write access, permanent when it ends; raises FileError, Busy."""

    @abstractmethod
    def news(self) -> list[TrailEntry]:
        """The edits of others since the last call on this handle; nearly free without any.

        Raises FileError where the workbook no longer exists, or was replaced by one with fewer edits.
        """

    @abstractmethod
    def set_patience(self, seconds: float) -> None:
        """Wait at most this long for another program that writes."""

    def workbook(self, as_of: str | None = None) -> Workbook:
        """The present workbook, or that at a moment. Raises FileError, BadMoment.

        After an @ stands the date of a release (`@2024-03`): later releases are left out.
        """
        until, release = moment_of(as_of)
        workbook = self._read(until)
        return releases.released_by(workbook, release) if release else workbook

    def _read(self, until: str | None) -> Workbook:
        with self._reading():
            return workbook_from(self._connection, until)

    def commit(
        self, edit: Edit, author: str, reason: str = "", *, kind: Kind = "edit", of: int | None = None
    ) -> Committed:
        """Save an edit permanently; as an undo or a redo of the edit of a number it keeps the authors of the figures.

        Raises FileError where it cannot be written, and Conflict where another person has changed a cell of an undo or
        a redo; the workbook is then as before.
        """
        if not self.is_writable:
            raise FileError(self._unwritable())
        with self._writing():
            rows = self._connection.execute(SINCE, (self._newest,))
            touching = touched(self._connection, edit, self._newest)
            (last, seal), news = self._last(rows.fetchall())
            overtaken = [step for step in news if step.number in touching]
            if overtaken and kind != "edit":
                raise Conflict(refusal(kind, overtaken))
            present = rebased(self._connection, edit) if overtaken else edit
            time = self._clock.now(last.time)
            step = TrailEntry(last.number + 1, time, author, reason, str(present), kind, of)
            stamped = add_edit(self._connection, present, step, seal, stamp=kind == "edit")
        self._newest = step.number
        return Committed(step.number, step.time, stamped, tuple(news), tuple(overtaken))

    def _last(self, rows: Sequence[Row]) -> tuple[tuple[TrailEntry, str], list[TrailEntry]]:
        """The last step and the newest seal, and the news, by rows of SINCE. Raises FileError."""
        if not rows:
            raise FileError(MOVED, path=self.place)
        steps = [TrailEntry(*row[:-1]) for row in rows]
        seal = rows[-1][-1]  # a step whose seal is gone stays without, so that it can be found
        return (steps[-1], newest_seal(self._connection) if seal is None else seal), steps[1:]

    def _unwritable(self) -> str:
        """The error of a read-only workbook."""
        return self.oddity or gettext(LOOKING, path=self.place)


def add_edit(connection: Connection, edit: Edit, step: TrailEntry, seal: str = START, *, stamp: bool) -> Edit:
    """Write an edit, its rows and its seal after the seal before; with author and time on request."""
    stamped = edit.stamped(step.author, step.time) if stamp else edit
    row = STEP(step)
    connection.execute(ADD_STEP, row)
    rows = add_rows(connection, step.number, stamped)
    connection.execute(ADD_SEAL, (step.number, seal_of(seal, row, rows)))
    return stamped
