"""The chain of seals: each edit's hash covers its own rows and the seal before, so that every change shows."""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, groupby
from typing import Any, TypeAlias

from data.sql import Connection

SealedRow: TypeAlias = tuple[Any, ...]
"""The sealed columns of a row: without its number and its edit, and a block with the hash of its content."""

EDIT = "SELECT number, time, author, reason, title, kind, of FROM edit"
FIGURE_ROWS = (
    "SELECT removed, unit, indicator, period, vintage, value, mult, decimals, status, qualifier, source, note, formula,"
    " author, time, edit FROM figure"
)
ENTRY_ROWS = "SELECT table_name, key, fields, edit FROM entry"
BLOCK_ROWS = "SELECT part, side, first, last, hash, figures, edit FROM block"
ROWS = (FIGURE_ROWS, ENTRY_ROWS, BLOCK_ROWS)
ADD_SEAL = "INSERT INTO seal (edit, hash) VALUES (?, ?)"
LINE = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
NEVER = 2**63
"""A number above that of every edit."""
START = ""
"""The seal before the first one."""


def seals(connection: Connection, stored: Iterable[tuple[int, str]]) -> Iterator[tuple[tuple[Any, ...], str, str]]:
    """Each edit in order, its stored seal (empty without one), and the seal of its rows.

    `stored` are numbers of edits and their seals, in order. Every table is read once.
    """
    seals_stored, before = dict(stored), START
    for edit, rows in _edits(connection, ROWS):
        yield edit, seals_stored.get(edit[0], ""), seal_of(before, edit, rows)
        before = seals_stored.get(edit[0], "")


def _edits(connection: Connection, queries: Sequence[str]) -> Iterator[tuple[tuple[Any, ...], Iterator[SealedRow]]]:
    """Each edit in order with its sealed rows."""
    tables = [rows_by_edit(map(_sealed, connection.execute(f"{query} ORDER BY edit, row"))) for query in queries]
    for edit in connection.execute(f"{EDIT} ORDER BY number"):
        yield edit, (row[:-1] for table in tables for row in table(edit[0]))


def rows_by_edit(rows: Iterable[tuple[Any, ...]]) -> Callable[[int], list[tuple[Any, ...]]]:
    """A function that gives the rows of an edit, for numbers in rising order; the number is their last column."""
    groups = groupby(rows, lambda row: row[-1])
    waiting: tuple[int, list[tuple[Any, ...]]] = (0, [])

    def of(number: int) -> list[tuple[Any, ...]]:
        nonlocal waiting
        while waiting[0] < number:
            group = next(groups, None)
            waiting = (group[0], list(group[1])) if group else (NEVER, [])
        return waiting[1] if waiting[0] == number else []

    return of


def _sealed(row: tuple[Any, ...]) -> tuple[Any, ...]:
    """The row with the hash of a block in place of its content."""
    *parts, content, number = row
    return (*parts, hashlib.sha256(content).hexdigest() if isinstance(content, bytes) else content, number)


def seal_of(before: str, edit: SealedRow, rows: Iterable[SealedRow]) -> str:
    """SHA-256, in hexadecimal, over the seal before and every row of an edit, each as one line of JSON.

    It is empty where a row has a value that no edit writes.
    """
    digest = hashlib.sha256(before.encode())
    try:
        for row in chain((edit,), rows):
            digest.update(b"\n" + LINE.encode(row).encode())
    except TypeError:
        return ""
    return digest.hexdigest()


def seal_all(connection: Connection, tables: Sequence[str] = ROWS) -> None:
    """Seal every edit of a trail without seals, in order: that of an older file, or one read from text."""
    result, before = [], START
    for edit, rows in _edits(connection, tables):
        before = seal_of(before, edit, rows)
        result.append((edit[0], before))
    connection.executemany(ADD_SEAL, result)


def newest_seal(connection: Connection, until: int | None = None) -> str:
    """The seal of the last edit, or of the last up to a number; it covers everything up to it."""
    where, bound = ("", ()) if until is None else ("WHERE edit <= ? ", (until,))
    row = connection.execute(f"SELECT hash FROM seal {where}ORDER BY edit DESC LIMIT 1", bound).fetchone()
    return str(row[0]) if row else START
