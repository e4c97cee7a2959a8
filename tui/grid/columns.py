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
    shown: list[Place] = []
    x = 0
    for index in [*range(frozen), *range(first, len(columns))]:
        wanted = columns[index].width
        if scrolls and index < frozen < len(columns):
            wanted = min(wanted, max(1, room // 2 - x))
        space = room - x - GUTTER
        if wanted > space and (index > first or space < 1):
            break
        shown.append(Place(index, x, min(wanted, space)))
        x = shown[-1].end
    if scrolls and frozen and shown:
        shown = _filled(shown, columns[:frozen], room - x)
    if shown and shown[-1].column + 1 < len(columns):
        shown += _cut(columns[shown[-1].column + 1], shown[-1], room)
    return Places(tuple(shown), first > frozen, not shown or shown[-1].column < len(columns) - 1)


def _cut(column: Column, last: Place, room: int) -> list[Place]:
    """The column after the last that is whole, where it has texts and finds room; that a text is cut shows."""
    space = room - last.end - GUTTER
    is_text = column.justify == "left" and not column.drawn
    return [Place(last.column + 1, last.end, min(column.width, space))] if is_text and space >= ENOUGH else []


def _filled(shown: list[Place], frozen: Sequence[Column], room: int) -> list[Place]:
    """The places with the room that hidden columns leave over given to those of the frozen that grow."""
    filled, moved = [], 0
    for place in shown:
        column = frozen[place.column] if place.column < len(frozen) else None
        wanted = (column.wants or 2 * column.width) - place.width if column and column.grows else 0
        more = max(0, min(room - moved, wanted))
        filled.append(Place(place.column, place.x + moved, place.width + more))
        moved += more
    return filled


def _grown(columns: tuple[Column, ...], width: int) -> tuple[Column, ...]:
    """The columns with the room that is left: first to names, then to texts that want it, then to those that grow."""
    room = width - sum(GUTTER + column.width for column in columns)
    widths = [column.width for column in columns]
    for at in sorted(range(len(columns)), key=lambda at: (not columns[at].frozen, columns[at].wants)):
        more = max(0, min(room, columns[at].wants - widths[at]))
        widths[at] += more
        room -= more
    growing = [at for at, column in enumerate(columns) if column.grows and widths[at] < 2 * column.width]
    for at in growing:
        widths[at] = min(widths[at] + room // len(growing), max(widths[at], 2 * columns[at].width))
    return tuple(replace(column, width=wide) for column, wide in zip(columns, widths, strict=True))


def first_in_view(columns: tuple[Column, ...], first: int, wanted: int, width: int) -> int:
    """The first column after the frozen ones, moved as little as brings the column `wanted` into view."""
    frozen = frozen_count(columns)
    first = max(first, frozen)
    if wanted < frozen:
        return first
    first = min(first, wanted)
    while first < wanted and not _is_whole(places(columns, first, width).of(wanted), columns[wanted]):
        first += 1
    return first


def _is_whole(place: Place | None, column: Column) -> bool:
    return place is not None and place.width >= column.width
