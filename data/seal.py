"""The chain of seals: each edit's hash is over its own rows and the seal before, so that none can be changed unseen."""

import hashlib
import json
from collections.abc import Iterator
from itertools import chain
from sqlite3 import Connection

EDIT = "SELECT number, time, author, reason, title, kind, of FROM edit"
FIGURE_ROWS = (
    "SELECT removed, unit, indicator, period, vintage, value, mult, decimals, status, qualifier, source, note, formula,"
    " author, time FROM figure WHERE edit = ? ORDER BY row"
)
ENTRY_ROWS = "SELECT table_name, key, fields FROM entry WHERE edit = ? ORDER BY row"
BLOCK_ROWS = "SELECT part, side, first, last, hash, figures FROM block WHERE edit = ? ORDER BY row"
START = ""
"""What stands before the first seal."""


def seal_of(connection: Connection, number: int, before: str) -> str:
    """SHA-256, in hexadecimal, over the seal before and every row of an edit, each as one line of JSON."""
    digest = hashlib.sha256(before.encode())
    queries = [f"{EDIT} WHERE number = ?", FIGURE_ROWS, ENTRY_ROWS]
    for row in chain(*(connection.execute(query, (number,)) for query in queries), _blocks(connection, number)):
        digest.update(b"\n" + json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode())
    return digest.hexdigest()


def _blocks(connection: Connection, number: int) -> Iterator[tuple[object, ...]]:
    """The rows of the edit's blocks, the hash of what they hold in its place; files before schema 6 have none."""
    if connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'block'").fetchone():
        for *row, content in connection.execute(BLOCK_ROWS, (number,)):
            yield (*row, hashlib.sha256(content).hexdigest())


def seal_all(connection: Connection) -> None:
    """Seal every edit of a trail that has no seals, in order: one of an older file, or one read from text."""
    for (number,) in connection.execute("SELECT number FROM edit ORDER BY number").fetchall():
        seal_edit(connection, number)


def seal_edit(connection: Connection, number: int) -> None:
    """Seal the newest edit. One before it whose seal is gone stays without, so that it can be found."""
    seal = seal_of(connection, number, newest_seal(connection))
    connection.execute("INSERT INTO seal (edit, hash) VALUES (?, ?)", (number, seal))


def newest_seal(connection: Connection, until: int | None = None) -> str:
    """The seal of the last edit, or of the last up to a number; it stands for everything up to it."""
    query = "SELECT hash FROM seal WHERE ? IS NULL OR edit <= ? ORDER BY edit DESC LIMIT 1"
    found = connection.execute(query, (until, until)).fetchone()
    return str(found[0]) if found else START
