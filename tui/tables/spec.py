"""What a table is: its title, its columns, the options that it takes, and what makes its rows."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from core.frozen import frozen
from core.words import gettext, in_words
from core.workbook.entry import Language
from tui.grid.sheet import Sheet
from tui.grid.wording import Wording
from tui.tables import frames
from tui.tables.query import BadOption, QueryContext
from tui.tables.sections import Section
from tui.tables.sheet_values import Value

if TYPE_CHECKING:
    import polars as pl
    from typing_extensions import TypeIs

FEW = 8
Rows: TypeAlias = "Iterable[Record] | pl.DataFrame"
RowSource: TypeAlias = "Iterable[object] | pl.DataFrame"
Variants: TypeAlias = Iterable[tuple[str, Mapping[str, object]]]
Record: TypeAlias = dict[str, Value]
"""A row: raw values by column name, numbers in base units, null where there is none."""
Kind: TypeAlias = Literal["text", "number", "whole", "truth"]
Naming: TypeAlias = Literal["", "unit", "indicator", "code", "method", "word", "step", "choice"]
NAMED: Mapping[str, Naming] = {
    **dict.fromkeys(("unit", "other", "most_moved", "of_unit", "scored_unit"), "unit"),
    "indicator": "indicator",
    "method": "method",
    "combination": "choice",
    **dict.fromkeys(("node", "code", "of", "first", "second", "parent", "pillar", "size", "left_out"), "code"),
    **dict.fromkeys(("change", "event", "kind", "outcome", "part", "quadrant", "severity", "side", "verdict"), "word"),
}
"""What the codes of a column of this key are codes of, or that they are words of the tables."""


@frozen
class TableColumn:
    """One column: `key` names it in data files and does not change, `title` heads it in a table for readers.

    `unit` is the unit of its numbers, in base units where it is empty (% stands for per cent). `form` is how a number
    is printed, as Python's format has it. `names` says what the codes of the column are codes of: a reader is shown
    the name; a word of the tables, a step and a choice of a study stand in the language of the reader. A column that is
    not `shown` is in data files only. One with `until` is shown as an interval, which ends at the column of that key,
    one with `scale_of` in the scale of the indicator that the column of that key names.
    """

    key: str
    kind: Kind = "text"
    title: str = ""
    unit: str = ""
    form: str = ""
    names: Naming = ""
    shown: bool = True
    of: str = ""
    until: str = ""
    scale_of: str = ""

    def value_in(self, row: object, language: Language) -> Value:
        """What a row has for it; null where something on the way is null, a method is called with the language."""
        value: Any = row
        for name in (self.of or self.key).split("."):
            value = None if value is None else getattr(value, name)
        if callable(value):
            value = value(language)
        return " ".join(value) if isinstance(value, tuple) else value

    @property
    def words(self) -> str:
        """What the column is called."""
        return self.title or self.key.replace("_", " ")

    @property
    def heading(self) -> str:
        """What a reader finds above the column."""
        return in_words((gettext(self.words), gettext(self.unit))) if self.unit else gettext(self.words)

    @property
    def is_number(self) -> bool:
        """Whether its cells are aligned to the right."""
        return self.kind in ("number", "whole")


def texts(*keys: str) -> tuple[TableColumn, ...]:
    """Columns of texts; `key=path` says where a row that is an object has the value, `key:title` what heads it.

    A reader is shown the name of a unit, an indicator or a node (`NAMED`) where no column beside it has the name; the
    column of a `code` is then called a part, as it has no codes.
    """
    named = {key: naming for key, naming in NAMED.items() if f"{key}_name" not in keys and "name" not in keys}
    titles = {"code": "part"} if "code" in named else {}
    return tuple(
        replace(column, names=named.get(column.key, ""), title=column.title or titles.get(column.key, ""))
        for column in _columns("text", keys)
    )


def numbers(*keys: str, form: str = "", unit: str = "", scale_of: str = "") -> tuple[TableColumn, ...]:
    """Columns of numbers that are printed alike."""
    return tuple(replace(column, form=form, unit=unit, scale_of=scale_of) for column in _columns("number", keys))


def interval(low: str, high: str, title: str, form: str = "") -> tuple[TableColumn, ...]:
    """The two ends of an interval: two columns of numbers in data files, one for readers."""
    return (
        TableColumn(low, "number", title, form=form, until=high),
        TableColumn(high, "number", form=form, shown=False),
    )


def wholes(*keys: str) -> tuple[TableColumn, ...]:
    """Columns of whole numbers."""
    return _columns("whole", keys)


def truths(*keys: str) -> tuple[TableColumn, ...]:
    """Columns of what is so or not."""
    return _columns("truth", keys)


def _columns(kind: Kind, keys: Iterable[str]) -> tuple[TableColumn, ...]:
    return tuple(_column(kind, key) for key in keys)


def _column(kind: Kind, text: str) -> TableColumn:
    named, _, path = text.partition("=")
    key, _, title = named.partition(":")
    return TableColumn(key, kind, title, of=path)


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

    `rows` gives the rows, with values for keys of `columns`, null where there is none: as records, as objects in which
    the columns find theirs (`TableColumn.of`), or as a Polars frame, which has all of them. `options` are those
    of `tui.tables.query` that `rows` and `sections` heed; `filters` are columns of which an option of the same name
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

    def records(self, query: QueryContext) -> Iterator[Record]:
        """The rows as records: raw values in base units, null where there is none. Raises BadOption, MethodError."""
        rows = self.kept_rows(query)
        return rows.iter_rows(named=True) if is_frame(rows) else iter(rows)

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
        nothing = dict.fromkeys(self.keys)
        for row in rows:
            if isinstance(row, dict):
                yield {**nothing, **row}
            else:
                yield {column.key: column.value_in(row, language) for column in self.columns}

    def frame(self, query: QueryContext) -> "pl.DataFrame":
        """The rows as a frame with a column of the declared type for each key, also where there is no row."""
        rows = self.kept_rows(query)
        kinds = {column.key: column.kind for column in self.columns}
        return frames.cast_frame(kinds, rows) if is_frame(rows) else frames.framed(kinds, list(rows))


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
