"""What a table is: its title, its columns, the options that it takes, and what makes its rows."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Literal, TypeAlias, cast, overload

from core.frozen import frozen
from core.words import gettext, in_words
from core.workbook.entry import Language
from tui.grid.sheet import Sheet
from tui.grid.wording import Wording
from tui.tables import frames
from tui.tables.column import Record, TableColumn
from tui.tables.options import BadOption
from tui.tables.query import QueryContext
from tui.tables.sections import Section

if TYPE_CHECKING:
    import polars as pl
    from typing_extensions import TypeIs

FEW = 8
Rows: TypeAlias = "Iterable[Record] | pl.DataFrame"
RowSource: TypeAlias = "Iterable[object] | pl.DataFrame"


Variants: TypeAlias = Iterable[tuple[str, Mapping[str, object]]]


@frozen
class Page:
    """How a table is opened on the screen: the heading of the menu that it stands under, and what is said of it there.

    `draw` makes its sheet, without it the shown columns are drawn; `none` is said where there is no row. `variants` are
    the titles and the options of several pages of one table. A page that is `dated` is of the period that is looked
    at. What may be chosen for the option `turns` comes one after the other by a key, and where the page is `stepped`
    the step of the method after which it is made by two, the figures or the last step at first. `strip` says more of
    the row of a key and of a column. `by_rows` tells that a file has the rows of the table; else those of the sheet.
    A page whose rows take many runs of the method `runs` them in a thread; `summary` says what they come to.
    """

    group: str
    note: str
    title: str = ""
    draw: Callable[["TableSpec", QueryContext], Sheet] | None = None
    none: str = "There is nothing to show."
    variants: Callable[[QueryContext], Variants] | None = None
    dated: bool = False
    turns: str = ""
    stepped: Literal["", "figures", "last"] = ""
    strip: Callable[[QueryContext, str, int], list[str]] | None = None
    by_rows: bool = True
    runs: Callable[[QueryContext, Callable[[float], None]], Iterable[Record]] | None = None
    summary: Callable[[Sequence[Record], Wording], str] | None = None


@frozen
class TableSpec:
    """One table, defined once.

    `rows` gives the rows, with a value for each key of `columns`: as records, as objects in which the columns find
    theirs (`TableColumn.of`), or as a Polars frame. `options` are those
    of `tui.tables.options` that `rows` and `sections` heed; `filters` are columns of which an option of the same name
    keeps one value, `needs` those without which there is no table. `sections` draws it for readers where it is more
    than its shown columns. `in_all` tells whether an export of all tables has it, `of_scenario` whether the changes of
    a scenario can be in it. One with a `page` is in the menu of analyses.
    """

    title: str
    columns: tuple[TableColumn, ...]
    rows: Callable[[QueryContext], RowSource]
    options: tuple[str, ...] = ()
    filters: tuple[str, ...] = ()
    sections: Callable[[QueryContext], list[Section]] | None = None
    in_all: bool = False
    of_scenario: bool = True
    needs: tuple[str, ...] = ()
    page: Page | None = None

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
        return _records(self.kept_rows(query))

    def kept_rows(self, query: QueryContext) -> Rows:
        """The rows that the filters keep, in the form in which they are made. Raises as `records` does."""
        result = self.rows(query)
        rows: Rows = result if is_frame(result) else self._as_records(result, query.language)
        for name in self.filters:
            wanted = query.option_code(name)
            if wanted is not None:
                rows = kept_in_frame(rows, name, wanted) if is_frame(rows) else rows_with(list(rows), name, wanted)
        return rows

    def _as_records(self, rows: Iterable[object], language: Language) -> Iterator[Record]:
        for row in rows:
            record = (
                row
                if isinstance(row, dict)
                else {column.key: column.value_in(row, language) for column in self.columns}
            )
            yield cast("Record", record)

    def frame(self, query: QueryContext) -> "pl.DataFrame":
        """The rows as a frame with a column of the declared type for each key, also where there is no row."""
        rows = self.kept_rows(query)
        return frames.cast_frame(self.columns, rows) if is_frame(rows) else frames.framed(self.columns, list(rows))


class FrameRecords(Sequence[Record]):
    """The rows of a frame as records, each made when it is read."""

    def __init__(self, frame: "pl.DataFrame") -> None:
        self.frame = frame

    def __len__(self) -> int:
        return self.frame.height

    def __iter__(self) -> Iterator[Record]:
        return self.frame.iter_rows(named=True)

    @overload
    def __getitem__(self, at: int) -> Record: ...

    @overload
    def __getitem__(self, at: slice) -> Sequence[Record]: ...

    def __getitem__(self, at: int | slice) -> Record | Sequence[Record]:
        return self.frame.row(at, named=True) if isinstance(at, int) else self.frame[at].to_dicts()


def _records(rows: Rows) -> Iterator[Record]:
    return rows.iter_rows(named=True) if is_frame(rows) else iter(rows)


def is_frame(rows: object) -> "TypeIs[pl.DataFrame]":
    """Whether rows are a frame, which is known by what it can do, so that Polars need not be loaded to tell."""
    return hasattr(rows, "iter_rows")


def kept_in_frame(rows: "pl.DataFrame", name: str, wanted: str) -> "pl.DataFrame":
    """The rows of a frame that have this value in a column. Raises as `rows_with` does."""
    rest = rows.filter(rows[name] == wanted)
    if rest.is_empty() and rows.height:
        rows_with([{name: value} for value in rows[name].unique(maintain_order=True)], name, wanted)
    return rest


def rows_with(rows: list[Record], name: str, wanted: str) -> list[Record]:
    """The rows that have this value in a column.

    Raises BadOption where there are rows and none is of the period: a unit that is known may well have no row.
    """
    rest = [row for row in rows if row[name] == wanted]
    if rows and not rest and name == "period":
        known = list(dict.fromkeys(str(row[name]) for row in rows))
        more = " …" if len(known) > FEW else ""
        raise BadOption(
            "The table has no {name} {wanted}: use one of {known}{more}.",
            name=gettext(name),
            wanted=wanted,
            known=in_words(known[:FEW]),
            more=more,
        )
    return rest
