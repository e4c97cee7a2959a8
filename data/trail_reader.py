"""The trail of a workbook, read from its rows: steps, edits, seals."""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager

from core.workbook.edit import Edit
from core.workbook.workbook import Workbook
from data.errors import FileError
from data.replay import caught_up
from data.rows import COLUMNS as FIGURE_COLUMNS
from data.rows import Row, edit_from, touched
from data.seal import EDIT, newest_seal
from data.shape import KEYS
from data.sql import Connection
from data.trail import TrailEntry

ROW_COLUMNS: dict[str, tuple[str, ...]] = {
    "edit": ("number", "time", "author", "reason", "title", "kind", "of"),
    "figure": ("edit", "removed", *FIGURE_COLUMNS),
    "entry": ("edit", "table_name", "key", "fields"),
    "block": ("edit", "part", "side", "first", "last", "figures", "hash"),
}
"""The tables of the complete trail, and their columns."""

NO_NUMBER = 2**63 - 1  # above the number of every edit
AT_ONCE = 32
"""The number of steps of an author that are read at once."""


class TrailReader(ABC):
    """The trail of a workbook, read from its tables; `place` is its name in sentences."""

    place: str
    _connection: Connection

    @abstractmethod
    def _reading(self, *, settled: bool = False) -> AbstractContextManager[object]:
        """One consistent read; errors of the database become a FileError.

        `settled` rows are those of finished edits, which nothing changes.
        """

    def rows(self, table: str) -> list[Row]:
        """Every row of one of the tables of ROW_COLUMNS, in order. Raises FileError."""
        with self._reading():
            query = f"SELECT {', '.join(ROW_COLUMNS[table])} FROM {table} ORDER BY {KEYS[table]}"
            return list(self._connection.execute(query))

    def seal(self, number: int | None = None) -> str:
        """The newest seal, or that of an edit: it covers everything up to it. Raises FileError."""
        with self._reading():
            return newest_seal(self._connection, number)

    def trail(self, after: int = 0) -> list[TrailEntry]:
        """The steps after this number, oldest first."""
        with self._reading():
            return steps_after(self._connection, after)

    def numbers(self) -> Sequence[int]:
        """The numbers of all steps, the newest first."""
        with self._reading():
            count, last = self._connection.execute("SELECT count(*), max(number) FROM edit").fetchone()
            if count == last:
                return range(last, 0, -1)
            return [number for (number,) in self._connection.execute("SELECT number FROM edit ORDER BY number DESC")]

    def steps(self, first: int, last: int) -> list[TrailEntry]:
        """The steps between two numbers, both included, oldest first."""
        with self._reading(settled=True):
            rows = self._connection.execute(f"{EDIT} WHERE number BETWEEN ? AND ? ORDER BY number", (first, last))
            return [TrailEntry(*row) for row in rows]

    def steps_of(self, author: str) -> Iterator[TrailEntry]:
        """The steps of one author, the newest first, read as they are needed."""
        before = NO_NUMBER
        while True:
            with self._reading():
                query = f"{EDIT} WHERE author = ? AND number < ? ORDER BY number DESC LIMIT {AT_ONCE}"
                entries = [TrailEntry(*row) for row in self._connection.execute(query, (author, before))]
            yield from entries
            if len(entries) < AT_ONCE:
                return
            before = entries[-1].number

    def newest(self) -> TrailEntry:
        """The last step. Raises FileError."""
        with self._reading():
            return self._step(last_number(self._connection))

    def touching(self, edit: Edit, after: int = 0) -> list[TrailEntry]:
        """The steps after this number that changed a cell of the edit, oldest first."""
        with self._reading():
            return [self._step(number) for number in touched(self._connection, edit, after)]

    def edit(self, number: int) -> Edit:
        """The edit of this number. Raises FileError where there is none."""
        with self._reading(settled=True):
            return edit_from(self._connection, number, self._step(number).title)

    def caught_up(self, workbook: Workbook, first: int, last: int) -> Workbook:
        """A workbook after the edits between two numbers, both included. Raises FileError."""
        with self._reading(settled=True):
            return caught_up(self._connection, workbook, first, last)

    def _step(self, number: int) -> TrailEntry:
        row = self._connection.execute(f"{EDIT} WHERE number = ?", (number,)).fetchone()
        if row is None:
            raise FileError(
                "{place} has no edit {number}: the newest is {last}.",
                place=self.place,
                number=number,
                last=last_number(self._connection),
            )
        return TrailEntry(*row)


def steps_after(connection: Connection, number: int) -> list[TrailEntry]:
    """The steps after this number, oldest first."""
    return [TrailEntry(*row) for row in connection.execute(f"{EDIT} WHERE number > ? ORDER BY number", (number,))]


def last_number(connection: Connection) -> int:
    """The number of the last edit, 0 where there is none."""
    return int(connection.execute("SELECT coalesce(max(number), 0) FROM edit").fetchone()[0])


def add_all_rows(connection: Connection, rows: Mapping[str, Sequence[Row]]) -> None:
    """Write the rows of every table, as from `TrailReader.rows`. Raises FileError where there is no edit."""
    for table, lines in rows.items():
        columns = ", ".join(ROW_COLUMNS[table])
        marks = ", ".join("?" * len(ROW_COLUMNS[table]))
        connection.executemany(f"INSERT INTO {table} ({columns}) VALUES ({marks})", lines)
    if not last_number(connection):
        raise FileError("The trail has no edit: export the folder again.")
