"""All figures, one a row, as a table of any length: only rows that are seen are made."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from rich.cells import cell_len

from core.frozen import frozen
from core.workbook.figure import Figure, SeriesKey
from core.workbook.shown_periods import period_forms, shown_period
from core.workbook.typed_edit import FigurePlace
from core.workbook.workbook import Workbook, indicator_of
from tui.grid.plain import plain
from tui.grid.sheet import look_of
from tui.grid.table import Cell, Column, Heading, Table
from tui.grid.wording import NOTHING, Wording

if TYPE_CHECKING:
    from core.figures.draft import Part
    from core.figures.rows import FigureRows
    from core.figures.view import View

PARTS: dict["Part", Column] = {
    "unit": Column("unit", 15, frozen=True, grows=True),
    "indicator": Column("indicator", 20, frozen=True, grows=True),
    "period": Column("period", 9),
    "vintage": Column("release", 10),
    "value": Column("value", 12, "right", typed=True),
    "status": Column("status", 6),
    "source": Column("source", 16, grows=True),
    "note": Column("note", 20, grows=True, wants=100),
}
"""The columns of the long form, in order, by the part of a figure that each shows."""

LONGEST_PERIOD = 15
"""Cells of a period in a form of its publisher."""
FEW = 500
"""Names of which the longest is looked for."""
LONGEST_NAME, USUAL = 36, 120
"""Cells of a name that are enough beside the source and the note of a figure, and those of the table then."""
AT_ONCE = 64
"""Rows that are made in one go."""


class FigureTable(Table, Protocol):
    """A table that shows figures: what stands in a cell, and where in the workbook that is."""

    view: "View"
    names: "Named"

    def figure(self, row: int, column: int) -> Figure | None:
        """The figure that a cell shows or is a part of."""
        ...

    def place(self, row: int, column: int) -> FigurePlace | None:
        """Where the figure of a cell stands, or would stand."""
        ...

    def named(self, row: int) -> FigurePlace | None:
        """Where the row's first figure stands: what the columns that name the row say."""
        ...

    def part(self, column: int) -> "Part":
        """What of a figure a column shows."""
        ...

    def sorted_by(self, column: int) -> str:
        """What `FigureQuery.column` is called for a column."""
        ...


@frozen
class Marks:
    """What is drawn over the rows of a frame: the series that are others in the workbook `now`; all where it is null.

    Cells that read otherwise than in the workbook `was` are marked, as a preview or as what the last edit moved.
    """

    now: Workbook
    series: frozenset[SeriesKey] | None
    was: Workbook | None = None
    differing: frozenset[SeriesKey] | None = frozenset()
    previews: bool = False

    def figure(self, figure: Figure) -> Figure | None:
        """The figure as it is now."""
        same = self.series is not None and figure.series not in self.series
        return figure if same else self.now.figure(figure.key)

    def at(self, place: FigurePlace) -> Figure | None:
        """What stands now at a place where the frame has nothing."""
        same = self.series is not None and (place.unit, place.indicator) not in self.series
        return None if same else self.now.series(place.unit, place.indicator).at(place.period)

    def marked(self, place: FigurePlace, text: Callable[[Figure | None], str], cell: Cell) -> Cell:
        """The cell, marked where it read otherwise."""
        if self.was is None or (self.differing is not None and (place.unit, place.indicator) not in self.differing):
            return cell
        old = text(self.was.figure((place.unit, place.indicator, place.period, place.vintage)))
        if old == cell.text:
            return cell
        return replace(cell, look="preview", lit=True, old=old) if self.previews else replace(cell, lit=True)


