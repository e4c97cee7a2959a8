"""All figures, one a row, as a table of any length: only rows that are seen are made."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

from core.entries import Indicator
from core.figure import Figure
from core.typed_edit import FigurePlace
from core.workbook import Workbook
from tui.drawing.plain import plain
from tui.drawing.sheet import look_of
from tui.drawing.table import Cell, Column, Heading
from tui.drawing.wording import NOTHING, Wording

if TYPE_CHECKING:
    from core.figures.rows import FigureRows
    from core.figures.view import View

Part: TypeAlias = Literal["unit", "indicator", "period", "release", "value", "status", "source", "note"]

PARTS: dict[Part, Column] = {
    "unit": Column("unit", 15, frozen=True, grows=True),
    "indicator": Column("indicator", 20, frozen=True, grows=True),
    "period": Column("period", 9),
    "release": Column("release", 10),
    "value": Column("value", 12, "right"),
    "status": Column("status", 6),
    "source": Column("source", 16, grows=True),
    "note": Column("note", 20, grows=True),
}
"""The columns of the long form, in order."""

AT_ONCE = 64
"""Rows that are made in one go."""


@dataclass(frozen=True, slots=True)
class Named:
    """What names the codes of figures: the workbook, in a language."""

    workbook: Workbook
    wording: Wording

    def unit(self, code: str) -> str:
        """A unit's name."""
        known = self.workbook.units.get(code)
        return self.wording.name(known) if known else plain(code)

    def indicator(self, code: str) -> str:
        """An indicator's name."""
        known = self.workbook.indicators.get(code)
        return self.wording.name(known) if known else plain(code)

    def source(self, code: str) -> str:
        """A source's title."""
        known = self.workbook.sources.get(code)
        return plain(known.title if known else code)

    def text(self, figure: Figure, part: Part) -> str:
        """What a column of the long form shows of a figure."""
        return TEXTS[part](self, figure)

    def value(self, figure: Figure) -> str:
        """A figure's number in its scale, with its sign and letter."""
        entry = self.workbook.indicators.get(figure.indicator) or Indicator(figure.indicator, figure.indicator)
        return self.wording.figure(figure, entry)


TEXTS: dict[Part, Callable[[Named, Figure], str]] = {
    "unit": lambda named, figure: named.unit(figure.unit),
    "indicator": lambda named, figure: named.indicator(figure.indicator),
    "period": lambda _, figure: figure.period,
    "release": lambda _, figure: plain(figure.vintage) or NOTHING,
    "value": Named.value,
    "status": lambda _, figure: figure.status,
    "source": lambda named, figure: named.source(figure.source) or NOTHING,
    "note": lambda _, figure: plain(figure.note),
}
"""What each column shows of a figure."""


class LongTable:
    """One figure a row; `was` tells what stood at a key before, where that is to be marked."""

    def __init__(
        self,
        rows: "FigureRows",
        view: "View",
        named: Named,
        was: Callable[[Figure], Figure | None] | None = None,
        *,
        previews: bool = False,
    ) -> None:
        self.rows, self.view, self.named = rows, view, named
        self.columns: Sequence[Column] = tuple(
            Column(named.wording.word(one.title), one.width, one.justify, one.frozen, one.grows)
            for one in PARTS.values()
        )
        self.parts: tuple[Part, ...] = tuple(PARTS)
        self._was, self._previews = was, previews

    @property
    def row_count(self) -> int:
        """How many figures are shown."""
        return self.view.row_count

    def heading(self, row: int) -> Heading | None:  # noqa: ARG002 - as every table
        """None is."""
        return None

    def figure(self, row: int, column: int = 0) -> Figure | None:  # noqa: ARG002 - as a pivot's
        """The figure of a row."""
        if not 0 <= row < self.row_count:
            return None
        first = row - row % AT_ONCE
        numbers = self.view.numbers(first, min(first + AT_ONCE, self.row_count))
        number = numbers[row - first]
        self.rows.prepare(numbers)
        return self.rows[number]

    def part(self, column: int) -> Part:
        """What of the figure a column shows."""
        return self.parts[column]

    def place(self, row: int, column: int = 0) -> FigurePlace | None:
        """Where the figure of a row stands."""
        figure = self.figure(row, column)
        return FigurePlace(*figure.key) if figure else None

    def cell(self, row: int, column: int) -> Cell:
        """One part of one figure."""
        figure = self.figure(row)
        if figure is None:
            return Cell("")
        part = self.parts[column]
        text = self.named.text(figure, part)
        look = look_of(figure) if part in ("value", "status") else "plain"
        if self._was is None:
            return Cell(text, look)
        before = self._was(figure)
        old = self.named.text(before, part) if before else ""
        if old == text:
            return Cell(text, look)
        return Cell(text, "preview", lit=True, old=old) if self._previews else Cell(text, look, lit=True)
