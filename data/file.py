"""The workbook file: append-only edits in SQLite, each on the disk before it counts as saved."""

import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

from core.errors import BadEntry, BadFigure, Conflict
from core.releases.releases import released_by
from core.workbook.edit import Edit
from core.workbook.workbook import Workbook
from data.clock import Clock, moment_of
from data.creation import identity_of, made_whole
from data.damaged_rows import leave_out_damaged, listed
from data.errors import LOOKING, MOVED, ODD_ROWS, ODD_RULES, UNWRITABLE, FileError, as_file_error
from data.opening import connection_to, is_writable, opened
from data.rows import COLUMNS as FIGURE_COLUMNS
from data.rows import Row, add_rows, edit_from, rebased, touched, workbook_from
from data.schema import APPLICATION_ID, migrate
from data.seal import newest_seal, seal_all, seal_edit
from data.shape import KEYS, damaged_rows, foreign_rules
from data.trail import Committed, TrailEntry, refusal

ROW_COLUMNS: dict[str, tuple[str, ...]] = {
    "edit": ("number", "time", "author", "reason", "title", "kind", "of"),
    "figure": ("edit", "removed", *FIGURE_COLUMNS),
    "entry": ("edit", "table_name", "key", "fields"),
    "block": ("edit", "part", "side", "first", "last", "figures", "hash"),
}
"""The tables that hold all that was ever done, and their columns."""

NO_NUMBER = 2**63 - 1  # above the number of every edit
AT_ONCE = 32
"""So many steps of an author are read at once."""
TRAIL = "SELECT number, time, author, reason, title, kind, of FROM edit"


