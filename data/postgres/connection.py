"""A connection to PostgreSQL that takes the same SQL as one to a workbook file."""

import logging
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from functools import lru_cache
from typing import Any

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict

from core.errors import BadEntry
from core.words import gettext, marked
from data.errors import Busy, FileError, NoWorkbook
from data.postgres.address import Address

PATIENCE = 10
"""Seconds to wait for the server, and for another program that writes."""
NOTICED = {
    "application_name": "jingdex", "keepalives_idle": 5, "keepalives_interval": 5, "keepalives_count": 2,
    "tcp_user_timeout": 10_000,
}  # fmt: skip
"""Settings of libpq that an address may override: a network that answers nothing is noticed in 15 seconds."""
SETTINGS = "SET search_path TO {}, pg_temp; SET default_transaction_isolation TO 'read committed'"
"""Of every connection: each statement sees what was saved before it, also after a wait for another program."""
FATAL = "FATAL:"
"""The beginning of the message of a server that answers and refuses the connection."""
NOT_YET = "the database system is"
"""The message of a server that starts, recovers or shuts down."""
REFUSED = marked("The server does not let you in to {place} ({why}): name another user or database, or ask its keeper.")
LOST = marked("The server of {place} cannot be reached ({why}): check the address, or try again in a moment.")
LACKING = "no password supplied"
"""What libpq says where the server wants one."""
LOCKED = marked("The server of {place} wants a password: put it into PGPASSWORD or ~/.pgpass.")
READER = marked("{place} is open read-only: ask its keeper to make you an editor.")
SENTENCES: dict[type[psycopg.Error], str] = marked(
    {
        psycopg.errors.InsufficientPrivilege: READER,
        psycopg.errors.DuplicateSchema: "{place} already exists: choose another name.",
        psycopg.errors.DiskFull: "The disk of the server is full and {place} keeps what it had before: have room made.",
        psycopg.errors.ReadOnlySqlTransaction: "The server of {place} only lets one look: open its primary server.",
    }
)


logging.getLogger("psycopg").addHandler(logging.NullHandler())  # what it has to say comes as an error too


class Lost(FileError):
    """The connection to the server is lost: the edit that was being saved may be saved or not."""


class ServerConnection:
    """A psycopg connection in autocommit that takes ? for a value, as SQLite does."""

    def __init__(self, address: Address, timeout: int = PATIENCE) -> None:
        """Connect within this many seconds, or within those of the address. Raises FileError, Lost."""
        self.address = address
        with as_server_error(address):
            settings: dict[str, Any] = {"connect_timeout": timeout, **NOTICED, **conninfo_to_dict(address.url)}
            self.raw = psycopg.connect(**settings, autocommit=True, client_encoding="utf8")
        with as_server_error(address):
            self.raw.execute(sql.SQL(SETTINGS).format(sql.Identifier(address.name)))

    def execute(self, statement: str, parameters: Sequence[Any] = (), /) -> psycopg.Cursor[Any]:
        """Do one statement."""
        return self.raw.execute(_translated(statement), parameters)

    def value(self, statement: str, parameters: Sequence[Any] = (), /) -> Any:  # noqa: ANN401 - of the type of the column
        """The first value of the first row, null where there is no row."""
        row = self.execute(statement, parameters).fetchone()
        return row[0] if row else None

    def executemany(self, statement: str, parameters: Iterable[Sequence[Any]], /) -> None:
        """Do one statement for each row of values."""
        rows = list(parameters)
        if rows:
            self.raw.cursor().executemany(_translated(statement), rows)

    def pipeline(self) -> AbstractContextManager[object]:
        """Statements inside are sent together; their rows are available at the end at the latest."""
        return self.raw.pipeline()

    @contextmanager
    def transaction(self, beginning: str) -> Iterator[None]:
        """The changes inside are saved together at the end, or not at all.

        Statements wait until the rows of one are needed, and are sent together; an error may therefore be raised late.
        """
        try:
            with self.pipeline():
                self.raw.execute(beginning)
                yield
                self.raw.execute("COMMIT")
        except BaseException:
            if not self.raw.broken and not self.raw.closed:
                self.raw.execute("ROLLBACK")
            raise

    def close(self) -> None:
        """Close the connection."""
        self.raw.close()


@lru_cache(maxsize=256)
def _translated(statement: str) -> bytes:
    return statement.replace("%", "%%").replace("?", "%s").encode()


def quoted(name: str) -> str:
    """A name in quotes, as SQL needs it."""
    return sql.Identifier(name).as_string()


@contextmanager
def as_server_error(address: Address) -> Iterator[None]:
    """Turn the errors of psycopg into a FileError with one sentence, without secrets."""
    try:
        yield
    except (psycopg.errors.UndefinedTable, psycopg.errors.InvalidSchemaName) as error:
        raise NoWorkbook("There is no workbook {place}: make one with `jingdex new {place}`.", place=address) from error
    except psycopg.errors.LockNotAvailable as error:
        raise Busy("{place} is held by another program: try again in a moment.", place=address) from error
    except (psycopg.errors.DataError, UnicodeEncodeError) as error:
        raise BadEntry("This holds signs that a server cannot keep: leave them out.") from error
    except psycopg.Error as error:
        sentence = next((text for kind, text in SENTENCES.items() if isinstance(error, kind)), "")
        if sentence:
            raise FileError(sentence, place=address) from error
        why = next(iter(str(error).strip().splitlines()), gettext("the connection is closed")).rstrip(".")
        if FATAL in why and NOT_YET not in why:
            raise FileError(REFUSED, place=address, why=why.partition(FATAL)[2].strip()) from error
        if LACKING in why:
            raise FileError(LOCKED, place=address) from error
        if isinstance(error, psycopg.OperationalError | psycopg.InterfaceError):
            raise Lost(LOST, place=address, why=why) from error
        raise FileError("The server of {place} refused it: {why}.", place=address, why=why) from error
