"""The tables of a workbook by the kinds of their entries: each attribute gives one table as a mapping or a list."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Generic, Protocol, TypeVar, cast

from core.workbook.entries import KINDS
from core.workbook.entry import Entry

E = TypeVar("E", bound=Entry)


class HasTables(Protocol):
    """An object with tables of entries: a workbook."""

    @property
    def tables(self) -> Mapping[str, Mapping[str, Entry]]:
        """The valid entries, by table and key."""
        ...


class ByCode(Generic[E]):
    """The entries of a kind by their codes."""

    def __init__(self, kind: type[E]) -> None:
        self.table = KINDS[kind]

    def __get__(self, workbook: HasTables, owner: type) -> Mapping[str, E]:
        return cast("Mapping[str, E]", workbook.tables[self.table])


class Listed(Generic[E]):
    """The entries of a kind in the order of the workbook, or by a sort key."""

    def __init__(self, kind: type[E], by: Callable[[E], Any] | None = None) -> None:
        self.table, self.by = KINDS[kind], by

    def __get__(self, workbook: HasTables, owner: type) -> list[E]:
        entries = cast("Iterable[E]", workbook.tables[self.table].values())
        return sorted(entries, key=self.by) if self.by else list(entries)


class ListedOf(Generic[E]):
    """The entries of a kind with given values of some fields, in the order of the workbook, or by a sort key."""

    def __init__(self, kind: type[E], *names: str, by: Callable[[E], Any] | None = None) -> None:
        self.table, self.names, self.by = KINDS[kind], names, by

    def __get__(self, workbook: HasTables, owner: type) -> Callable[..., list[E]]:
        entries = cast("Iterable[E]", workbook.tables[self.table].values())

        def of(*values: str) -> list[E]:
            wanted = list(zip(self.names, values, strict=True))
            matching = [entry for entry in entries if all(getattr(entry, name) == value for name, value in wanted)]
            return sorted(matching, key=self.by) if self.by else matching

        return of
