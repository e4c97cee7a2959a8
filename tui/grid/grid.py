"""The one table widget: it draws the lines in view of a table of any length, and redraws only cells that changed."""

from rich.cells import cell_len
from rich.segment import Segment
from textual import events, on
from textual.geometry import Offset, Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tui.grid.line import Line, changed_spans
from tui.grid.looks import LateStyles, Looks, cursor_style, is_beside_another, is_worked_in, marked
from tui.grid.sheet import Sheet
from tui.grid.table import Column, Table
from tui.grid.viewport import HEADER, Source, Viewport


class Grid(LateStyles, ScrollView, can_focus=True, inherit_bindings=False):
    """A table with a cell cursor. It binds no keys: whoever shows it calls `move` and `move_to`.

    `cursor` is the row and column under the cursor, `moves` how often it has moved. Its row is tinted by
    `draw_cursor`, once the cursor rests: a move would cost two whole rows.
    """

    DEFAULT_CSS = """
    Grid {
        width: 1fr;
        height: 1fr;
        overflow-x: hidden;
        overflow-y: auto;
        scrollbar-size-vertical: 1;
        background: $background;
        color: $foreground;
        & > .grid--points { color: $primary; text-style: bold; }
        & > .grid--dim { color: $quiet; }
        & > .grid--estimated { color: $estimate; text-style: italic; }
        & > .grid--warn { color: $warning; }
        & > .grid--bad { color: $error; }
        & > .grid--good { color: $success; }
        & > .grid--head { color: $secondary; text-style: bold; }
        & > .grid--rule { color: $secondary; text-style: underline; }
        & > .grid--preview { color: $accent; text-style: bold italic; }
        & > .grid--lit { color: $accent; text-style: bold; }
        & > .grid--row { background: $row-tint; text-style: $row-style; }
    }
    """

    class CursorMoved(Message):
        """The cursor stands on another cell."""

        def __init__(self, grid: "Grid") -> None:
            super().__init__()
            self.grid = grid

    class CellChosen(CursorMoved):
        """The cell under the cursor was clicked."""

    def __init__(self) -> None:
        super().__init__()
        self.table: Table = Sheet((), ())
        self.cursor = (0, 0)
        self.moves = 0
        self._tinted = (-1, -1)
        self._columns: tuple[Column, ...] = ()
        self._first_column = 0
        self._drawn: dict[int, tuple[Source, Line]] = {}
        self._looks = Looks(self)

    @property
    def view(self) -> Viewport:
        """What is in view."""
        height, width = self.size.height, self.scrollable_size.width
        return Viewport(
            self.table,
            self._columns,
            self.cursor,
            self.scroll_offset.y,
            self._first_column,
            width,
            height,
            tinted=self._tinted,
            least=height // 2 if is_beside_another(self) else 1,
        )

    def show(self, table: Table) -> None:
        """Show another state of the table: only cells that look different are drawn again.

        One of other columns begins with the first of them.
        """
        if [column.title for column in table.columns] != [column.title for column in self._columns]:
            self._first_column = 0
        columns = tuple(table.columns)
        self.table, self._columns = table, self._columns if columns == self._columns else columns
        size = Size(0, table.row_count + HEADER)
        if self.virtual_size != size:  # the screen is laid out again only where the scrollbar comes or goes
            self.set_reactive(Grid.virtual_size, size)
            self._scroll_update(size)
        self._put(*self.cursor)
        self._tinted = self.cursor if self._tinted[0] >= 0 else self._tinted
        self._redraw()

    def move(self, rows: int, columns: int = 0) -> None:
        """Move the cursor by so many rows and columns, over headings and not past the edges."""
        self.move_to(self.cursor[0] + rows, self.cursor[1] + columns, 1 if rows >= 0 else -1)

    def move_to(self, row: int, column: int | None = None, direction: int = 1) -> None:
        """Move the cursor to a cell, or from a heading to the next row in `direction` where it can stop."""
        before = self.cursor
        if self._put(row, before[1] if column is None else column, direction):
            self._redraw()
        else:
            self._redraw(before[0], self.cursor[0])

    def draw_cursor(self) -> None:
        """Draw the cell under the cursor again, which looks otherwise without the focus, and tint its row."""
        before, self._tinted = self._tinted, self.cursor if is_worked_in(self) else (-1, -1)
        if before != self._tinted:
            self._redraw(before[0], self.cursor[0])
        if spot := self.view.spot(*self.cursor):
            self.refresh(Region(*spot, 1))

    def render_line(self, y: int) -> Strip:
        """One line of the widget; line 0 is the header."""
        view = self.view
        [(_, line)], [(_, source)] = view.lines((y,)), view.sources((y,))
        self._drawn[y] = source, line
        segments, x = [], 0
        for fragment in line:
            if fragment.x > x:
                segments.append(Segment(" " * (fragment.x - x), self._looks["plain"]))
            look = fragment.look.removesuffix(" cursor")
            style = self._looks[look]
            rest = fragment.text
            if look != fragment.look:
                under_cursor, rest = marked(rest)
                segments.append(Segment(under_cursor, style + cursor_style(self)))
            segments.append(Segment(rest, style))
            x = fragment.x + cell_len(fragment.text)
        return Strip(segments, x).adjust_cell_length(self.scrollable_size.width, self._looks["plain"])

    def notify_style_update(self) -> None:
        """Forget styles worked out from the theme before."""
        super().notify_style_update()
        self._looks.clear()

    def on_resize(self) -> None:
        """Keep the cursor in view, and lay the columns out again; a hidden scrollbar did not follow the rows."""
        if self.show_vertical_scrollbar:
            self.vertical_scrollbar.position = self.scroll_y
        self._drawn.clear()
        self._put(*self.cursor)
        self.point()
        self.refresh()

    watch_show_vertical_scrollbar = on_resize
    """The scrollbar takes or gives back a cell."""

    @on(events.Focus)
    @on(events.Blur)
    def _note_focus(self, event: events.Focus | events.Blur) -> None:
        event.prevent_default()
        self.has_focus = isinstance(event, events.Focus)

    def watch_has_focus(self, _has_focus: bool) -> None:
        """Draw the cell under the cursor, not all the widget; with the focus the terminal's own cursor comes here."""
        self.draw_cursor()
        self.point()

    def on_click(self, event: events.Click) -> None:
        """Move to the cell clicked on; a click on the cell under the cursor chooses it."""
        cell = self.view.cell_at(event.get_content_offset(self))
        if cell == self.cursor:
            self.post_message(self.CellChosen(self))
        elif cell is not None:
            self.move_to(*cell)

    def _redraw(self, *rows: int) -> None:
        """Refresh what differs from what was drawn, in these rows or in all lines."""
        view = self.view
        wanted = {view.line_number(row) for row in rows} if rows else range(view.height)
        drawn = [y for y in wanted if y in self._drawn and y < view.height]
        changed = [y for y, source in view.sources(drawn) if source != self._drawn[y][0]]
        regions = [
            Region(x, y, length, 1)
            for y, line in view.lines(changed)
            for x, length in changed_spans(self._drawn[y][1], line)
        ]
        if regions:
            self.refresh(*regions)
        self.point()

    def _put(self, row: int, column: int, direction: int = 1) -> bool:
        """Put the cursor on a cell, in view but not drawn, and say whether the columns have moved."""
        before = self.cursor
        self.cursor = (self.view.stop(row, direction), max(0, min(column, len(self._columns) - 1)))
        if self.cursor != before:
            self.moves += 1
            self.post_message(self.CursorMoved(self))
        top, first = self.view.revealing()
        if top != self.scroll_offset.y:
            self.scroll_to(y=top, animate=False, force=True)
        moved, self._first_column = first != self._first_column, first
        return moved

    def point(self) -> None:
        """Put the terminal's own cursor on the cell, for screen readers and input methods."""
        if self.has_focus:
            self.app.cursor_position = self.content_region.offset + Offset(*self.view.pointer())
