"""Opening a file: the kind of file at a path, whether it is a workbook, and a connection to it."""

import os
import sqlite3
from pathlib import Path

from data.creation import clear_leftovers, kind_of
from data.errors import DAMAGED, ODD, FileError, as_file_error
from data.schema import APPLICATION_ID, READABLE, SCHEMAS, migrate, version
from data.shape import foreign_rules, foreign_tables, is_replicated

MAGIC = b"SQLite format 3\0"
PATIENCE = 10.0
"""Seconds to wait while another process writes."""
CHECKED_WHOLE = 8_000_000
"""Files up to this many bytes are checked completely when they are opened; larger ones when reading fails."""


def look_at(path: Path) -> None:
    """Raise FileError where there is no readable SQLite file at the path."""
    kind = kind_of(path)
    if kind == "folder":
        raise FileError("{path} is a folder: name a workbook in it.", path=path)
    if kind == "nothing":
        raise FileError("There is no file {path}: make one with `jingdex new {path}`.", path=path)
    if kind != "file":
        raise FileError("{path} is not a regular file: name a workbook.", path=path)
    try:
        with path.open("rb") as file:
            start = file.read(len(MAGIC))
    except OSError as error:
        raise FileError("{path} cannot be read: ask its owner for leave to read it.", path=path) from error
    if not start:
        raise FileError("{path} is empty: delete it, then make a workbook with `jingdex new {path}`.", path=path)
    if start != MAGIC:
        raise FileError(
            "{path} is not a jingdex workbook: name another file, or make one with `jingdex new`.", path=path
        )


def is_writable(path: Path) -> bool:
    """Whether the file and its folder, in which SQLite keeps its journal, can be written here. Raises FileError."""
    kind_of(path)
    effective = os.access in os.supports_effective_ids
    return all(os.access(place, os.W_OK, effective_ids=effective) for place in (path, path.parent))


def connection_to(path: Path, mode: str) -> sqlite3.Connection:
    """A connection in SQLite's mode ro, rw or rwc: every commit is on the disk before it returns."""
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode={mode}",
        uri=True,
        timeout=PATIENCE,
        isolation_level=None,
        check_same_thread=False,
    )
    try:
        connection.execute("PRAGMA trusted_schema = OFF")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA synchronous = EXTRA")
        if mode != "ro" and not is_replicated(connection):
            connection.execute("PRAGMA journal_mode = DELETE")
    except BaseException:
        connection.close()
        raise
    return connection


def opened(path: Path, *, writable: bool) -> sqlite3.Connection:
    """A connection to the workbook at a path, checked and of the newest schema. Raises FileError."""
    look_at(path)
    with as_file_error(path, reading=True):
        if not writable and is_writable(path):
            _roll_back(path)
        if writable:
            clear_leftovers(path.parent)
        connection = connection_to(path, "rw" if writable else "ro")
        try:
            check(connection, path, writable=writable)
        except BaseException:
            connection.close()
            raise
    return connection


def _roll_back(path: Path) -> None:
    """Roll back the edit of an interrupted process: only a connection that may write can do this."""
    if os.path.lexists(f"{path}-journal"):
        connection = connection_to(path, "rw")
        try:
            connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone()
        finally:
            connection.close()


def check(connection: sqlite3.Connection, path: Path, *, writable: bool) -> None:
    """Raise FileError where a SQLite file is not a workbook, newer, or damaged; bring an older one up to date."""
    if connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
        raise FileError("{path} is another program's SQLite file: name a jingdex workbook.", path=path)
    newest, present = len(SCHEMAS), version(connection)
    if present > newest:
        raise FileError(
            "{path} was made by a newer jingdex (schema {version}, here {newest}): update jingdex.",
            path=path,
            version=present,
            newest=newest,
        )
    odd = foreign_tables(connection)
    if odd:
        raise FileError(ODD, path=path, odd=odd[0])
    if path.stat().st_size <= CHECKED_WHOLE and not _is_whole(connection):
        raise FileError(DAMAGED, path=path)
    rule = next(iter(foreign_rules(connection)), "")
    if writable and not rule:
        migrate(connection)
    elif present < READABLE and rule:
        raise FileError(ODD, path=path, odd=rule)
    elif present < READABLE:
        raise FileError("{path} was made by an older jingdex: open it once where it can be written.", path=path)


def _is_whole(connection: sqlite3.Connection) -> bool:
    """Whether SQLite can read all of the file; rows that break a rule of their table are left out later, by name."""
    connection.execute("PRAGMA ignore_check_constraints = ON")
    try:
        return bool(connection.execute("PRAGMA quick_check(1)").fetchone()[0] == "ok")
    finally:
        connection.execute("PRAGMA ignore_check_constraints = OFF")
