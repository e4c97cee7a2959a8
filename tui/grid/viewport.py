"""The part of a table that a grid shows: which rows and columns, where the cursor is, and what each line says."""

from collections.abc import Iterable, Iterator
from typing import Final, TypeAlias

from rich.cells import cell_len

from core.frozen import frozen
from tui.grid.columns import GUTTER, Place, Places, first_in_view, places
from tui.grid.line import Fragment, Line, header_line, row_line
from tui.grid.table import Column, Table

HEADER: Final = 1
"""Lines above the rows."""

Source: TypeAlias = tuple[object, ...]


@frozen
class Block:
    """The rows from `top` to `bottom` and the columns from `left` to `right`, all of them in it."""

    top: int
    left: int
    bottom: int
    right: int

    @classmethod
    def between(cls, corner: tuple[int, int], other: tuple[int, int]) -> "Block":
        """The block with these two (row, column) in opposite corners."""
        (top, bottom), (left, right) = (sorted(pair) for pair in zip(corner, other, strict=True))
        return cls(top, left, bottom, right)

    @property
    def rows(self) -> range:
        """Its rows."""
        return range(self.top, self.bottom + 1)

    @property
    def columns(self) -> range:
        """Its columns."""
        return range(self.left, self.right + 1)

    @property
    def size(self) -> int:
        """How many cells it has."""
        return len(self.rows) * len(self.columns)

    def __str__(self) -> str:
        return f"{len(self.rows):,} × {len(self.columns):,}"


@frozen
class Viewport:
    """A table in `width` × `height` cells, the header included.

    `top` is the first row in view, `first_column` the first column in view after the frozen ones; the cells of `block`
    are selected. The row of the cell `tinted` stands on another ground, but for the cells from that one to the cursor's
    column, so that to leave them costs no change of ground. Rows come into view `least` or more at a time.
    """

    table: Table
    columns: tuple[Column, ...]
    cursor: tuple[int, int]
    top: int
    first_column: int
    width: int
    height: int
    block: Block | None = None
    tinted: tuple[int, int] = (-1, -1)
    least: int = 1

    @property
    def typed_column(self) -> int:
        """The column in which what is typed stands; the first where there is none."""
        return next((at for at, column in enumerate(self.columns) if column.typed), 0)

    @property
    def places(self) -> Places:
        """Where the columns in view stand."""
        return places(self.columns, self.first_column, self.width)

    def line_number(self, row: int) -> int:
        """The line in which a row stands, which may be out of view."""
        return row - self.top + HEADER

    def spot(self, row: int, column: int) -> tuple[int, int, int] | None:
        """The first cell, the line and the width of a cell with its gutter, if it is in view."""
        place, y = self.places.of(column), self.line_number(row)
        return None if place is None or not HEADER <= y < self.height else (place.x, y, GUTTER + place.width)

    def cell_at(self, offset: tuple[int, int] | None) -> tuple[int, int] | None:
        """The row and column shown at (x, y), if any is shown there."""
        x, y = offset or (0, 0)
        place, row = self.places.at(x), self.top + y - HEADER
        return None if place is None or y < HEADER or row >= self.table.row_count else (row, place.column)

    def stop(self, row: int, direction: int = 1) -> int:
        """The nearest row from `row` on in a direction, or else the other way, where the cursor can stand."""
        last = self.table.row_count - 1
        row = max(0, min(row, last))
        for steps in (range(row, last + 1), range(row, -1, -1))[::direction]:
            for candidate in steps:
                heading = self.table.heading(candidate) if last >= 0 else None
                if heading is None or heading.stops:
                    return candidate
        return row

    def revealing(self) -> tuple[int, int]:
        """The first row and the first column that bring the cursor, and a heading over its row, into view."""
        row, column = self.cursor
        height = self.height - HEADER
        if height < 1:
            return self.top, self.first_column
        below, above = row - height + 1 - self.top, self.top - row
        last = max(0, self.table.row_count - height)
        top = self.top
        if below > 0:
            top = max(top + below, min(top + self.least, last))
        elif above > 0:
            top = max(0, top - max(above, self.least))
        if row == top and row > 0 and height > 1 and self.table.heading(row - 1) is not None:
            top = row - 1
        return top, first_in_view(self.columns, self.first_column, column, self.width)

    def pointer(self) -> tuple[int, int]:
        """The cell of the screen on which the cursor stands."""
        place = self.places.of(self.cursor[1]) or Place(0, 0, 0)
        return place.x + GUTTER, max(0, self.line_number(self.cursor[0]))

    def sources(self, wanted: Iterable[int]) -> Iterator[tuple[int, Source]]:
        """What these lines are made of: as long as that of a line is equal, so is the line."""
        columns = self.places
        for y in wanted:
            row = self.top + y - HEADER
            cells: object = None
            if y >= HEADER and row < self.table.row_count:
                heading = self.table.heading(row)
                cells = heading or [self.table.cell(row, place.column) for place in columns.shown]
            cursor = self.cursor if row in (self.cursor[0], self.tinted[0]) else None
            yield y, (cells, row, cursor, self.tinted if cursor else None, self.block, columns, self.columns)

    def lines(self, wanted: Iterable[int]) -> Iterator[tuple[int, Line]]:
        """What these lines show; what is the same for all is worked out once."""
        columns = self.places
        for y in wanted:
            row = self.top + y - HEADER
            if y < HEADER:
                yield y, header_line(self.table, columns, self.width)
            elif row >= self.table.row_count:
                yield y, ()
            else:
                cursor = self.cursor[1] if row == self.cursor[0] else None
                line = row_line(self.table, row, columns, self.width, cursor)
                line = self._on_tint(line, columns) if row == self.tinted[0] else line
                yield y, self._selected(line, columns) if self.block and row in self.block.rows else line

    def _selected(self, line: Line, columns: Places) -> Line:
        """A line with its selected cells, but that under the cursor, in another look."""
        inside = {place.x for place in columns.shown if self.block and place.column in self.block.columns}
        return tuple(
            Fragment(x, text, f"{look} selected") if x in inside and "cursor" not in look else Fragment(x, text, look)
            for x, text, look in line
        )

    def _on_tint(self, line: Line, columns: Places) -> Line:
        """A line on the ground of the cursor's row, up to the edge."""
        end = line[-1].x + cell_len(line[-1].text) if line else 0
        rest = (Fragment(end, " " * (self.width - end), "plain"),) if end < self.width else ()
        crossed = [place.x for column in (self.tinted[1], self.cursor[1]) if (place := columns.of(column))]
        return tuple(
            strip
            if "cursor" in strip.look or (crossed and min(crossed) <= strip.x <= max(crossed))
            else strip._replace(look=f"row {strip.look}")
            for strip in (*line, *rest)
        )
