"""The address of a workbook on a server: postgresql://[user@]host[:port]/database/NAME[?setting=value]."""

import re
from typing import Self
from urllib.parse import parse_qsl, unquote, urlsplit

from core.frozen import frozen
from data.errors import FileError

HIDDEN = "(?i)pass|secret|scram"
"""Parts of names of libpq's settings that are secret or lead to a secret, misspelt names included."""
ADDRESS = r"postgres(ql)?:/+"
"""How an address begins, also with one slash, as a path of files loses a doubled one."""
LONGEST = 63
"""PostgreSQL ignores the bytes of a name beyond this many."""


@frozen
class Address:
    """Where a workbook is: `url` leads to the database as libpq reads it, `name` is the schema that holds its tables.

    It holds no password: libpq finds that in PGPASSWORD, ~/.pgpass or a service file.
    """

    url: str
    name: str

    @classmethod
    def of(cls, text: str) -> Self:
        """The address in a text. Raises FileError."""
        try:
            parts = urlsplit(text)
            secret = parts.password is not None or any(re.search(HIDDEN, key) for key, _ in parse_qsl(parts.query))
        except ValueError as error:
            raise FileError("This is not an address: write postgresql://user@host/database/NAME.") from error
        if secret:
            raise FileError("An address with a password is seen by others: keep it in PGPASSWORD or ~/.pgpass.")
        database, _, name = parts.path.strip("/").rpartition("/")
        name = unquote(name)
        if not database or "/" in database or not name:
            raise FileError("{text} names no workbook: write postgresql://user@host/database/NAME.", text=text)
        if len(name.encode()) > LONGEST or name.startswith("pg_") or not name.isprintable():
            raise FileError(
                "{name} cannot be the name of a workbook there: choose another, of at most {most} bytes.",
                name=f"{name!a}",
                most=LONGEST,
            )
        return cls(_url(parts.netloc, database, parts.query), name)

    def __str__(self) -> str:
        parts = urlsplit(self.url)
        return _url(parts.netloc, f"{parts.path[1:]}/{self.name}", parts.query)

    @property
    def stem(self) -> str:
        """The first name of a workbook that is made there."""
        return self.name


def is_address(text: str) -> bool:
    """Whether a text names a server rather than a file."""
    return bool(re.match(ADDRESS, text))


def _url(host: str, path: str, query: str) -> str:
    return f"postgresql://{host}/{path}{'?' if query else ''}{query}"
