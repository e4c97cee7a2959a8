"""A grid in which a block of cells can be selected: with a key that holds one corner, with Shift, or with the mouse."""

from dataclasses import replace

from textual import events

from tui.grid.grid import Grid
from tui.grid.table import Table
from tui.grid.viewport import Block, Viewport


class BlockGrid(Grid):
    """A grid with a block between the cursor and another corner; plain moves let it go unless the corner is held."""

    DEFAULT_CSS = """
    BlockGrid > .grid--selected { color: $foreground; background: $selected-cells; text-style: underline; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._corner: tuple[int, int] | None = None
        self._selects = False
        self._stretching = False
        self._pressed: tuple[int, int] | None = None
        self._dragged = False

    @property
    def block(self) -> Block | None:
        """The block that is selected, if one is."""
        return Block.between(self._corner, self.cursor) if self._corner is not None else None

    @property
    def view(self) -> Viewport:
        """What is in view, the block in it."""
        return replace(super().view, block=self.block)

    @property
    def chosen_block(self) -> Block:
        """The block that is selected, or the cell under the cursor."""
        return self.block or Block.between(self.cursor, self.cursor)

    def hold(self) -> None:
        """Hold a corner at the cursor, or let it go."""
        self._selects = not self._selects
        self._corner = self.cursor if self._selects else None
        self._redraw()

    def stretch(self, rows: int, columns: int = 0) -> None:
        """Move the cursor, and with it a corner of the block."""
        self.stretch_to(self.cursor[0] + rows, self.cursor[1] + columns)

    def stretch_to(self, row: int, column: int) -> None:
        """Move the cursor to a cell, and with it a corner of the block."""
        self._corner = self._corner or self.cursor
        self._stretching = True
        self.move_to(row, column)
        self._stretching = False

    def let_go(self) -> bool:
        """Select nothing, and say whether anything was."""
        was = self.block is not None
        self._corner, self._selects = None, False
        if was:
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
        if not (self._selects or self._stretching):
            self._corner = None
        super().move_to(row, column, direction)
        if before != self.block:
            self._redraw()

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Remember where a block may begin."""
        self._pressed, self._dragged = self.view.cell_at(event.get_content_offset(self)), False

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Stretch the block to the cell under the mouse while its button is held."""
        cell = self.view.cell_at(event.get_content_offset(self))
        if event.button and cell is not None and self._pressed is not None and (self._dragged or cell != self._pressed):
            if not self._dragged:
                self._dragged = True
                self.move_to(*self._pressed)
            self.stretch_to(*cell)

    def on_click(self, event: events.Click) -> None:
        """The end of a drag is not a click; any other click is left to the handler of every grid, which follows."""
        if self._dragged:
            event.prevent_default()
        self._pressed, self._dragged = None, False
