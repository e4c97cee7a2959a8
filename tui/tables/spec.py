"""What a table is: its title, its columns, the options that it takes, and what makes its rows."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias, cast

from tui.tables.column import Kind, TableColumn
from tui.tables.options import BadOption
from tui.tables.query import QueryContext
from tui.tables.records import Record
from tui.tables.sections import Section

if TYPE_CHECKING:
    import polars as pl

FEW = 8
TYPES: Mapping[Kind, str] = {"text": "String", "number": "Float64", "whole": "Int64", "truth": "Boolean"}
"""The type that Polars has for each kind of column."""
Rows: TypeAlias = "Iterable[Record] | pl.DataFrame"


@dataclass(frozen=True, slots=True)
class TableSpec:
    """One table, defined once.

    `rows` gives the rows, as records or as a Polars frame, with a value for each key of `columns`. `options` are those
    of `tui.tables.options` that `rows` and `sections` heed; `filters` are columns of which an option of the same name
    keeps one value. `sections` draws the table for readers where it is more than its shown columns; `needs` says what
    a workbook must have for the table to hold anything. `in_all` tells whether an export of all tables has it,
    `of_scenario` whether the changes of a scenario can be in it.
    """

    title: str
    columns: tuple[TableColumn, ...]
    rows: Callable[[QueryContext], Rows]
    options: tuple[str, ...] = ()
    filters: tuple[str, ...] = ()
    sections: Callable[[QueryContext], list[Section]] | None = None
    in_all: bool = True
    of_scenario: bool = True

    @property
    def keys(self) -> tuple[str, ...]:
        """The names of the columns in data files."""
        return tuple(column.key for column in self.columns)

    @property
    def takes(self) -> tuple[str, ...]:
        """Every option that works on the table."""
        return (*self.options, *self.filters)

    @property
    def has_names(self) -> bool:
        """Whether data files hold names or sentences, which are others in another language."""
        return any(key.endswith(("name", "text")) for key in self.keys)

    def records(self, query: QueryContext) -> Iterator[Record]:
        """The rows as records: raw values in base units, null where there is none. Raises BadOption, MethodError."""
        rows = _records(self.rows(query))
        for name in self.filters:
            wanted = query.wanted(name)
            rows = rows if wanted is None else iter(kept(list(rows), name, wanted))
        return rows

    def frame(self, query: QueryContext) -> "pl.DataFrame":
        """The rows as a frame with a column of the declared type for each key, also where there is no row."""
        made = self.rows(query)
        if hasattr(made, "iter_rows") and not any(query.wanted(name) for name in self.filters):
            return _cast(self.columns, cast("pl.DataFrame", made))
        return framed(self.columns, list(self.records(query)))


def framed(columns: Sequence[TableColumn], records: Sequence[Record]) -> "pl.DataFrame":
    """Records as a frame with columns of the declared types."""
    import polars as pl  # noqa: PLC0415 - heavy, and of no use to what is printed

    return pl.DataFrame(
        [
            pl.Series(one.key, [_as(one, record[one.key]) for record in records], getattr(pl, TYPES[one.kind]))
            for one in columns
        ]
    )


def _cast(columns: Sequence[TableColumn], frame: "pl.DataFrame") -> "pl.DataFrame":
    import polars as pl  # noqa: PLC0415 - as above

    return frame.select(pl.col(one.key).cast(getattr(pl, TYPES[one.kind])) for one in columns)


def _records(rows: Rows) -> Iterator[Record]:
    """Rows as records; a frame is known by what it can do, so that Polars need not be loaded to tell."""
    of_frame = getattr(rows, "iter_rows", None)
    return cast("Iterator[Record]", of_frame(named=True) if of_frame else iter(rows))


def _as(column: TableColumn, value: object) -> object:
    """A value as its column holds it: a whole number among others is a number, whatever stands among texts a text."""
    if value is None or column.kind in ("whole", "truth"):
        return value
    return str(value) if column.kind == "text" else float(cast("float", value))


def kept(rows: list[Record], name: str, wanted: str) -> list[Record]:
    """The rows that have this value in a column.

    Raises BadOption where there are rows and none is of the period: a unit that is known may well have no row.
    """
    found = [row for row in rows if row[name] == wanted]
    if rows and not found and name == "period":
        known = list(dict.fromkeys(str(row[name]) for row in rows))
        more = " …" if len(known) > FEW else ""
        raise BadOption(f"The table has no {name} {wanted}: use one of {', '.join(known[:FEW])}{more}.")
    return found
