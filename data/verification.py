"""Verification of the trail: every row against its seal, every number against a replay from the beginning."""

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from core.derive.derive import Derived, derive
from core.errors import BadEntry
from core.frozen import frozen
from core.scenario.scenario import branch
from core.words import gettext
from core.workbook.workbook import Workbook
from data.errors import as_file_error
from data.file_checks import FILE_CHECKS, Checks
from data.opening import opened
from data.postgres import checks
from data.replay import BadEdit, replayed
from data.rows import workbook_from
from data.seal import newest_seal, seals
from data.sql import Connection
from data.witness import LastSeal

if TYPE_CHECKING:
    from data.stores import Place

Progress: TypeAlias = Callable[[int, int], object]
SAID_EVERY = 1000
STATIONS = 100
"""The number of edits of a trail at which the shown numbers are derived."""


@frozen
class Counts:
    """The confirmed content: figures, entries, and the shown numbers that follow from them."""

    figures: int = 0
    entries: int = 0
    shown: int = 0


class Verification:
    """The result of a check: `edits` counted, the newest `seal`, and `faults`, one sentence each, the first first.

    `counts` is the confirmed content, `last` the number and the time of the last edit.
    """

    def __init__(
        self, place: "Place", noted: str = "", before: LastSeal | None = None, progress: Progress = lambda *_: None
    ) -> None:
        """Check the workbook. `noted` is a seal that a person noted, `before` the last known one.

        `progress` is called with the steps done and all steps, two for each edit.
        Raises FileError where it is not a workbook.
        """
        self.counts = Counts()
        with _opened(place) as (connection, own):
            self.edits = int(connection.execute("SELECT count(*) FROM edit").fetchone()[0])
            self.seal = newest_seal(connection)
            self.last = _last(connection)
            count = _counter(progress, 2 * self.edits)
            self.faults = [*own.whole(connection), *_orphans(connection), *_chain(connection, count)]
            self.faults += [*_noted(connection, noted), *own.guards(connection), *_before(connection, before)]
            if self.faults:
                self.faults = [*own.rows(connection), *self.faults]
            else:
                self.faults, self.counts = _replayed(connection, count)


@contextmanager
def _opened(place: "Place") -> Iterator[tuple[Any, Checks]]:
    """A read-only connection, with the checks of the store."""
    if isinstance(place, Path):
        connection = opened(place, writable=False)
        with closing(connection), as_file_error(place, reading=True):
            yield connection, FILE_CHECKS
        return
    with checks.looked_through(place) as server:
        yield server, checks.SERVER_CHECKS


def _orphans(connection: Connection) -> Iterator[str]:
    for table in ("figure", "entry", "block", "seal"):
        query = f"SELECT DISTINCT edit FROM {table} WHERE edit NOT IN (SELECT number FROM edit) ORDER BY edit"
        for (number,) in connection.execute(query):
            yield gettext("Edit {number} was removed: rows of {table} still name it.", number=number, table=table)


def _counter(progress: Progress, steps: int) -> Callable[[], None]:
    """A function to call after each step; every so many steps it calls `progress`."""
    done = 0

    def count() -> None:
        nonlocal done
        done += 1
        if done % SAID_EVERY == 0:
            progress(done, steps)

    return count


def _chain(connection: Connection, count: Callable[[], None]) -> Iterator[str]:
    """The first break of each kind; later seals are not checked, as a break changes all of them."""
    stored = connection.execute("SELECT edit, hash FROM seal ORDER BY edit")
    for expected, (edit, stored_seal, seal) in enumerate(seals(connection, stored), 1):
        number, time, author, _, title, *_ = edit
        name = gettext(
            "Edit {number} ({title}, {author}, {time})", number=number, title=title, author=author, time=time
        )
        if number != expected:
            yield gettext("Edit {expected} was removed: the next is {number}.", expected=expected, number=number)
            return
        if not stored_seal:
            yield gettext("{name} has no seal: it was not made by jingdex.", name=name)
            return
        if stored_seal != seal:
            yield gettext(
                "{name} is not what was saved: a row of it, or its seal, was changed, added or removed.", name=name
            )
            return
        count()
    yield from _order(connection)


