"""The workbook file: append-only edits in SQLite, each on the disk before it counts as saved."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Self

from core.errors import BadEntry, BadFigure
from core.words import gettext
from core.workbook.workbook import Workbook
from data.clock import Clock
from data.creation import identity_of, made_whole
from data.damaged_rows import leave_out_damaged, listed
from data.errors import MOVED, ODD_ROWS, ODD_RULES, UNWRITABLE, FileError, as_file_error
from data.opening import connection_to, is_writable, opened
from data.schema import APPLICATION_ID, migrate, transaction
from data.shape import foreign_rules, has_damaged_rows
from data.store import Store
from data.trail import TrailEntry
from data.trail_reader import last_number, steps_after


class WorkbookFile(Store):
    """A workbook in a file of SQLite."""

    _connection: sqlite3.Connection

    def __init__(self, path: Path, connection: sqlite3.Connection, *, writable: bool) -> None:
        """Use `open` or `create` instead."""
        self.path = path
        self.place, self.name = str(path), path.name
        self.is_writable = writable
        self._connection = connection
        self._clock = Clock()
        self._patience = 0.0
        self._identity = identity_of(path)
        self._version = self._data_version()
        self._newest = last_number(connection)

    @classmethod
    def _new(cls, path: Path, fill: Callable[[sqlite3.Connection], object]) -> Self:
        def build(beside: Path) -> None:
            connection = connection_to(beside, "rwc")
            try:
                connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
                migrate(connection)
                with transaction(connection, "IMMEDIATE"):
                    fill(connection)
            finally:
                connection.close()

        with as_file_error(path, making=True):
            made_whole(path, build)
        return cls.open(path)

    @classmethod
    def open(cls, path: Path, *, read_only: bool = False) -> Self:
        """Open a file; one that cannot be written is opened read-only. Raises FileError."""
        writable = not read_only and is_writable(path)
        connection = opened(path, writable=writable)
        try:
            with as_file_error(path, reading=True):
                rule = next(iter(foreign_rules(connection)), "")
                file = cls(path, connection, writable=writable and not rule)
                file.oddity = gettext(ODD_RULES, path=path, odd=rule) if rule else ""
                if has_damaged_rows(connection):
                    file._leave_out_damaged()
        except BaseException:
            connection.close()
            raise
        return file

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def _read(self, until: str | None) -> Workbook:
        try:
            return super()._read(until)
        except FileError as error:
            if self.damaged or not isinstance(error.__cause__, BadFigure | BadEntry):
                raise
            with as_file_error(self.path, reading=True):
                self._leave_out_damaged()
            return super()._read(until)

    def _leave_out_damaged(self) -> None:
        """Become read-only, without the damaged rows."""
        self.damaged = tuple(leave_out_damaged(self._connection))
        self.oddity = gettext(ODD_ROWS, path=self.path, rows=listed(self.damaged))
        self.is_writable = False

    def _unwritable(self) -> str:
        return super()._unwritable() if self.oddity or is_writable(self.path) else UNWRITABLE.format(path=self.path)

    def set_patience(self, seconds: float) -> None:
        """Wait at most this long for another program that holds the file."""
        if seconds != self._patience:
            self._connection.execute(f"PRAGMA busy_timeout = {round(1000 * seconds)}")
            self._patience = seconds

    def news(self) -> list[TrailEntry]:
        """As of every store; the file at the path must still be this one."""
        if identity_of(self.path) != self._identity:
            raise FileError(MOVED, path=self.path)
        with as_file_error(self.path, reading=True):
            version = self._data_version()
            if version == self._version:
                return []
            if last_number(self._connection) < self._newest:
                raise FileError(MOVED, path=self.path)
            news = steps_after(self._connection, self._newest)
        self._version = version
        self._newest = news[-1].number if news else self._newest
        return news

    def _data_version(self) -> int:
        return int(self._connection.execute("PRAGMA data_version").fetchone()[0])

    @contextmanager
    def _reading(self, *, settled: bool = False) -> Iterator[None]:  # noqa: ARG002 - one moment costs nothing here
        with as_file_error(self.path, reading=True), transaction(self._connection, "DEFERRED"):
            yield

    @contextmanager
    def _writing(self) -> Iterator[None]:
        with as_file_error(self.path), transaction(self._connection, "IMMEDIATE"):
            yield
