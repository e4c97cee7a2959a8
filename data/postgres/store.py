"""A workbook on a server: the tables of a workbook file in a schema, with the news that the server sends."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import astuple
from time import monotonic
from typing import Self
from uuid import uuid4

from core.errors import BadEntry, BadFigure
from core.words import gettext, marked
from core.workbook.edit import Edit, SetFigures, single_edits
from data.clock import Clock
from data.errors import MOVED, FileError
from data.postgres.address import Address
from data.postgres.connection import PATIENCE, READER, Lost, ServerConnection, as_server_error, quoted
from data.postgres.schema import CHANNEL, bring_up, hold, migrate, milliseconds
from data.rows import entry_rows, figure_rows
from data.seal import LINE
from data.store import Store
from data.trail import Committed, Kind, TrailEntry
from data.trail_reader import last_number, steps_after

APPEND = "SELECT number, time, author, reason, title, kind, of FROM append_edit(?, ?, ?, ?, ?, ?, ?)"
LOOK = "BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY"
ODD = marked("{place} holds what no edit writes: see `jingdex verify {place}`, or restore it from a backup.")
UNMADE = marked("You may not make {place}: ask the owner of the database for the right (GRANT CREATE ON DATABASE).")
ATTEMPTS = 3
"""How often an edit is tried when the connection is lost."""
QUICKLY = 2
"""Seconds to wait for a lost server, while the screen stands still."""
LINGER = 2.0
"""Seconds of repeated looks after a notification, as others may have come before the listening began."""
AGAIN = 3.0
"""Seconds between two attempts to reach a lost server."""


class ServerWorkbook(Store):
    """A workbook in a schema of a PostgreSQL database."""

    _connection: ServerConnection
    look_every = 0.25

    def __init__(self, connection: ServerConnection, *, writable: bool) -> None:
        """Use `open` or `create` instead."""
        self.address = connection.address
        self.place, self.name = str(self.address), self.address.name
        self.is_writable = writable
        self._connection = connection
        self._clock = Clock()
        self._patience = float(PATIENCE)
        self._token = ""
        self._unsure: tuple[str, Edit] | None = None
        self._tried, self._last_notice = 0.0, monotonic()
        self._failed: FileError | None = None
        with as_server_error(self.address):
            self._newest = last_number(connection)

    @classmethod
    def _new(cls, address: Address, fill: Callable[[ServerConnection], object]) -> Self:
        connection, schema = ServerConnection(address), quoted(address.name)
        try:
            with as_server_error(address):
                if not connection.value("SELECT has_database_privilege(current_database(), 'CREATE')"):
                    raise FileError(UNMADE, place=address)
            with as_server_error(address), connection.transaction("BEGIN"):
                connection.execute(f"CREATE SCHEMA {schema}")
                migrate(connection, schema, 0)
                fill(connection)
        finally:
            connection.close()
        return cls.open(address)

    @classmethod
    def open(cls, address: Address, *, read_only: bool = False) -> Self:
        """Open a workbook, read-only without the right to edit it. Raises FileError."""
        connection = ServerConnection(address)
        try:
            with as_server_error(address):
                bring_up(connection)
                writable = connection.value("SELECT has_table_privilege('edit', 'INSERT')")
                connection.execute(f"LISTEN {CHANNEL}")
            store = cls(connection, writable=bool(writable) and not read_only)
        except BaseException:
            connection.close()
            raise
        store.oddity = "" if writable else gettext(READER, place=address)
        return store

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()

    def set_patience(self, seconds: float) -> None:
        """Wait at most this long for another program that writes."""
        self._patience = seconds

    def news(self) -> list[TrailEntry]:
        """As of every store; a lost connection is made again, and everything new is then news."""
        if self._connection.raw.closed:
            self._reconnect()
        elif not self._is_notified():
            return []
        with as_server_error(self.address):
            steps = steps_after(self._connection, self._newest - 1)
        if not steps or steps[0].number != self._newest:
            raise FileError(MOVED, path=self.place)
        self._newest = steps[-1].number
        return steps[1:]

    def _is_notified(self) -> bool:
        """Whether the server sent a notification a moment ago: it sends none for the edits that follow soon."""
        with as_server_error(self.address):
            names = [notice.payload for notice in self._connection.raw.notifies(timeout=0)]
        if self.address.name in names:
            self._last_notice = monotonic()
        return monotonic() - self._last_notice < LINGER

    def commit(
        self, edit: Edit, author: str, reason: str = "", *, kind: Kind = "edit", of: int | None = None
    ) -> Committed:
        """As of every store. Where the connection is lost meanwhile, the server says whether it has the edit.

        Where it cannot, it says so before the next edit, so that the same edit is not saved twice.
        """
        kept = self._settled(edit)
        if kept:
            return kept
        self._token = uuid4().hex
        left = ATTEMPTS
        while True:
            try:
                kept = self._append(edit, author, reason, kind, of) if self.is_writable else None
                return kept or super().commit(edit, author, reason, kind=kind, of=of)
            except Lost:
                self._unsure = self._token, edit
                left -= 1
                if not left:
                    raise
            kept = self._settled(edit)
            if kept:
                return kept

    def _append(self, edit: Edit, author: str, reason: str, kind: Kind, of: int | None) -> Committed | None:
        """The edit, saved in one round trip; null where it must be compared with those of others first."""
        step = TrailEntry(0, self._clock.now(), author, reason, str(edit), kind, of)
        stamped = edit.stamped(author, step.time) if kind == "edit" else edit
        with as_server_error(self.address):
            steps = append(self._connection, stamped, step, self._newest, self._patience, self._token)
        if not steps:
            return None
        *news, own = steps
        self._newest = own.number
        stamped = edit.stamped(author, own.time) if kind == "edit" else edit
        return Committed(own.number, own.time, stamped, tuple(news))

    def _settled(self, edit: Edit) -> Committed | None:
        """The edit as it was saved, where it is the one with an unknown outcome; the outcome is known afterwards."""
        if self._connection.raw.closed:
            self._reconnect()
        if self._unsure is None:
            return None
        token, unsure = self._unsure
        with self._writing():  # after whatever the lost connection may still have been writing
            cursor = self._connection.execute("SELECT number FROM edit WHERE token = ?", (token,))
            steps = steps_after(self._connection, self._newest)
            number = (cursor.fetchone() or (0,))[0]
        kept = None
        if number and unsure == edit:
            *news, own = (step for step in steps if step.number <= number)
            kept = Committed(number, own.time, self.edit(number), tuple(news))
            self._newest = number
        self._unsure = None
        return kept

    def _reconnect(self) -> None:
        """Connect again, but not at every look. Raises FileError."""
        if self._failed and monotonic() - self._tried < AGAIN:
            raise self._failed.with_traceback(None)
        self._tried = monotonic()
        try:
            fresh = ServerConnection(self.address, QUICKLY)
        except FileError as error:
            self._failed = error
            raise
        with as_server_error(self.address):
            fresh.execute(f"LISTEN {CHANNEL}")
        self._connection.close()
        self._connection = fresh
        self._failed, self._last_notice = None, monotonic()

    @contextmanager
    def _reading(self, *, settled: bool = False) -> Iterator[None]:
        with as_server_error(self.address):
            try:
                with nullcontext() if settled else self._connection.transaction(LOOK):
                    yield
            except (BadFigure, BadEntry) as error:
                raise FileError(ODD, place=self.place) from error

    @contextmanager
    def _writing(self) -> Iterator[None]:
        with as_server_error(self.address), self._connection.transaction("BEGIN"):
            hold(self._connection, self._patience, self._token)
            yield


def append(
    connection: ServerConnection, edit: Edit, step: TrailEntry, after: int, patience: float, token: str
) -> list[TrailEntry]:
    """Save an edit of single cells in one round trip, and read all steps after `after`; the last of them is this edit.

    `step` is its step of the trail, except for the number and, where others were later, the time. The list is empty,
    and nothing is saved, where the edit or one of the others changes more than single cells.
    """
    singles = list(single_edits(edit))
    if any(isinstance(single, SetFigures) for single in singles):
        return []
    line = LINE.encode(astuple(step)[2:])[1:]
    rows = [[LINE.encode(row) for row in cells] for cells in (figure_rows(singles), entry_rows(singles))]
    steps = connection.execute(APPEND, (after, milliseconds(patience), token, step.time, line, *rows))
    return [TrailEntry(*row) for row in steps]