class WorkbookFile:
    """One process's handle on a workbook file; one thread at a time uses it."""

    def __init__(self, path: Path, connection: sqlite3.Connection, *, writable: bool) -> None:
        """Use `open` or `create` instead."""
        self.path = path
        self.is_writable = writable
        self.oddity = ""
        self.damaged: tuple[str, ...] = ()
        self._connection = connection
        self._clock = Clock()
        self._identity = identity_of(path)
        self._version = self._data_version()
        self._newest = self._last()

    @classmethod
    def create(cls, path: Path, edit: Edit, author: str, time: str = "", reason: str = "") -> Self:
        """Make a new file whose first edit is this one, at this time or now. Raises FileError."""

        def fill(connection: sqlite3.Connection) -> None:
            _add(connection, edit, TrailEntry(1, time or Clock().now(), author, reason, str(edit)), stamp=True)

        return cls._made(path, fill)

    @classmethod
    def restore(cls, path: Path, rows: Mapping[str, Sequence[Row]]) -> Self:
        """Make a new file of the rows that `rows` gave, by table. Raises FileError where they make no workbook."""

        def fill(connection: sqlite3.Connection) -> None:
            for table, lines in rows.items():
                for line in lines:
                    columns = ", ".join(ROW_COLUMNS[table])
                    marks = ", ".join("?" * len(line))
                    connection.execute(f"INSERT INTO {table} ({columns}) VALUES ({marks})", line)  # noqa: S608 - our own names
            seal_all(connection)
            workbook_from(connection)
            if not connection.execute("SELECT count(*) FROM edit").fetchone()[0]:
                raise FileError("The trail has no edit: export the folder anew.")

        try:
            return cls._made(path, fill)
        except (sqlite3.Error, BadFigure, BadEntry) as error:
            raise FileError(f"The trail makes no workbook ({error}): export the folder anew.") from error

    @classmethod
    def _made(cls, path: Path, fill: Callable[[sqlite3.Connection], None]) -> Self:
        def build(beside: Path) -> None:
            connection = connection_to(beside, "rwc")
            try:
                connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
                migrate(connection)
                with _transaction(connection):
                    fill(connection)
            finally:
                connection.close()

        with as_file_error(path, making=True):
            made_whole(path, build)
        return cls.open(path)

    @classmethod
    def open(cls, path: Path, *, read_only: bool = False) -> Self:
        """Open a file; one that cannot be written is opened for looking. Raises FileError."""
        writable = not read_only and is_writable(path)
        connection = opened(path, writable=writable)
        try:
            with as_file_error(path, reading=True):
                rule = next(iter(foreign_rules(connection)), "")
                file = cls(path, connection, writable=writable and not rule)
                file.oddity = ODD_RULES.format(path=path, odd=rule) if rule else ""
                if next(damaged_rows(connection), ""):
                    file._leave_out_damaged()
        except BaseException:
            connection.close()
            raise
        return file

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def workbook(self, as_of: str | None = None) -> Workbook:
        """The workbook as it is now, or as of a moment that a person names. Raises FileError, BadMoment.

        After an @ stands the date of a release (`@2024-03`): what was released later is left out.
        """
        until, release = moment_of(as_of)
        with as_file_error(self.path, reading=True):
            try:
                workbook = self._read(until)
            except (BadFigure, BadEntry):
                if self.damaged:
                    raise
                self._leave_out_damaged()
                workbook = self._read(until)
        return released_by(workbook, release) if release else workbook

    def _read(self, until: str | None) -> Workbook:
        with _transaction(self._connection, "DEFERRED"):
            return workbook_from(self._connection, until)

    def _leave_out_damaged(self) -> None:
        """From now on look only, at the rows that are not damaged."""
        self.damaged = tuple(leave_out_damaged(self._connection))
        self.oddity = ODD_ROWS.format(path=self.path, rows=listed(self.damaged))
        self.is_writable = False

    def rows(self, table: str) -> list[Row]:
        """Every row of one of the tables of ROW_COLUMNS, in the order in which they came. Raises FileError."""
        with as_file_error(self.path, reading=True):
            columns = ", ".join(ROW_COLUMNS[table])
            query = f"SELECT {columns} FROM {table} ORDER BY {KEYS[table]}"  # noqa: S608 - our own names
            return list(self._connection.execute(query))

    def commit(
        self, edit: Edit, author: str, reason: str = "", *, undoes: int | None = None, redoes: int | None = None
    ) -> Committed:
        """Put an edit on the disk; as an undo or a redo it keeps the names of those who gave the figures.

        Raises FileError when it cannot be written, and Conflict when another has changed a cell that an undo or a redo
        is about; the file is then as before.
        """
        if not self.is_writable:
            raise FileError(self.oddity or (LOOKING if is_writable(self.path) else UNWRITABLE).format(path=self.path))
        kind = "undo" if undoes else "redo" if redoes else "edit"
        with as_file_error(self.path), _transaction(self._connection):
            news = self._after(self._newest)
            overtaken = self._touching(edit, self._newest) if news else []
            if overtaken and kind != "edit":
                raise Conflict(refusal(kind, overtaken))
            present = rebased(self._connection, edit) if overtaken else edit
            last = self._step(self._last())
            time = self._clock.now(last.time)
            step = TrailEntry(last.number + 1, time, author, reason, str(present), kind, undoes or redoes)
            stamped = _add(self._connection, present, step, stamp=kind == "edit")
        self._newest = step.number
        return Committed(step.number, step.time, stamped, tuple(news), tuple(overtaken))

    def set_patience(self, seconds: float) -> None:
        """Wait at most so long for another program that holds the file."""
        self._connection.execute(f"PRAGMA busy_timeout = {round(1000 * seconds)}")

    def news(self) -> list[TrailEntry]:
        """What others have done since this handle last looked; nearly free when that is nothing.

        Raises FileError where another file, or none, stands at the path by now, or one with fewer edits.
        """
        if identity_of(self.path) != self._identity:
            raise FileError(MOVED.format(path=self.path))
        with as_file_error(self.path, reading=True):
            here = self._data_version()
            if here == self._version:
                return []
            if self._last() < self._newest:
                raise FileError(MOVED.format(path=self.path))
            news = self._after(self._newest)
        self._version = here
        self._newest = news[-1].number if news else self._newest
        return news

    def seal(self, number: int | None = None) -> str:
        """The newest seal, or that of an edit: it stands for everything that was done up to it. Raises FileError."""
        with as_file_error(self.path, reading=True):
            return newest_seal(self._connection, number)

    def trail(self, after: int = 0) -> list[TrailEntry]:
        """The steps after this number, oldest first."""
        with as_file_error(self.path, reading=True):
            return self._after(after)

    def numbers(self) -> Sequence[int]:
        """The numbers of all steps, the newest first."""
        with as_file_error(self.path, reading=True):
            count, last = self._connection.execute("SELECT count(*), max(number) FROM edit").fetchone()
            if count == last:
                return range(last, 0, -1)
            return [one for (one,) in self._connection.execute("SELECT number FROM edit ORDER BY number DESC")]

    def steps(self, first: int, last: int) -> list[TrailEntry]:
        """The steps between two numbers, both included, oldest first."""
        with as_file_error(self.path, reading=True):
            found = self._connection.execute(f"{TRAIL} WHERE number BETWEEN ? AND ? ORDER BY number", (first, last))
            return [TrailEntry(*row) for row in found]

    def steps_of(self, author: str) -> Iterator[TrailEntry]:
        """The steps of one author, the newest first; they are read as they are wanted."""
        before = NO_NUMBER
        while True:
            with as_file_error(self.path, reading=True):
                query = f"{TRAIL} WHERE author = ? AND number < ? ORDER BY number DESC LIMIT {AT_ONCE}"
                found = [TrailEntry(*row) for row in self._connection.execute(query, (author, before))]
            yield from found
            if len(found) < AT_ONCE:
                return
            before = found[-1].number

    def newest(self) -> TrailEntry:
        """The last step. Raises FileError."""
        with as_file_error(self.path, reading=True):
            return self._step(self._last())

    def touching(self, edit: Edit, after: int = 0) -> list[TrailEntry]:
        """The steps after this number that changed a cell that the edit changes, oldest first."""
        with as_file_error(self.path, reading=True):
            return self._touching(edit, after)

    def edit(self, number: int) -> Edit:
        """The edit of this number. Raises FileError where there is none."""
        with as_file_error(self.path, reading=True), _transaction(self._connection, "DEFERRED"):
            return edit_from(self._connection, number, self._step(number).title)

    def _step(self, number: int) -> TrailEntry:
        row = self._connection.execute(f"{TRAIL} WHERE number = ?", (number,)).fetchone()
        if row is None:
            raise FileError(f"{self.path} has no edit {number}: the newest is {self._last()}.")
        return TrailEntry(*row)

    def _touching(self, edit: Edit, after: int) -> list[TrailEntry]:
        return [self._step(number) for number in touched(self._connection, edit, after)]

    def _after(self, number: int) -> list[TrailEntry]:
        return [
            TrailEntry(*row) for row in self._connection.execute(f"{TRAIL} WHERE number > ? ORDER BY number", (number,))
        ]

    def _last(self) -> int:
        return int(self._connection.execute("SELECT ifnull(max(number), 0) FROM edit").fetchone()[0])

    def _data_version(self) -> int:
        return int(self._connection.execute("PRAGMA data_version").fetchone()[0])


def _add(connection: sqlite3.Connection, edit: Edit, step: TrailEntry, *, stamp: bool) -> Edit:
    stamped = edit.stamped(step.author, step.time) if stamp else edit
    connection.execute(
        "INSERT INTO edit (number, time, author, reason, title, kind, of) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (step.number, step.time, step.author, step.reason, step.title, step.kind, step.of),
    )
    add_rows(connection, step.number, stamped)
    seal_edit(connection, step.number)
    return stamped


@contextmanager
def _transaction(connection: sqlite3.Connection, kind: str = "IMMEDIATE") -> Iterator[None]:
    connection.execute(f"BEGIN {kind}")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
