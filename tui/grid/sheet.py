"""A table of the workbook as it is shown: cells, and for each the place in the workbook where typing leads."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from typing import Any, Literal, TypeAlias, overload

from core.frozen import frozen
from core.words import gettext
from core.workbook.figure import Figure
from core.workbook.typed_edit import FigurePlace, Place
from tui.grid.table import Cell, Column, Heading, Look
from tui.grid.wording import NOTHING

UNSAID = ("", NOTHING)
Raw: TypeAlias = float | str | tuple[float | None, float | None] | None
PICTURE = -2
"""In the place of the column in which another stood: it is of pictures."""
SPLIT = "\x1f"
"""ASCII's unit separator: nothing that is typed or read has it."""


class LazyCells(Sequence[Cell]):
    """The cells of one row, made once by `make`, and not before somebody asks for one."""

    __slots__ = ("_made", "_make")

    def __init__(self, make: Callable[[], Iterable[Cell]]) -> None:
        self._make: Callable[[], Iterable[Cell]] | None = make
        self._made: tuple[Cell, ...] = ()

    @overload
    def __getitem__(self, at: int) -> Cell: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[Cell, ...]: ...
    def __getitem__(self, at: int | slice) -> Cell | tuple[Cell, ...]:
        return self._cells()[at]

    def __len__(self) -> int:
        return len(self._cells())

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and self._cells() == tuple(other)

    def __hash__(self) -> int:
        return hash(self._cells())

    def _cells(self) -> tuple[Cell, ...]:
        if self._make is not None:
            self._made, self._make = tuple(self._make()), None
        return self._made


@frozen
class SheetRow:
    """One row: `key` tells it from others through every change, `place` is where typing in it leads.

    `places` are the columns that lead elsewhere; `sort_by` holds a raw value for each column, null sorting last;
    that of an interval is its two ends. `titles` say what the cells are where the columns are titled for other rows.
    """

    key: str
    cells: Sequence[Cell]
    place: Place | None = None
    places: dict[int, Place] = field(default_factory=dict)
    sort_by: tuple[Raw, ...] = ()
    titles: tuple[str, ...] = ()

    def changes(self, columns: Sequence[Column]) -> list[str]:
        """What a preview changes in the row, sparklines apart: the column's title, the old text and the new one.

        Of a row that was not there what it says behind its first cell.
        """
        titles = (*self.titles, *(column.title for column in columns[len(self.titles) :]))
        filled = [(title, cell) for title, cell in zip(titles, self.cells, strict=False) if cell.text not in UNSAID]
        if filled and all(cell.old == "" for _, cell in filled):
            return [gettext("new"), *(f"{title} {cell.text.strip()}" for title, cell in filled[1:])]
        return [
            f"{title} {(cell.old or NOTHING).strip(' →')} → {(cell.text or NOTHING).strip(' →')}"
            for title, column, cell in zip(titles, columns, self.cells, strict=False)
            if cell.old is not None and not column.tail and not (cell.old in UNSAID and cell.text in UNSAID)
        ]

    def place_of(self, column: int) -> Place | None:
        """Where typing in a column leads."""
        return self.places.get(column, self.place)


