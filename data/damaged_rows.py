"""Rows of a workbook file that no edit writes: found, named, and left out of the content."""

from collections.abc import Sequence
from sqlite3 import Connection
from typing import Any

from core.errors import BadEntry, BadFigure
from core.words import gettext, in_words
from core.workbook.read_entry import entry_from_text
from data import blocks
from data.rows import COLUMNS as FIGURE_COLUMNS
from data.rows import figure_of
from data.schema import version
from data.shape import KEYS, known, sound

NAMED = 3
"""The number of damaged rows that are named; the others are counted."""
READ: dict[str, Sequence[str]] = {
    "figure": FIGURE_COLUMNS,
    "entry": ("table_name", "fields"),
    "block": ("figures", "hash"),
}
"""The columns by which a row of a table is valid or damaged."""


def makes_sense(table: str, parts: Sequence[Any]) -> bool:
    """Whether the columns in READ of a row with the right types are a figure, an entry or a block of figures."""
    try:
        if table == "figure":
            figure_of(tuple(parts))
        elif table == "entry" and parts[1] is not None:
            entry_from_text(parts[0], "", parts[1])
        elif table == "block":
            blocks.unpacked(parts[0], parts[1])
    except (BadFigure, BadEntry):
        return False
    return True


def leave_out_damaged(connection: Connection) -> list[str]:
    """Let every later query of this connection skip the damaged rows; returns them in words."""
    damaged = _damaged(connection)
    for table, numbers in damaged.items():
        if numbers:
            connection.execute(f"CREATE TEMP TABLE damaged_{table} (number INTEGER PRIMARY KEY)")
            connection.executemany(f"INSERT INTO damaged_{table} VALUES (?)", ((number,) for number in numbers))
            is_sound = f"{KEYS[table]} NOT IN (SELECT number FROM damaged_{table})"
            connection.execute(f"CREATE TEMP VIEW {table} AS SELECT * FROM main.{table} WHERE {is_sound}")
    return _words(damaged)


def all_damaged(connection: Connection) -> list[str]:
    """Every damaged row in words; each row is read, which takes time."""
    return _words(_damaged(connection))


def listed(rows: Sequence[str]) -> str:
    """The first rows in words, and the number of further ones."""
    more = gettext(" and {count:,} more", count=len(rows) - NAMED) if len(rows) > NAMED else ""
    return f"{in_words(rows[:NAMED])}{more}"


def _damaged(connection: Connection) -> dict[str, list[int]]:
    """The numbers of the damaged rows of each table."""
    tables = [table for table in KEYS if ("table", table) in known(version(connection))]
    return {table: _damaged_of(connection, table) for table in tables}


def _damaged_of(connection: Connection, table: str) -> list[int]:
    columns = ", ".join(READ.get(table, ("NULL",)))
    query = f"SELECT {KEYS[table]}, ifnull({sound(table)}, 0), {columns} FROM {table} ORDER BY {KEYS[table]}"
    rows = connection.execute(query)
    return [number for number, is_sound, *parts in rows if not is_sound or not makes_sense(table, parts)]


def _words(damaged: dict[str, list[int]]) -> list[str]:
    return [
        gettext("row {number} of {table}", number=number, table=table)
        for table, numbers in damaged.items()
        for number in numbers
    ]
