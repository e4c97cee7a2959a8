"""The trail as proof: every row against its seal, every number against a replay from the beginning."""

from collections.abc import Iterator
from pathlib import Path
from sqlite3 import Connection

from core.derive import derive
from core.errors import BadEntry, BadFigure
from core.workbook import Workbook
from data.errors import told
from data.opening import opened
from data.rows import edit_from, workbook_from
from data.seal import EDIT, START, newest_seal, seal_of


class Proof:
    """What a file comes to: `edits` counted, the newest `seal`, and `faults`, one sentence each, the first first."""

    def __init__(self, path: Path, noted: str = "") -> None:
        """Look through the file. `noted` is a seal that was written down before. Raises FileError where it is none."""
        connection = opened(path, writable=False)
        try:
            with told(path, reading=True):
                self.edits = int(connection.execute("SELECT count(*) FROM edit").fetchone()[0])
                self.seal = newest_seal(connection)
                self.faults = [*_file(connection), *_chain(connection), *_noted(connection, noted)]
                self.faults += [] if self.faults else _replayed(connection)
        finally:
            connection.close()


def _file(connection: Connection) -> Iterator[str]:
    for (found,) in connection.execute("PRAGMA integrity_check(3)"):
        if found != "ok":
            yield f"SQLite finds the file damaged: {found}."
    for table in ("figure", "entry", "block", "seal"):
        query = f"SELECT DISTINCT edit FROM {table} WHERE edit NOT IN (SELECT number FROM edit) ORDER BY edit"  # noqa: S608 - our own names
        for (number,) in connection.execute(query):
            yield f"Edit {number} was removed: rows of {table} still name it."


def _chain(connection: Connection) -> Iterator[str]:
    """The first break of each kind; behind a break every later seal is of another past, so it is not looked at."""
    before, expected = START, 1
    for number, time, author, _, title, *_ in connection.execute(f"{EDIT} ORDER BY number").fetchall():
        name = f"Edit {number} ({title}, {author}, {time})"
        if number != expected:
            yield f"Edit {expected} was removed: the next is {number}."
            return
        stored = connection.execute("SELECT hash FROM seal WHERE edit = ?", (number,)).fetchone()
        if stored is None:
            yield f"{name} has no seal: it was not made by jingdex."
            return
        if stored[0] != seal_of(connection, number, before):
            yield f"{name} is not what was saved: a row of it, or its seal, was changed, added or removed."
            return
        before, expected = stored[0], number + 1


def _noted(connection: Connection, noted: str) -> Iterator[str]:
    found = connection.execute("SELECT edit FROM seal WHERE hash = ?", (noted,)).fetchone()
    if noted and found is None:
        yield f"No edit has the seal {noted}: the trail is not the one that it was noted from."


def _replayed(connection: Connection) -> Iterator[str]:
    workbook = Workbook()
    for number, _, _, _, title, *_ in connection.execute(f"{EDIT} ORDER BY number").fetchall():
        try:
            edit = edit_from(connection, number, title)
        except (BadFigure, BadEntry) as error:
            yield f"Edit {number} makes no sense: {error}"
            return
        if not edit.meets(workbook):
            yield f"Edit {number} ({title}) was made against something that the edits before do not come to."
            return
        workbook = edit.apply(workbook)
    stored = workbook_from(connection)
    if workbook != stored:
        yield "The figures and entries are not what the edits come to."
    elif derive(workbook) != derive(stored):
        yield "What is shown is not what follows from the edits."