@dataclass(frozen=True)
class Sheet:
    """Columns and rows with headings between them; it is what a grid shows.

    `keys` are those that do something where a sentence stands in place of a table.
    """

    columns: Sequence[Column]
    rows: Sequence[SheetRow | Heading]
    keys: str = ""

    @property
    def row_count(self) -> int:
        """How many rows there are, headings included."""
        return len(self.rows)

    def cell(self, row: int, column: int) -> Cell:
        """The cell of a row; a heading and a row that is too short have empty cells."""
        line = self.rows[row]
        return line.cells[column] if isinstance(line, SheetRow) and column < len(line.cells) else Cell("")

    def heading(self, row: int) -> Heading | None:
        """The heading that this row is, if it is one."""
        line = self.rows[row]
        return line if isinstance(line, Heading) else None

    def row_at(self, row: int) -> SheetRow | None:
        """The row, if it is none of the headings."""
        line = self.rows[row] if 0 <= row < len(self.rows) else None
        return line if isinstance(line, SheetRow) else None

    @cached_property
    def by_key(self) -> dict[str, SheetRow]:
        """The rows by their keys."""
        return {row.key: row for row in self.rows if isinstance(row, SheetRow)}

    def find(self, key: str) -> int | None:
        """Where the row of a key stands."""
        return next((n for n, row in enumerate(self.rows) if isinstance(row, SheetRow) and row.key == key), None)

    def marked(self, before: "Sheet", mark: Literal["lit", "preview"]) -> "Sheet":
        """The sheet with every cell marked that reads otherwise than before; lit is nothing where there was nothing.

        Pictures made of characters are not marked, as the numbers that they are of are.
        """
        if before is self or (mark == "lit" and not before.by_key):
            return self
        titles = [column.title for column in before.columns]
        same = titles == [column.title for column in self.columns]
        place = {title: at for at, title in enumerate(titles)}
        was = [
            PICTURE if column.drawn else at if same else place.get(column.title, -1)
            for at, column in enumerate(self.columns)
        ]
        known = before.by_key
        return replace(
            self,
            rows=[
                replace(row, cells=LazyCells(partial(_marked_cells, row, known.get(row.key), was, mark)))
                if isinstance(row, SheetRow)
                else row
                for row in self.rows
            ],
        )

    def without(self, column: int) -> "Sheet":
        """The sheet with one column less."""

        def rest(items: Sequence[Any]) -> tuple[Any, ...]:
            return (*items[:column], *items[column + 1 :])

        def narrower(row: SheetRow) -> SheetRow:
            places = {n - (n > column): place for n, place in row.places.items() if n != column}
            return SheetRow(row.key, rest(row.cells), row.place, places, rest(row.sort_by))

        rows = [narrower(row) if isinstance(row, SheetRow) else row for row in self.rows]
        return replace(self, columns=rest(self.columns), rows=rows)

    def sorted_by(self, column: int, *, descending: bool) -> "Sheet":
        """The rows of each block between headings in the order of one column; what has no value comes last."""
        rows: list[SheetRow | Heading] = []
        block: list[SheetRow] = []
        for row in (*self.rows, None):
            if isinstance(row, SheetRow) and row.sort_by:
                block.append(row)
                continue
            rows += _in_order(block, column, descending)
            block = []
            rows += [] if row is None else [row]
        return replace(self, rows=rows)


def failed_sheet(error: str, otherwise: str = "") -> Sheet:
    """An error in place of a table, or where there is none what is said otherwise."""
    return sentence_sheet(error or otherwise, look="bad" if error else "plain")


def sentence_sheet(sentence: str, keys: str = "", look: Look = "plain") -> Sheet:
    """A sentence in place of a table, or its lines."""
    lines = gettext(sentence).split("\n")
    return Sheet((Column("", 40, grows=True),), tuple(Heading(line, look, stops=True) for line in lines), keys)


def key_of(*parts: object) -> str:
    """The key of a row made of parts, which may hold any sign that is written."""
    return SPLIT.join(map(str, parts))


def parts_of(key: str) -> list[str]:
    """The parts that a key was made of."""
    return key.split(SPLIT)


def look_of(figure: Figure | None) -> Literal["plain", "estimated", "dim"]:
    """How a figure's text is drawn: what nobody observed never looks like what was published."""
    if figure is None or figure.value is None:
        return "dim"
    return "plain" if figure.is_published else "estimated"


def look_of_change(change: float | None) -> Literal["plain", "good", "bad"]:
    """How a change is drawn, when above 0 is the good way."""
    return "plain" if not change else "good" if change > 0 else "bad"


def row_of(key: str, *cells: tuple[str | Cell, Raw], place: Place | None = None) -> SheetRow:
    """A row of texts or cells, each with the raw value behind it."""
    drawn = tuple(cell if isinstance(cell, Cell) else Cell(cell) for cell, _ in cells)
    return SheetRow(key, drawn, place, sort_by=tuple(value for _, value in cells))


def place_of(figure: Figure | None) -> FigurePlace | None:
    """Where a figure stands."""
    return FigurePlace(*figure.key) if figure else None


def _marked_cells(row: SheetRow, known: SheetRow | None, was: Sequence[int], mark: str) -> Iterator[Cell]:
    """The cells marked against those of the row of its key before; `was` has the column of each column then.

    A cell that is empty now is not known yet, as ranks under other assumptions while a weight is typed: a preview
    has there what was known before, dimmed.
    """
    for at, cell in enumerate(row.cells):
        stood = known is not None and at < len(was) and 0 <= was[at] < len(known.cells)
        old = known.cells[was[at]].text if known is not None and stood else None
        if mark == "preview" and old and not cell.text:
            yield replace(cell, text=old, look="dim")
        elif old == cell.text or not cell.text or was[at : at + 1] == [PICTURE]:
            yield cell
        elif mark == "lit":
            yield replace(cell, lit=True)
        else:
            yield replace(cell, look="preview", lit=True, old=old or "")


def _in_order(block: list[SheetRow], column: int, descending: bool) -> list[SheetRow]:
    def value(row: SheetRow) -> Raw:
        return row.sort_by[column] if column < len(row.sort_by) else None

    known = [row for row in block if value(row) is not None]
    ordered = sorted(known, key=lambda row: (str(type(value(row))), value(row)), reverse=descending)
    return [*ordered, *(row for row in block if value(row) is None)]
