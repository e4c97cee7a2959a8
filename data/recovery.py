"""Recovery: the readable content of a damaged workbook, saved as a new one."""

import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from core.words import gettext
from data.damaged_rows import READ, makes_sense
from data.errors import FileError
from data.file import WorkbookFile
from data.opening import look_at
from data.schema import SCHEMAS
from data.shape import known, sound
from data.trail_reader import ROW_COLUMNS

Row = tuple[Any, ...]
LOST = "lost: what could be read of it is kept"
MOST_LOST = 100_000
"""The number of successive edits that may be missing; a larger gap is damage itself."""
MOST_TRIES = 2_000
"""The number of unreadable spans of rows before the rest of a table is given up."""
FARTHEST = 2**62
"""The largest row number that an edit gives."""
SMALLEST_ROW = 8
"""The least number of bytes of a row."""
WHO, UNKNOWN = "jingdex recover", "1970-01-01T00:00:00.000Z"


def recover(broken: Path, new: Path) -> list[str]:
    """Save the readable content of a file as a new one, and return what was lost, one sentence each. Raises FileError.

    An edit whose row is lost keeps its place in the trail with the readable part.
    """
    look_at(broken)
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "copy"
        shutil.copyfile(broken, copy)
        lost: list[str] = []
        rows = {table: _read(copy, table, lost) for table in ROW_COLUMNS}
    rows["edit"] = list(_whole_trail(rows, lost))
    numbers = {number for number, *_ in rows["edit"]}
    for table in ("figure", "entry", "block"):
        rows[table] = [row for row in rows[table] if row[0] in numbers]
    if not any(rows[table] for table in ("figure", "entry", "block")):
        raise FileError("Nothing of {broken} can be read: restore it from a backup.", broken=broken)
    WorkbookFile.restore(new, rows).close()
    return lost


def _read(copy: Path, table: str, lost: list[str]) -> list[Row]:
    """The valid rows of a table, in order, also from between damaged parts."""
    connection = sqlite3.connect(copy, isolation_level=None)
    rows: dict[int, Row | None] = {}
    try:
        _mend_schema(connection)
        if not _gather(connection, table, rows):
            lost.append(gettext("The table {table} is damaged: rows of it may be missing.", table=table))
    except (sqlite3.Error, UnicodeDecodeError):
        lost.append(gettext("The table {table} cannot be read.", table=table))
    finally:
        connection.close()
    broken = sum(row is None for row in rows.values())
    if broken:
        lost.append(gettext("{broken} rows of {table} held what no edit writes.", broken=broken, table=table))
    return [row for _, row in sorted(rows.items()) if row is not None]


def _gather(connection: sqlite3.Connection, table: str, rows: dict[int, Row | None]) -> bool:
    """Put the rows of a table into `rows` by their number, null for invalid ones; true where all could be read.

    After an unreadable row the rest is searched by halves, so that a damaged page costs few queries.
    """
    last = _last(connection, table)
    spans, tries = [(last + 1, FARTHEST), (-FARTHEST, 0), (1, last)], MOST_TRIES
    is_whole = True
    while spans and tries:
        first, last = spans.pop()
        try:
            for number, row in _rows_between(connection, table, first, last):
                rows[number], first = row, number + 1
        except (sqlite3.Error, UnicodeDecodeError):
            is_whole, tries = False, tries - 1
            if 1 <= first < last < FARTHEST:
                middle = (first + last) // 2
                spans += [(middle + 1, last), (first, middle)]
    return is_whole


def _last(connection: sqlite3.Connection, table: str) -> int:
    """The last number of a row; where it cannot be read, a number above that of any row in a file of this size."""
    try:
        number = connection.execute(f"SELECT max(rowid) FROM {table} NOT INDEXED").fetchone()[0] or 0
        return int(min(max(number, 0), FARTHEST - 1))
    except sqlite3.Error:
        pages, size = (connection.execute(f"PRAGMA page_{part}").fetchone()[0] for part in ("count", "size"))
        return int(pages * size // SMALLEST_ROW)


def _rows_between(
    connection: sqlite3.Connection, table: str, first: int, last: int
) -> Iterator[tuple[int, Row | None]]:
    """The rows from one number to another, in order; null for rows that no edit writes."""
    columns = ", ".join(ROW_COLUMNS[table])
    condition = sound(table).replace(" AND edit IN (SELECT number FROM main.edit)", "")
    query = (
        f"SELECT rowid, ifnull({condition}, 0), {columns} FROM {table} NOT INDEXED"
        " WHERE rowid BETWEEN ? AND ? ORDER BY rowid"
    )
    read = [ROW_COLUMNS[table].index(name) for name in READ.get(table, ())]
    for number, is_sound, *row in connection.execute(query, (first, last)):
        yield number, tuple(row) if is_sound and makes_sense(table, [row[at] for at in read]) else None


def _mend_schema(connection: sqlite3.Connection) -> None:
    """Restore the tables of jingdex, and remove triggers, views and indexes of others."""
    connection.text_factory = lambda content: content.decode(errors="replace")
    connection.execute("PRAGMA writable_schema = ON")
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("DELETE FROM sqlite_master WHERE type <> 'table'")
    for (kind, name), sql in known(len(SCHEMAS)).items():
        if kind == "table":
            connection.execute("UPDATE sqlite_master SET sql = ? WHERE type = 'table' AND name = ?", (sql, name))
    connection.execute("PRAGMA writable_schema = RESET")
    connection.text_factory = str


def _whole_trail(rows: dict[str, list[Row]], lost: list[str]) -> Iterator[Row]:
    """The edits in order, with one in place of each lost edit; an undo of a lost edit becomes an edit by itself."""
    edits = {row[0]: row for row in rows["edit"]}
    numbers = edits.keys() | {row[0] for table in ("figure", "entry", "block") for row in rows[table]}
    time, expected = UNKNOWN, 1
    for number in sorted(number for number in numbers if isinstance(number, int) and number >= 1):
        if number > expected + MOST_LOST:
            lost.append(
                gettext(
                    "Edit {number} and what follows stand too far behind edit {expected}.",
                    number=number,
                    expected=expected - 1,
                )
            )
            return
        for missing in range(expected, number + 1):
            if missing not in edits:
                lost.append(gettext("Edit {missing}: who made it, when and why.", missing=missing))
                yield (missing, time, WHO, "", LOST, "edit", None)
                continue
            time, *_ = edits[missing][1:]
            *parts, kind, of = edits[missing]
            stands = (kind == "edit") == (of is None) and kind in ("edit", "undo", "redo") and (of or 0) < missing
            yield (*parts, *((kind, of) if stands else ("edit", None)))
        expected = number + 1
