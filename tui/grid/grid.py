"""The one table widget: it draws the lines in view of a table of any length, and redraws only cells that changed."""

from collections.abc import Iterable, Iterator
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Offset, Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widget import Widget

from tui.grid.columns import GUTTER, Place, Places, first_in_view, places
from tui.grid.line import Line, Typing, changed_spans, header_line, row_line
from tui.grid.table import Column, Rows, Table

HEADER = 1
HERE, LEFT, NOT_HERE = Style(reverse=True), Style(underline=True), Style()
"""The cell under the cursor: with the focus, while a line is typed elsewhere, and in a pane that is not worked in."""


class Grid(ScrollView, can_focus=True, inherit_bindings=False):
    """A table with a cell cursor. It binds no keys: whoever shows it calls `move`, `choose` and the rest."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        f"grid--{look}"
        for look in (
            *("plain", "dim", "estimated", "bad", "good", "head", "rule"),
            *("preview", "lit", "edit", "caret"),
        )
    }
    DEFAULT_CSS = """
    Grid {
        width: 1fr;
        height: 1fr;
        overflow-x: hidden;
        overflow-y: auto;
        scrollbar-size-vertical: 1;
        background: $background;
        color: $foreground;
        & > .grid--dim { color: $quiet; }
        & > .grid--estimated { color: $estimate; text-style: italic; }
        & > .grid--bad { color: $error; }
        & > .grid--good { color: $success; }
        & > .grid--head { color: $secondary; text-style: bold; }
        & > .grid--rule { color: $secondary; text-style: underline; }
        & > .grid--preview { color: $accent; text-style: bold italic; }
        & > .grid--lit { color: $accent; text-style: bold; }
        & > .grid--edit { text-style: underline; }
        & > .grid--caret { text-style: reverse; }
    }
    """

    class CursorMoved(Message):
        """The cursor stands on another cell."""

        def __init__(self, grid: "Grid", row: int, column: int) -> None:
            super().__init__()
            self.grid, self.row, self.column = grid, row, column

        @property
        def control(self) -> "Grid":
            """The grid, for `@on(Grid.CursorMoved, "#clusters")`."""
            return self.grid

    class CellChosen(CursorMoved):
        """The cell under the cursor was chosen, with Enter or a click."""

    def __init__(
        self,
        table: Table | None = None,
        *,
        name: str | None = None,
        id: str | None = None,  # noqa: A002 - Textual's own name
        classes: str | None = None,
        disabled: bool = False,
    ) -> None:
        super().__init__(name=name, id=id, classes=classes, disabled=disabled)
        self._table: Table = table if table is not None else Rows((), ())
        self._columns: tuple[Column, ...] = tuple(self._table.columns)
        self._cursor = (self._stop(0, 1), 0)
        self._first_column = 0
        self.moves = 0
        self._typing: Typing | None = None
        self._drawn: dict[int, Line] = {}
        self._styles_of_looks: dict[str, Style] = {}
        self.set_reactive(ScrollView.virtual_size, Size(0, self._table.row_count + HEADER))

    @property
    def table(self) -> Table:
        """The table that is shown."""
        return self._table

    @property
    def cursor(self) -> tuple[int, int]:
        """The row and column under the cursor."""
        return self._cursor

    @property
    def typed_column(self) -> int:
        """The column in which what is typed stands; the first where there is none."""
        return next((at for at, column in enumerate(self._columns) if column.typed), 0)

    @property
    def rows_in_view(self) -> range:
        """The rows that can be seen."""
        first = self.scroll_offset.y
        return range(first, max(first, min(self._table.row_count, first + self.size.height - HEADER)))

    def show(self, table: Table) -> None:
        """Show another state of the table: only cells that look different are drawn again."""
        columns = tuple(table.columns)
        self._table = table
        if columns != self._columns:
            self._columns = columns
        if self.virtual_size.height != table.row_count + HEADER:
            self.virtual_size = Size(0, table.row_count + HEADER)
        self._put(*self._cursor)
        self._redraw()

    def draw_cursor(self) -> None:
        """Draw the cell under the cursor again, as it looks otherwise with and without the focus."""
        self.refresh_cells((self._cursor,))

    def refresh_cells(self, cells: Iterable[tuple[int, int]]) -> None:
        """Draw exactly these (row, column) again, those that are in view."""
        regions = [region for row, column in cells if (region := self._region(row, column))]
        if regions:
            self.refresh(*regions)

    def move(self, rows: int, columns: int = 0) -> None:
        """Move the cursor by so many rows and columns, over headings and not past the edges."""
        self.move_to(self._cursor[0] + rows, self._cursor[1] + columns, 1 if rows >= 0 else -1)

    def move_to(self, row: int, column: int | None = None, direction: int = 1) -> None:
        """Move the cursor to a cell, or from a heading to the next row in `direction` where it can stop."""
        before = self._cursor
        if self._put(row, before[1] if column is None else column, direction):
            self._redraw()
        else:
            self._redraw(before[0], self._cursor[0])

    def page(self, pages: int) -> None:
        """Move by so many screens, down or (negative) up."""
        self.move(pages * max(1, self.size.height - HEADER - 1))

    def top(self) -> None:
        """Move to the first row."""
        self.move_to(0)

    def bottom(self) -> None:
        """Move to the last row."""
        self.move_to(self._table.row_count - 1, direction=-1)

    def choose(self) -> None:
        """Choose the cell under the cursor."""
        if self._cursor[0] < self._table.row_count and self._columns:
            self.post_message(self.CellChosen(self, *self._cursor))

    def edit_text(self, row: int | None, column: int = 0, text: str = "", caret: int = 0) -> None:
        """Draw text that is being typed in place of a cell, with its caret; `edit_text(None)` draws the cell again."""
        before, self._typing = self._typing, None if row is None else Typing(row, column, text, caret)
        self._redraw(*(typing.row for typing in (before, self._typing) if typing is not None))

    def render_line(self, y: int) -> Strip:
        """One line of the widget; line 0 is the header."""
        line = self._drawn[y] = self._line(y)
        segments, x = [], 0
        for fragment in line:
            if fragment.x > x:
                segments.append(Segment(" " * (fragment.x - x), self._style("plain")))
            segments.append(Segment(fragment.text, self._style(fragment.look)))
            x = fragment.x + cell_len(fragment.text)
        return Strip(segments, x).adjust_cell_length(self.scrollable_size.width, self._style("plain"))

    def notify_style_update(self) -> None:
        """Forget styles worked out from the theme before."""
        super().notify_style_update()
        self._styles_of_looks.clear()

    def on_resize(self) -> None:
        """Keep the cursor in view."""
        self._drawn.clear()
        self._reveal()
        self._point()
        self.refresh()

    def watch_show_vertical_scrollbar(self) -> None:
        """Lay the columns out again when the scrollbar takes or gives back a cell."""
        self._drawn.clear()
        self.refresh()

    def _on_focus(self, event: events.Focus) -> None:
        """Lead the terminal's own cursor here, and draw the cell under the cursor alone again, not all the widget."""
        event.prevent_default()
        self.has_focus = True
        self.draw_cursor()
        self._point()

    def _on_blur(self, event: events.Blur) -> None:
        """Show that the cursor is not here, in its cell alone."""
        event.prevent_default()
        self.has_focus = False
        self.draw_cursor()

    def watch_has_focus(self, _has_focus: bool) -> None:
        """No style but the cursor's depends on the focus, and that one is chosen when it is drawn."""

    def on_click(self, event: events.Click) -> None:
        """Move to the cell clicked on; a click on the cell under the cursor chooses it."""
        offset = event.get_content_offset(self)
        row = -1 if offset is None else self.scroll_offset.y + offset.y - HEADER
        place = None if offset is None else self._places.at(offset.x)
        if place is None or offset is None or offset.y < HEADER or row >= self._table.row_count:
            return
        if (row, place.column) == self._cursor:
            self.choose()
        else:
            self.move_to(row, place.column)

    @property
    def _places(self) -> Places:
        return places(self._columns, self._first_column, self.scrollable_size.width)

    def _lines(self, wanted: Iterable[int]) -> Iterator[tuple[int, Line]]:
        """What these lines of the widget show; what is the same for all is worked out once."""
        width, first = self.scrollable_size.width, self.scroll_offset.y - HEADER
        columns = places(self._columns, self._first_column, width)
        for y in wanted:
            row = first + y
            if y == 0:
                yield y, header_line(self._table, columns, width)
            elif row >= self._table.row_count:
                yield y, ()
            else:
                cursor = self._cursor[1] if row == self._cursor[0] else None
                yield y, row_line(self._table, row, columns, width, cursor, self._typing)

    def _line(self, y: int) -> Line:
        return next(self._lines((y,)))[1]

    def _redraw(self, *rows: int) -> None:
        """Refresh what differs from what was drawn, in these rows or in all lines."""
        first = self.scroll_offset.y - HEADER
        lines = {row - first for row in rows} if rows else range(self.size.height)
        height = self.size.height
        regions = [
            Region(x, y, length, 1)
            for y, line in self._lines(y for y in lines if y in self._drawn and y < height)
            for x, length in changed_spans(self._drawn[y], line)
        ]
        if regions:
            self.refresh(*regions)
        self._point()

    def _reveal(self) -> bool:
        """Scroll the cursor into view, and say whether the columns have moved."""
        row, column = self._cursor
        height = self.size.height - HEADER
        if height < 1:
            return False
        top = self.scroll_offset.y
        wanted = min(max(top, row - height + 1), row)
        if row > 0 and row == wanted and self._table.heading(row - 1) is not None:
            wanted = row - 1 if height > 1 else row
        if wanted != top:
            self.scroll_to(y=wanted, animate=False, force=True)
        before = self._first_column
        self._first_column = first_in_view(self._columns, before, column, self.scrollable_size.width)
        return before != self._first_column

    def _put(self, row: int, column: int, direction: int = 1) -> bool:
        """Put the cursor on a cell without drawing it, and say whether the columns have moved."""
        before = self._cursor
        self._cursor = (self._stop(row, direction), max(0, min(column, len(self._columns) - 1)))
        if self._cursor != before:
            self.moves += 1
            self.post_message(self.CursorMoved(self, *self._cursor))
        return self._reveal()

    def _stop(self, row: int, direction: int) -> int:
        """The nearest row from `row` on in a direction, or else the other way, where the cursor can stand."""
        last = self._table.row_count - 1
        if last < 0:
            return 0
        row = max(0, min(row, last))
        for steps in (range(row, last + 1), range(row, -1, -1))[::direction]:
            for candidate in steps:
                heading = self._table.heading(candidate)
                if heading is None or heading.stops:
                    return candidate
        return row

    def _region(self, row: int, column: int) -> Region | None:
        place = self._places.of(column)
        if place is None or row not in self.rows_in_view:
            return None
        return Region(place.x, row - self.scroll_offset.y + HEADER, GUTTER + place.width, 1)

    def _point(self) -> None:
        """Put the terminal's own cursor on the cell or the caret, for screen readers and input methods."""
        if not self.has_focus:
            return
        y = self._cursor[0] - self.scroll_offset.y + HEADER
        place = self._places.of(self._cursor[1]) or Place(0, 0, 0)
        caret = [fragment.x for fragment in self._line(y) if "caret" in fragment.look] if self._typing else []
        x = caret[0] if caret else place.x + GUTTER
        self.app.cursor_position = self.content_region.offset + Offset(x, max(0, y))

    def _style(self, look: str) -> Style:
        if look not in self._styles_of_looks:
            style = self.rich_style
            for name in look.replace(" cursor", "").split():
                style += self.get_component_rich_style(f"grid--{name}", partial=True)
            self._styles_of_looks[look] = style
        style = self._styles_of_looks[look]
        return style + self._cursor_style if look.endswith(" cursor") else style

    @property
    def _cursor_style(self) -> Style:
        pane = self.parent
        left = isinstance(pane, Widget) and (pane.has_class("active") or pane.has_class("open"))
        return HERE if self.has_focus else LEFT if left else NOT_HERE