@frozen
class Named:
    """What names the codes of figures: the workbook, in a language; and how many cells the table has for them."""

    workbook: Workbook
    wording: Wording
    room: int = USUAL

    def unit(self, code: str) -> str:
        """A unit's name."""
        return self.wording.unit(self.workbook, code)

    def indicator(self, code: str) -> str:
        """An indicator's name."""
        return self.wording.indicator(self.workbook, code)

    def period(self, text: str) -> str:
        """A period as its publisher writes it."""
        return shown_period(text, self.workbook)

    def source(self, code: str) -> str:
        """A source's title."""
        known = self.workbook.sources.get(code)
        return self.wording.entry_text(known.title if known else code)

    def value(self, figure: Figure) -> str:
        """A figure's number in its scale, with its sign and letter, rounded to what its column can show."""
        entry = indicator_of(self.workbook, figure.indicator)
        return self.wording.figure(figure, entry, PARTS["value"].width)

    def column(self, part: "Part", width: int) -> Column:
        """The column of a part, one of names as wide as the longest asks for, where they are few enough to look at."""
        column = PARTS[part]
        enough = LONGEST_NAME + max(0, self.room - USUAL) // 4
        wants = min(enough, max(map(cell_len, self._names(part)), default=0)) or column.wants
        title = self.wording.word(column.title)
        return replace(
            column, title=title, width=min(width, max(wants, cell_len(title))) if wants else width, wants=wants
        )

    def _names(self, part: "Part") -> Iterable[str]:
        """All names that a column of names may show, where they are few enough to look at."""
        workbook = self.workbook
        known: dict[Part, tuple[Collection[str], Callable[[str], str]]] = {
            "unit": (workbook.units, self.unit),
            "indicator": (workbook.indicators, self.indicator),
            "source": (workbook.sources, self.source),
        }
        codes, name = known.get(part, ((), str))
        return map(name, codes) if len(codes) <= FEW else ()

    def text(self, figure: Figure | None, part: "Part") -> str:
        """What a column of the long form shows of a figure."""
        return TEXTS[part](self, figure) if figure else ""


TEXTS: dict["Part", Callable[[Named, Figure], str]] = {
    "unit": lambda named, figure: named.unit(figure.unit),
    "indicator": lambda named, figure: named.indicator(figure.indicator),
    "period": lambda named, figure: named.period(figure.period),
    "vintage": lambda _, figure: plain(figure.vintage) or NOTHING,
    "value": lambda named, figure: named.value(replace(figure, status="A")) if figure.value is not None else NOTHING,
    "status": lambda _, figure: figure.status,
    "source": lambda named, figure: named.source(figure.source) or NOTHING,
    "note": lambda named, figure: named.wording.entry_text(figure.note),
}
"""What each column shows of a figure."""


class LongTable:
    """One figure a row."""

    def __init__(self, rows: "FigureRows", view: "View", names: Named, marks: Marks | None = None) -> None:
        self.rows, self.view, self.names, self.marks = rows, view, names, marks
        widths = {"period": LONGEST_PERIOD} if period_forms(names.workbook) else {}
        self.columns: Sequence[Column] = tuple(
            names.column(part, widths.get(part, column.width)) for part, column in PARTS.items()
        )
        self.parts: tuple[Part, ...] = tuple(PARTS)

    @property
    def row_count(self) -> int:
        """How many figures are shown."""
        return self.view.row_count

    def heading(self, row: int) -> Heading | None:  # noqa: ARG002 - as every table
        """None is."""
        return None

    def figure(self, row: int, column: int) -> Figure | None:  # noqa: ARG002 - as a pivot's
        """The figure of a row."""
        if not 0 <= row < self.row_count:
            return None
        [number] = self.view.numbers(row, row + 1)
        if number not in self.rows:
            first = row - row % AT_ONCE
            self.rows.prepare(self.view.numbers(first, min(first + AT_ONCE, self.row_count)))
        figure = self.rows[number]
        return self.marks.figure(figure) if self.marks else figure

    def place(self, row: int, column: int) -> FigurePlace | None:
        """Where the figure of a row stands."""
        figure = self.figure(row, column)
        return FigurePlace(*figure.key) if figure else None

    def named(self, row: int) -> FigurePlace | None:
        """Where the figure of a row stands."""
        return self.place(row, 0)

    def part(self, column: int) -> "Part":
        """What of the figure a column shows."""
        return self.parts[column]

    def sorted_by(self, column: int) -> str:
        """The part that the column shows."""
        return self.parts[column]

    def cell(self, row: int, column: int) -> Cell:
        """One part of one figure."""
        figure = self.figure(row, column)
        if figure is None:
            return Cell("")
        part = self.parts[column]
        look = look_of(figure) if part in ("value", "status") else "plain"
        cell = Cell(self.names.text(figure, part), look, both_ends=part == "indicator")
        if self.marks is None:
            return cell
        return self.marks.marked(FigurePlace(*figure.key), lambda old: self.names.text(old, part), cell)
