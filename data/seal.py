"""The chain of seals: each edit's hash is over its own rows and the seal before, so that none can be changed unseen."""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, groupby
from typing import Any

from data.sql import Connection

EDIT = "SELECT number, time, author, reason, title, kind, of FROM edit"
FIGURE_ROWS = (
    "SELECT removed, unit, indicator, period, vintage, value, mult, decimals, status, qualifier, source, note, formula,"
    " author, time, edit FROM figure"
)
ENTRY_ROWS = "SELECT table_name, key, fields, edit FROM entry"
BLOCK_ROWS = "SELECT part, side, first, last, hash, figures, edit FROM block"
ROWS = (FIGURE_ROWS, ENTRY_ROWS, BLOCK_ROWS)
LINE = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
NEVER = 2**63
"""Above the number of every edit."""
START = ""
"""What stands before the first seal."""


def seal_of(connection: Connection, number: int, before: str, tables: Sequence[str] = ROWS) -> str:
    """SHA-256, in hexadecimal, over the seal before and every row of an edit, each as one line of JSON."""
    edit = connection.execute(f"{EDIT} WHERE number = ?", (number,)).fetchone()
    rows = (connection.execute(f"{query} WHERE edit = ? ORDER BY row", (number,)) for query in tables)
    return _hash(before, chain((edit,), (_sealed(row)[:-1] for row in chain(*rows))))


def seals(connection: Connection, stored: Iterable[tuple[int, str]]) -> Iterator[tuple[tuple[Any, ...], str, str]]:
    """Each edit in order, the seal that is stored of it (empty where none is), and the seal that its rows come to.

    `stored` are numbers of edits and their seals, in order. Every table is read once, so it costs what its rows cost.
    """
    kept = dict(stored)
    queries = [f"{query} ORDER BY edit, row" for query in ROWS]
    tables = [rows_by_edit(map(_sealed, connection.execute(query))) for query in queries]
    before = START
    for edit in connection.execute(f"{EDIT} ORDER BY number"):
        rows = chain.from_iterable(table(edit[0]) for table in tables)
        yield edit, kept.get(edit[0], ""), _hash(before, chain((edit,), (row[:-1] for row in rows)))
        before = kept.get(edit[0], "")


def rows_by_edit(rows: Iterable[tuple[Any, ...]]) -> Callable[[int], list[tuple[Any, ...]]]:
    """What gives the rows of one edit, whose number is their last column, when asked for in rising order."""
    groups = groupby(rows, lambda row: row[-1])
    waiting: tuple[int, list[tuple[Any, ...]]] = (0, [])

    def of(number: int) -> list[tuple[Any, ...]]:
        nonlocal waiting
        while waiting[0] < number:
            found = next(groups, None)
            waiting = (found[0], list(found[1])) if found else (NEVER, [])
        return waiting[1] if waiting[0] == number else []

    return of


def _sealed(row: tuple[Any, ...]) -> tuple[Any, ...]:
    """The row with the hash of what a block holds in its place."""
    *parts, content, number = row
    return (*parts, hashlib.sha256(content).hexdigest() if isinstance(content, bytes) else content, number)


def _hash(before: str, rows: Iterable[tuple[Any, ...]]) -> str:
    """The seal, or nothing where a row holds what no edit writes."""
    digest = hashlib.sha256(before.encode())
    try:
        for row in rows:
            digest.update(b"\n" + LINE.encode(row).encode())
    except TypeError:
        return ""
    return digest.hexdigest()


def seal_all(connection: Connection, tables: Sequence[str] = ROWS) -> None:
    """Seal every edit of a trail that has no seals, in order: one of an older file, or one read from text."""
    for (number,) in connection.execute("SELECT number FROM edit ORDER BY number").fetchall():
        seal_edit(connection, number, tables)


def seal_edit(connection: Connection, number: int, tables: Sequence[str] = ROWS) -> None:
    """Seal the newest edit. One before it whose seal is gone stays without, so that it can be found."""
    seal = seal_of(connection, number, newest_seal(connection), tables)
    connection.execute("INSERT INTO seal (edit, hash) VALUES (?, ?)", (number, seal))


def newest_seal(connection: Connection, until: int | None = None) -> str:
    """The seal of the last edit, or of the last up to a number; it stands for everything up to it."""
    where, bound = ("", ()) if until is None else ("WHERE edit <= ? ", (until,))
    found = connection.execute(f"SELECT hash FROM seal {where}ORDER BY edit DESC LIMIT 1", bound).fetchone()  # noqa: S608 - our own names
    return str(found[0]) if found else START
