"""A bare Textual app: one DataTable over a CSV read with Polars, and a line below it to type a new figure in."""

import sys

import polars as pl
from textual.app import App, ComposeResult
from textual.events import Key
from textual.widgets import DataTable, Input


class BareTable(App[None]):
    """The table, and an input that shows only while a figure is typed: DataTable has no editing of its own."""

    CSS = "Input { dock: bottom; display: none; }"

    def compose(self) -> ComposeResult:
        """The table first, so that it has the focus."""
        yield DataTable[object]()
        yield Input(select_on_focus=False)

    def on_mount(self) -> None:
        """Read the file named on the command line into the table."""
        frame = pl.read_csv(sys.argv[1])
        table = self.query_one(DataTable)
        table.add_columns(*frame.columns)
        table.add_rows(frame.rows())

    def on_key(self, event: Key) -> None:
        """A printable character opens the input, which goes on from there."""
        typing = self.query_one(Input)
        if event.is_printable and event.character and not typing.display:
            typing.value = event.character
            typing.cursor_position = len(typing.value)
            typing.display = True
            typing.focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter puts what was typed into the cell under the cursor."""
        table = self.query_one(DataTable)
        table.update_cell_at(table.cursor_coordinate, event.value)
        event.input.display = False
        table.focus()


if __name__ == "__main__":
    BareTable().run()