def _order(connection: Connection) -> Iterator[str]:
    """Rows must stand in the order of their edits: otherwise the newest row is not that of the last edit."""
    for table in ("figure", "entry", "block"):
        before = f"SELECT edit, lag(edit) OVER (ORDER BY row) AS before FROM {table}"
        row = connection.execute(f"SELECT edit FROM ({before}) AS pair WHERE edit < before LIMIT 1").fetchone()
        if row:
            yield gettext(
                "Edit {number} is not what was saved: its rows of {table} stand behind those of a later edit.",
                number=row[0],
                table=table,
            )


def _noted(connection: Connection, noted: str) -> Iterator[str]:
    row = connection.execute("SELECT edit FROM seal WHERE hash = ?", (noted,)).fetchone()
    if noted and row is None:
        yield gettext("No edit has the seal {noted}: the trail is not the one that it was noted from.", noted=noted)


def _before(connection: Connection, before: LastSeal | None) -> Iterator[str]:
    """Whether the trail still has the edits of the last verification."""
    if before is None:
        return
    stored = connection.execute("SELECT hash FROM seal WHERE edit = ?", (before.number,)).fetchone()
    if stored is None:
        yield gettext(
            "Edit {number} of {time} was in the trail when it was last verified, and was removed.",
            number=before.number,
            time=before.time,
        )
    elif stored[0] != before.seal:
        yield gettext(
            "The trail up to edit {number} is not what it was when it was last verified, at {time}: it was made again.",
            number=before.number,
            time=before.time,
        )


def _last(connection: Connection) -> tuple[int, str]:
    row = connection.execute("SELECT number, time FROM edit ORDER BY number DESC LIMIT 1").fetchone()
    return (int(row[0]), str(row[1])) if row else (0, "")


def _replayed(connection: Connection, count: Callable[[], None]) -> tuple[list[str], Counts]:
    """Every edit made again from the beginning, with what is shown carried along as a screen carries it.

    What is shown is carried from station to station: a long trail has STATIONS of them, a short one each edit.
    """
    workbook, derived = Workbook(), derive(Workbook())
    last, _ = _last(connection)
    stations = {*range(last, 0, -max(1, last // STATIONS)), last - 1}
    try:
        for number, replay in replayed(connection, stations):
            if replay is None:
                return [
                    gettext(
                        "Edit {number} changes something that does not follow from the edits before it.", number=number
                    )
                ], Counts()
            workbook = replay
            if number == last:
                dict(derived.methods)  # so that the last edit takes over what it leaves alone
            if number in stations:
                derived = derive(workbook, derived)
            count()
    except BadEdit as error:
        return [str(error)], Counts()
    return _compared(workbook, workbook_from(connection), derived)


def _compared(workbook: Workbook, stored: Workbook, derived: Derived) -> tuple[list[str], Counts]:
    """What the edits come to beside what is stored, and what is shown of both: carried along, and made from nothing."""
    if workbook != stored:
        return [gettext("The figures and entries are not what the edits come to.")], Counts()
    fresh = derive(stored)
    names = ("clusters", "indices", "trends", "claims", "methods")
    faults = [
        gettext("What is shown of {name} is not what follows from the edits.", name=name)
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
    return faults, Counts(figures, entries, shown_numbers(fresh))


def shown_numbers(derived: Derived) -> int:
    """The number of values that follow from a workbook: clusters, years of indices, trends, claims, scores, ranks."""
    rows = sum(len(table.rows) for table in derived.clusters.values()) + len(derived.claims)
    rows += sum(len(index.points) for index in derived.indices) + sum(len(trend.rows) for trend in derived.trends)
    for code in derived.methods:
        result = derived.methods[code]
        frame, nodes = getattr(result, "frame", None), getattr(result, "nodes", ())
        rows += 2 * len(nodes) * frame.height if frame is not None else 0
    return rows
