"""The trail as proof: every row against its seal, every number against a replay from the beginning."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from sqlite3 import Connection

from core.derive import Derived, derive
from core.errors import BadEntry, BadFigure
from core.scenario import branch
from core.workbook import Workbook
from data.errors import told
from data.opening import opened
from data.rows import edit_from, workbook_from
from data.schema import SCHEMAS, guards, version
from data.seal import EDIT, START, newest_seal, seal_of
from data.witness import Seen


@dataclass(frozen=True, slots=True)
class Counted:
    """What was found to be as the edits have it: figures, entries, and the numbers shown that follow from them."""

    figures: int = 0
    entries: int = 0
    shown: int = 0


class Proof:
    """What a file comes to: `edits` counted, the newest `seal`, and `faults`, one sentence each, the first first.

    `counted` says what was confirmed, `last` the number and the time of the last edit.
    """

    def __init__(self, path: Path, noted: str = "", before: Seen | None = None) -> None:
        """Look through the file. `noted` is a seal that was written down, `before` what was seen of it last.

        Raises FileError where it is none.
        """
        self.counted = Counted()
        connection = opened(path, writable=False)
        try:
            with told(path, reading=True):
                self.edits = int(connection.execute("SELECT count(*) FROM edit").fetchone()[0])
                self.seal = newest_seal(connection)
                self.last = _last(connection)
                self.faults = [*_file(connection), *_chain(connection), *_noted(connection, noted)]
                self.faults += [*_guards(connection), *_before(connection, before)]
                if not self.faults:
                    self.faults, self.counted = _replayed(connection)
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


def _guards(connection: Connection) -> Iterator[str]:
    """The rules by which tables only grow: who changes rows must take them away first."""
    if version(connection) != len(SCHEMAS):
        return
    found = dict(connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall())
    for name, made in guards().items():
        if found.get(name) != made:
            table = name.rpartition("_")[0]
            yield f"The rule {name}, by which the table {table} only grows, was changed or taken away."
    for name in sorted(found.keys() - guards().keys()):
        yield f"There is a rule {name} that jingdex did not make."


def _before(connection: Connection, before: Seen | None) -> Iterator[str]:
    """Whether the trail still has what was seen of it before."""
    if before is None:
        return
    stored = connection.execute("SELECT hash FROM seal WHERE edit = ?", (before.number,)).fetchone()
    if stored is None:
        yield f"Edit {before.number} of {before.time} was there when the trail was last found whole, and was removed."
    elif stored[0] != before.seal:
        yield (
            f"The trail up to edit {before.number} is not what it was when it was last found whole, at {before.time}: "
            "it was made anew."
        )


def _last(connection: Connection) -> tuple[int, str]:
    found = connection.execute("SELECT number, time FROM edit ORDER BY number DESC LIMIT 1").fetchone()
    return (int(found[0]), str(found[1])) if found else (0, "")


def _replayed(connection: Connection) -> tuple[list[str], Counted]:
    """Every edit made again from the beginning, with what is shown carried along as a screen carries it."""
    workbook, derived = Workbook(), derive(Workbook())
    last, _ = _last(connection)
    for number, _, _, _, title, *_ in connection.execute(f"{EDIT} ORDER BY number").fetchall():
        try:
            edit = edit_from(connection, number, title)
        except (BadFigure, BadEntry) as error:
            return [f"Edit {number} makes no sense: {error}"], Counted()
        if not edit.meets(workbook):
            return [
                f"Edit {number} ({title}) was made against something that the edits before do not come to."
            ], Counted()
        if number == last:
            dict(derived.methods)  # so that the last edit takes over what it leaves alone
        workbook = edit.apply(workbook)
        derived = derive(workbook, derived)
    return _compared(workbook, workbook_from(connection), derived)


def _compared(workbook: Workbook, stored: Workbook, derived: Derived) -> tuple[list[str], Counted]:
    """What the edits come to beside what is stored, and what is shown of both: carried along, and made from nothing."""
    if workbook != stored:
        return ["The figures and entries are not what the edits come to."], Counted()
    fresh = derive(stored)
    names = ("clusters", "indices", "trends", "claims", "methods")
    faults = [
        f"What is shown of {name} is not what follows from the edits."
        for name in names
        if getattr(derived, name) != getattr(fresh, name)
    ]
    for code in stored.scenarios:
        try:
            branch(stored, code)
        except BadEntry as error:
            faults.append(str(error))
    figures = stored.figures.height
    entries = sum(len(table) for table in stored.tables.values())
    return faults, Counted(figures, entries, shown_numbers(fresh))


def shown_numbers(derived: Derived) -> int:
    """How many numbers follow from a workbook: rows of clusters, years of indices, trends, claims, scores and ranks."""
    rows = sum(len(table.rows) for table in derived.clusters.values()) + len(derived.claims)
    rows += sum(len(one.points) for one in derived.indices) + sum(len(one.rows) for one in derived.trends)
    for code in derived.methods:
        result = derived.methods[code]
        frame, nodes = getattr(result, "frame", None), getattr(result, "nodes", ())
        rows += 2 * len(nodes) * frame.height if frame is not None else 0
    return rows
