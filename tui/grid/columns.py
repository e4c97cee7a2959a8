"""Which columns are in view and where they stand, each behind a one-cell gutter for its mark."""

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Final

from core.frozen import frozen
from tui.grid.table import Column

GUTTER = 1
ENOUGH: Final = 16
"""Cells from which on a text may be cut rather than hidden."""

AIR: Final = 2
"""Cells between the longest of some texts, or numbers, and the next column, where there is room."""


@frozen
class Place:
    """A column in view: `x` of its gutter, and the width of its text, which may be less than it requested."""

    column: int
    x: int
    width: int

    @property
    def end(self) -> int:
        """The first cell to the right of the column."""
        return self.x + GUTTER + self.width


@frozen
class Places:
    """All columns in view, and whether there are more on either side."""

    shown: tuple[Place, ...]
    more_left: bool
    more_right: bool

    def of(self, column: int) -> Place | None:
        """Where a column stands, if it is in view."""
        return next((place for place in self.shown if place.column == column), None)

    def at(self, x: int) -> Place | None:
        """The column that covers a cell of the line."""
        return next((place for place in self.shown if place.x <= x < place.end), None)


def frozen_count(columns: Sequence[Column]) -> int:
    """How many columns at the left always stay in view."""
    return next((index for index, column in enumerate(columns) if not column.frozen), len(columns))


@lru_cache(maxsize=64)
def places(columns: tuple[Column, ...], first: int, width: int) -> Places:
    """The columns in view in `width` cells, when `first` is the first column after the frozen ones.

    Columns are shown whole, as half a number reads as another number; only a column of texts at the end is cut
    where it finds room enough, and one that would not fit by itself. Where all fit, those that grow share the room
    that is left. When columns stay hidden, the last cell is kept free for the mark that says so.
    """
    frozen = frozen_count(columns)
    first = max(first, frozen)
    scrolls = first > frozen or sum(GUTTER + column.width for column in columns) > width
    room = max(0, width - 1) if scrolls else width
    if not scrolls:
        columns = _grown(columns, width)
    held = _held(columns[:frozen], room // 2) if scrolls and frozen < len(columns) else ()
    shown: list[Place] = []
    x = 0
    for index in [*range(frozen), *range(first, len(columns))]:
        wanted = held[index] if index < len(held) else columns[index].width
        space = room - x - GUTTER
        if wanted > space and (index > first or space < 1):
            break
        shown.append(Place(index, x, min(wanted, space)))
        x = shown[-1].end
    if scrolls and frozen and shown:
        shown = _filled(shown, columns[:frozen], room - x)
    if shown and (cut := shown[-1].column + 1) < len(columns):  # that a text is cut shows
        space = room - shown[-1].end - GUTTER
        if _is_text(columns[cut]) and space >= ENOUGH:
            shown.append(Place(cut, shown[-1].end, min(columns[cut].width, space)))
    if scrolls and shown:
        shown = _with_rest(shown, columns, room)
    return Places(tuple(shown), first > frozen, not shown or shown[-1].column < len(columns) - 1)


def _held(frozen: Sequence[Column], room: int) -> list[int]:
    """The widths of columns that stay in view in so many cells: the widest are cut, so that short ones stay whole."""
    widths = [column.width for column in frozen]
    while sum(widths) + GUTTER * len(widths) > room and max(widths, default=1) > 1:
        widths[widths.index(max(widths))] -= 1
    return widths


def _with_rest(shown: Sequence[Place], columns: Sequence[Column], room: int) -> list[Place]:
    """The places with the room that is left, as far as their texts want it, names first."""
    left, widths = room - shown[-1].end, {place.column: place.width for place in shown}
    for at in sorted(widths, key=lambda at: not columns[at].frozen):
        wanted = columns[at].wants if _is_text(columns[at]) else widths[at]
        more = max(0, min(left, wanted - widths[at]))
        widths[at] += more
        left -= more
    places, x = [], 0
    for at, width in widths.items():
        places.append(Place(at, x, width))
        x = places[-1].end
    return places


def _is_text(column: Column) -> bool:
    return column.justify == "left" and not column.drawn


def _filled(shown: list[Place], frozen: Sequence[Column], room: int) -> list[Place]:
    """The places with the room that hidden columns leave over given to those of the frozen that grow."""
    filled, moved = [], 0
    for place in shown:
        column = frozen[place.column] if place.column < len(frozen) else None
        wanted = column.width if column else 0
        if column and column.grows:
            wanted = column.wants or 2 * wanted
        more = max(0, min(room - moved, wanted - place.width))
        filled.append(Place(place.column, place.x + moved, place.width + more))
        moved += more
    return filled


def _grown(columns: tuple[Column, ...], width: int) -> tuple[Column, ...]:
    """The columns with the room that is left: for names, texts that want it, those that grow, and before numbers.

    Where the room does not suffice for all texts, those that have more than they want give it up; where it does not
    for the names, texts that are cut anyway are cut more.
    """
    room = width - sum(GUTTER + column.width for column in columns)
    widths = [column.width for column in columns]
    needed = sum(max(0, column.wants - column.width) for column in columns if _is_text(column)) - room
    for at, column in enumerate(columns):
        if _is_text(column) and column.wants and not column.typed:
            less = max(0, min(needed, widths[at] - column.wants))
            widths[at] -= less
            room += less
            needed -= less
    missing = sum(max(0, column.wants - column.width) for column in columns if column.frozen) - room
    for at in sorted(range(len(columns)), key=lambda at: -widths[at]):
        if not columns[at].frozen and _is_text(columns[at]) and columns[at].wants > widths[at] and missing > 0:
            less = min(missing, max(0, widths[at] - ENOUGH))
            widths[at] -= less
            room += less
            missing -= less
    for at in sorted(range(len(columns)), key=lambda at: (not columns[at].frozen, columns[at].wants)):
        more = max(0, min(room, columns[at].wants - widths[at]))
        widths[at] += more
        room -= more
    growing = [at for at, column in enumerate(columns) if column.grows]
    for at in growing:
        most = 2 * columns[at].width if _is_open(columns[at]) else columns[at].wants + AIR
        widths[at] = min(widths[at] + room // len(growing), max(widths[at], most))
    numbers = [at for at, column in enumerate(columns) if column.justify == "right"]
    air = min(AIR, (width - sum(widths) - GUTTER * len(columns)) // max(1, len(numbers)))
    for at in numbers:
        widths[at] = max(widths[at], min(widths[at], columns[at].wants) + air)
    return tuple(replace(column, width=wide) for column, wide in zip(columns, widths, strict=True))


def _is_open(column: Column) -> bool:
    """Whether a column grows beyond what is known to be in it."""
    return column.grows and (column.drawn or not column.wants)


def first_in_view(columns: tuple[Column, ...], first: int, wanted: int, width: int) -> int:
    """The first column after the frozen ones, moved as little as brings the column `wanted` into view."""
    frozen = frozen_count(columns)
    first = max(first, frozen)
    if wanted < frozen or (first == frozen and sum(GUTTER + column.width for column in columns) <= width):
        return first
    first = min(first, wanted)
    while first < wanted:
        place = places(columns, first, width).of(wanted)
        if place and place.width >= columns[wanted].width:
            break
        first += 1
    return first
