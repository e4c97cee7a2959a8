"""A bare Textual app: one grid, drawn by hand on the Line API, over a CSV read with Polars."""

import sys

import polars as pl
from rich.segment import Segment
from rich.style import Style
from textual.app import App, ComposeResult
from textual.events import Key
from textual.geometry import Region, Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

WIDTH = 14
CURSOR = Style(reverse=True)
STEPS = {"down": (1, 0), "up": (-1, 0), "right": (0, 1), "left": (0, -1)}


class Grid(ScrollView, can_focus=True):
    """A frame as cells of one width, with a cursor, edited in place."""

    def __init__(self, frame: pl.DataFrame) -> None:
        super().__init__()
        self.cells = [list(row) for row in frame.rows()]
        self.columns = frame.columns
        self.row = self.column = 0
        self.typed = ""
        self.virtual_size = Size(WIDTH * len(self.columns), len(self.cells) + 1)

    def render_line(self, y: int) -> Strip:
        """The header at line 0, then one line a row."""
        scroll_x, scroll_y = self.scroll_offset
        row = y + scroll_y - 1
        if row >= len(self.cells):
            return Strip.blank(self.size.width)
        if row < 0:
            segments = [Segment(name.ljust(WIDTH)) for name in self.columns]
        else:
            segments = [self.cell(row, column) for column in range(len(self.columns))]
        return Strip(segments).crop_extend(scroll_x, scroll_x + self.size.width, None)

    def cell(self, row: int, column: int) -> Segment:
        """One cell, which shows what is being typed into it."""
        here = (row, column) == (self.row, self.column)
        text = self.typed if here and self.typed else f"{self.cells[row][column]}"
        return Segment(text.ljust(WIDTH)[:WIDTH], CURSOR if here else None)

    def redraw(self) -> None:
        """Draw the cell under the cursor again, and nothing else."""
        scroll_x, scroll_y = self.scroll_offset
        self.refresh(Region(self.column * WIDTH - scroll_x, self.row + 1 - scroll_y, WIDTH, 1))

    def on_key(self, event: Key) -> None:
        """Arrows move; a printable character is typed; Enter keeps what was typed."""
        if event.key in STEPS:
            self.redraw()
            down, right = STEPS[event.key]
            self.row = min(max(self.row + down, 0), len(self.cells) - 1)
            self.column = min(max(self.column + right, 0), len(self.columns) - 1)
        elif event.key == "enter" and self.typed:
            self.cells[self.row][self.column] = self.typed
            self.typed = ""
        elif event.is_printable and event.character:
            self.typed += event.character
        else:
            return
        event.stop()
        event.prevent_default()
        self.redraw()


class BareGrid(App[None]):
    """The grid and nothing else."""

    def compose(self) -> ComposeResult:
        """One grid over the file named on the command line."""
        yield Grid(pl.read_csv(sys.argv[1]))


if __name__ == "__main__":
    BareGrid().run()
