"""A grid in which a block of cells can be selected: with a key that holds one corner, with Shift, or with the mouse."""

from collections.abc import Iterable, Iterator
from typing import ClassVar

from textual import events

from tui.grid.block import Block
from tui.grid.grid import HEADER, Grid
from tui.grid.line import Fragment, Line
from tui.grid.table import Table


class BlockGrid(Grid):
    """A grid with a block between the cursor and another corner; plain moves let it go unless the corner is held."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"grid--selected"}
    DEFAULT_CSS = """
    BlockGrid > .grid--selected { background: $selected-cells; text-style: underline; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._corner: tuple[int, int] | None = None
        self._held = False
        self._stretching = False
        self._pressed: tuple[int, int] | None = None
        self._dragged = False

    @property
    def block(self) -> Block | None:
        """The block that is selected, if one is."""
        return Block.between(self._corner, self._cursor) if self._corner is not None else None

    @property
    def chosen_block(self) -> Block:
        """The block that is selected, or the cell under the cursor."""
        return self.block or Block.between(self._cursor, self._cursor)

    def hold(self) -> None:
        """Hold a corner at the cursor, or let it go."""
        self._held = not self._held
        self._corner = self._cursor if self._held else None
        self._redraw()

    def stretch(self, rows: int, columns: int = 0) -> None:
        """Move the cursor, and with it a corner of the block."""
        self.stretch_to(self._cursor[0] + rows, self._cursor[1] + columns)

    def stretch_to(self, row: int, column: int) -> None:
        """Move the cursor to a cell, and with it a corner of the block."""
        self._corner = self._corner or self._cursor
        self._stretching = True
        self.move_to(row, column)
        self._stretching = False

    def let_go(self) -> bool:
        """Select nothing, and say whether anything was."""
        was = self.block is not None
        self._corner, self._held = None, False
        self._redraw()
        return was

    def show(self, table: Table) -> None:
        """Show another state of the table; what is selected stays so."""
        self._stretching = True
        super().show(table)
        self._stretching = False

    def move_to(self, row: int, column: int | None = None, direction: int = 1) -> None:
        """Move the cursor; a block whose corner is not held is let go."""
        before = self.block
        if not (self._held or self._stretching):
            self._corner = None
        super().move_to(row, column, direction)
        if before != self.block:
            self._redraw()

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Remember where a block may begin."""
        self._pressed, self._dragged = self._under(event), False

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Stretch the block to the cell under the mouse while its button is held."""
        cell = self._under(event)
        if event.button and cell is not None and self._pressed is not None and (self._dragged or cell != self._pressed):
            if not self._dragged:
                self._dragged = True
                self.move_to(*self._pressed)
            self.stretch_to(*cell)

    def on_click(self, event: events.Click) -> None:
        """As in every grid, but the end of a drag is no click."""
        if not self._dragged:
            super().on_click(event)
        else:
            event.prevent_default()
        self._pressed, self._dragged = None, False

    def _under(self, event: events.MouseEvent) -> tuple[int, int] | None:
        offset = event.get_content_offset(self)
        place = None if offset is None else self._places.at(offset.x)
        if offset is None or place is None or offset.y < HEADER:
            return None
        row = self.scroll_offset.y + offset.y - HEADER
        return (row, place.column) if row < self._table.row_count else None

    def _lines(self, wanted: Iterable[int]) -> Iterator[tuple[int, Line]]:
        """The lines, those of selected cells in another look."""
        block = self.block
        first = self.scroll_offset.y - HEADER
        for y, line in super()._lines(wanted):
            row = first + y
            if block is None or y < HEADER or not block.top <= row <= block.bottom:
                yield y, line
            else:
                yield y, tuple(self._selected(fragment, block) for fragment in line)

    def _selected(self, fragment: Fragment, block: Block) -> Fragment:
        place = self._places.at(fragment.x)
        inside = place is not None and block.left <= place.column <= block.right and "cursor" not in fragment.look
        return fragment._replace(look=f"{fragment.look} selected") if inside else fragment
