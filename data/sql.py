"""The interface to a connection of a store: SQL with ? for each value, and rows."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from typing import Any, Protocol


class Cursor(Protocol):
    """The rows of a query."""

    def fetchone(self) -> Any: ...  # noqa: ANN401, D102 - as in Python's database interface (PEP 249)

    def fetchall(self) -> list[Any]: ...  # noqa: D102 - as above

    def fetchmany(self, size: int, /) -> list[Any]: ...  # noqa: D102 - as above

    def __iter__(self) -> Iterator[Any]: ...


class Connection(Protocol):
    """A connection to the tables of a workbook, in any database."""

    def execute(self, sql: str, parameters: Sequence[Any] = ..., /) -> Cursor:
        """Do one statement."""
        ...

    def executemany(self, sql: str, parameters: Iterable[Sequence[Any]], /) -> object:
        """Do one statement for each row of values."""
        ...


def together(connection: Connection) -> AbstractContextManager[object]:
    """Statements inside go to a server in one message; their rows are available at the end."""
    pipeline = getattr(connection, "pipeline", None)
    return pipeline() if pipeline else nullcontext()
