"""The tables of a workbook file, and the steps that migrate an older file to them."""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import chain
from typing import TypeAlias

from data.seal import ENTRY_ROWS, FIGURE_ROWS, seal_all

Step: TypeAlias = tuple[str | Callable[[sqlite3.Connection], None], ...]

APPLICATION_ID = 0x6A696E67
"""“jing” in the header of the file, which distinguishes a workbook from other SQLite files."""

TABLES = (
    """
    CREATE TABLE edit (
        number INTEGER PRIMARY KEY,
        time TEXT NOT NULL,
        author TEXT NOT NULL,
        reason TEXT NOT NULL,
        title TEXT NOT NULL,
        kind TEXT NOT NULL CHECK (kind IN ('edit', 'undo', 'redo')),
        of INTEGER REFERENCES edit (number),
        CHECK ((kind = 'edit') = (of IS NULL))
    )""",
    # value has no type, so that -0.0 stays what it is; a REAL column makes it 0.0
    """
    CREATE TABLE figure (
        row INTEGER PRIMARY KEY,
        edit INTEGER NOT NULL REFERENCES edit (number),
        removed INTEGER NOT NULL CHECK (removed IN (0, 1)),
        unit TEXT NOT NULL,
        indicator TEXT NOT NULL,
        period TEXT NOT NULL,
        vintage TEXT NOT NULL,
        value CHECK (typeof(value) IN ('real', 'null')),
        mult INTEGER NOT NULL,
        decimals INTEGER NOT NULL,
        status TEXT NOT NULL,
        qualifier TEXT NOT NULL,
        source TEXT NOT NULL,
        note TEXT NOT NULL,
        formula TEXT NOT NULL,
        author TEXT NOT NULL,
        time TEXT NOT NULL
    )""",
    """
    CREATE TABLE entry (
        row INTEGER PRIMARY KEY,
        edit INTEGER NOT NULL REFERENCES edit (number),
        table_name TEXT NOT NULL,
        key TEXT NOT NULL,
        fields TEXT
    )""",
    "CREATE INDEX edit_time ON edit (time)",
    "CREATE INDEX figure_edit ON figure (edit)",
    "CREATE INDEX figure_key ON figure (unit, indicator, period, vintage)",
    "CREATE INDEX entry_edit ON entry (edit)",
    "CREATE INDEX entry_key ON entry (table_name, key)",
)


def _append_only(table: str, key: str) -> Step:
    """The triggers that make a table append-only."""
    refusal = f"SELECT RAISE(ABORT, 'the table {table} only grows: add a row instead');"
    again = f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {key} = NEW.{key})"
    return (
        f"CREATE TRIGGER {table}_update BEFORE UPDATE ON {table} BEGIN {refusal} END",
        f"CREATE TRIGGER {table}_delete BEFORE DELETE ON {table} BEGIN {refusal} END",
        f"CREATE TRIGGER {table}_replace BEFORE INSERT ON {table} {again} BEGIN {refusal} END",
    )


SEAL = "CREATE TABLE seal (edit INTEGER PRIMARY KEY REFERENCES edit (number), hash TEXT NOT NULL)"

BLOCK = (
    """
    CREATE TABLE block (
        row INTEGER PRIMARY KEY,
        edit INTEGER NOT NULL REFERENCES edit (number),
        part INTEGER NOT NULL,
        side TEXT NOT NULL CHECK (side IN ('before', 'after')),
        first TEXT NOT NULL,
        last TEXT NOT NULL,
        figures BLOB NOT NULL,
        hash TEXT NOT NULL
    )""",
    "CREATE INDEX block_edit ON block (edit)",
)

SCHEMAS: tuple[Step, ...] = (
    (*TABLES, *_append_only("edit", "number"), *_append_only("figure", "row"), *_append_only("entry", "row")),
    (),  # entries of groups, methods, placed and steps, of which version 1 knows nothing
    (),  # entries of aliases and mappings
    (
        SEAL,
        *_append_only("seal", "edit"),
        lambda file: seal_all(file, (FIGURE_ROWS, ENTRY_ROWS)),
    ),  # before there were blocks
    (),  # entries of scenarios and what they branch
    (*BLOCK, *_append_only("block", "row")),
    ("CREATE INDEX IF NOT EXISTS edit_author ON edit (author, number)",),
)
"""The steps from an empty file to schema version 1, from 1 to 2, and so on; steps are only added."""


READABLE = 6
"""The oldest schema that can be read without migration: later steps only make indexes."""


def guards() -> dict[str, str]:
    """The triggers that keep a file of the newest schema append-only, by name."""
    steps = [step for schema in SCHEMAS for step in schema if isinstance(step, str)]
    return {step.split()[2]: step for step in steps if step.startswith("CREATE TRIGGER")}


def version(connection: sqlite3.Connection) -> int:
    """The schema version of a file."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def migrate(connection: sqlite3.Connection, schemas: Sequence[Step] = SCHEMAS) -> None:
    """Migrate a file to the newest schema in one transaction; another process may do so at the same time."""
    if version(connection) == len(schemas):
        return
    with transaction(connection, "IMMEDIATE"):
        for part in chain.from_iterable(schemas[version(connection) :]):
            if isinstance(part, str):
                connection.execute(part)
            else:
                part(connection)
        connection.execute(f"PRAGMA user_version = {len(schemas)}")


@contextmanager
def transaction(connection: sqlite3.Connection, kind: str) -> Iterator[None]:
    """The changes inside are saved together at the end, or not at all; `kind` is DEFERRED or IMMEDIATE."""
    connection.execute(f"BEGIN {kind}")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
