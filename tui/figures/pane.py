"""The Figures pane: every figure of the workbook, however many there are."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from textual import events

from core.derive.derive import Derived
from core.figures.rows import FigureRows
from core.figures.view import FigureQuery
from core.words import gettext
from core.workbook.typed_edit import FigurePlace
from tui.figures.drawing import Drawing, anchor, cell_of, figure_title
from tui.figures.queries import Queries
from tui.figures.summary import Sum, block_lines
from tui.frame.pane import FIGURES, NO_FIGURES, Pane
from tui.grid.block_grid import BlockGrid
from tui.grid.plain import plain
from tui.workspace.view_state import ViewState

if TYPE_CHECKING:
    from core.workbook.figure import Figure
    from tui.figures.table import FigureTable

FOOTER = "/ Filter  Enter Edit  a Add  s Sort  P Pivot  E Export  v Select  y Copy  : Jump  ^d Fill  x Missing  u Undo"
EDGES = 2
"""Cells beside the table."""
WITHOUT = "a Add  I Import  N Definitions"

COMMANDS = ("add", "sort", "back", "jump")
BLOCK_COMMANDS = ("status", "missing")
KEYS = {
    **{name: f"tui.figures.commands:{name}" for name in COMMANDS},
    **{name: f"tui.figures.block_commands:{name}" for name in BLOCK_COMMANDS},
    "find": "tui.figures.commands:ask_filter",
    "list": "tui.figures.commands:select",
    "select_up": "tui.figures.commands:stretch -1 0",
    "select_down": "tui.figures.commands:stretch 1 0",
    "select_left": "tui.figures.commands:stretch 0 -1",
    "select_right": "tui.figures.commands:stretch 0 1",
    "pivot": "tui.figures.commands:turn",
    "edit": "tui.figures.block_commands:change",
    "note": "tui.figures.block_commands:ask note",
    "source": "tui.figures.block_commands:ask source",
    "fill": "tui.figures.block_commands:fill_down",
    "export": "tui.exports.commands:export",
    "copy": "tui.exports.copying:copy_block",
    "copy_table": "tui.exports.copying:copy_figures",
}
"""What commands do in the pane in the place of what they do elsewhere."""


class FiguresPane(Pane):
    """All figures, fed from a frame: the view that `queries` has worked out last, in `table`.

    `found_before` is what was looked for last.
    """

    number = FIGURES
    word = "Figures"
    keys = KEYS
    typing = "tui.figures.block_commands:typed"
    pasting = "tui.figures.block_commands:paste"

    def __init__(self) -> None:
        self.blocks = BlockGrid()
        super().__init__(self.blocks)
        self.queries = Queries(self, self._show_other)
        self.table: FigureTable | None = None
        self.found_before = ""
        self._sum = Sum(self, self.blocks)
        self._drawing: Drawing | None = None
        self._typed: FigurePlace | None = None

    @property
    def place(self) -> FigurePlace | None:
        """Where typing would lead."""
        return self.table.place(*self.grid.cursor) if self.table else None

    @property
    def figure(self) -> "Figure | None":
        """The figure under the cursor."""
        return self.table.figure(*self.grid.cursor) if self.table else None

    @property
    def state(self) -> ViewState | None:
        """What was drawn last."""
        return self._drawing.state if self._drawing else None

    @property
    def footer(self) -> str:
        """The keys of figures, or where there are none."""
        return WITHOUT if self.queries.are_of_nothing else FOOTER

    def draw(self, state: ViewState, highlight_since: Derived | None, preview: ViewState | None) -> None:
        """Draw the figures; what the last edit moved is lit, what typing would move stands beside what it was."""
        self._drawing = Drawing(state, highlight_since, preview, self.app.size.width - EDGES)
        self.queries.follow(state.workbook, state.wording.language)
        self._show()

    def jump(self, text: str, refuse: Callable[[str], None]) -> None:
        """Move to a row by its number, or to the next that fits a filter; where there is none, refuse it."""
        self.found_before = wanted = text.strip() or self.found_before
        if wanted.replace(",", "").isdigit():
            self.grid.move_to(int(wanted.replace(",", "")) - 1)
            return

        def go(cell: tuple[int, int | None] | None) -> None:
            if cell is None:
                refuse(gettext("No visible row matches “{wanted}”.", wanted=plain(wanted)))
            else:
                self.grid.move_to(*cell)

        if wanted:
            self.queries.find(wanted, self.grid.cursor, go, refuse)

    def detail(self, state: ViewState) -> Sequence[str]:  # noqa: ARG002 - it is of what was drawn last
        """What the block comes to; and, in the border, what the column under the cursor does."""
        if self.queries.drawn is None or self.table is None:
            return ()
        if self.queries.are_of_nothing:
            self._sum.clear()
            return (gettext(NO_FIGURES),)
        index, view = self.queries.drawn
        if view.query.filter and not view.row_count:
            self._sum.clear()
            text = plain(view.query.filter)
            return (gettext("No figure fits “{text}”: press / and change it, or Escape to see all.", text=text),)
        self._sum.follow(index, view, self.table.names)
        block = self.blocks.block
        return () if block is None else block_lines(index, view, self.table.names, block)

    def title_of(self, state: ViewState) -> str:
        """The title with the view: the shape, how many figures of how many, the filter and the order."""
        head, drawn = super().title_of(state), self.queries.drawn
        return figure_title(head, drawn[1], state.wording) if drawn else head

    def own_table(self) -> "FigureTable":
        """The view in a table of its own that another thread may read."""
        return self._table(own_rows=True)

    def _show(self) -> None:
        """Draw the view."""
        if self._drawing is None or self.queries.drawn is None:
            return
        self.table = self._table()
        self.entitle(self.title_of(self._drawing.state))
        self.grid.show(self.table)

    def _table(self, *, own_rows: bool = False) -> "FigureTable":
        assert self._drawing  # noqa: S101 - whoever sees the pane has seen its figures
        assert self.queries.drawn  # noqa: S101 - as above
        index, view = self.queries.drawn
        rows = FigureRows(index.frame) if own_rows else index.rows
        return self._drawing.table(rows, view, self.queries.over)

    def follow_figure(self, place: FigurePlace, *, is_typed: bool) -> None:
        """Move to a figure that was typed and does not stand under the cursor, as soon as a view has it."""
        if not is_typed or self.queries.drawn is None or (self.place and self.place.cell == place.cell):
            return
        row, column = cell_of(place, *self.queries.drawn)
        if row is None:
            self._typed = place
        else:
            self.grid.move_to(row, column)

    def on_resize(self, event: events.Resize) -> None:
        """Give names the room that there is now."""
        if self._drawing and self._drawing.room != event.size.width:
            self._drawing = replace(self._drawing, room=event.size.width)
            self._show()

    def _show_other(self, before: FigureQuery) -> None:
        """Draw another view than that of the query before, the cursor on the figure where it was, or a new one."""
        at = anchor(self.table, *self.grid.cursor) if self.table else None
        if self._drawing is None or self.queries.drawn is None:
            return
        self.blocks.let_go()
        self._show()
        row, column = cell_of(self._typed, *self.queries.drawn)
        if row is None:
            row, column = cell_of(at, *self.queries.drawn)
            column = column if self.queries.query.shape != before.shape else None
        self._typed = None
        self.grid.move_to(row or 0, column)
