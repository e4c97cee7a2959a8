"""A page that takes the board's place for a while: a series, the claims, the trail, what was found, or help."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import field
from typing import TYPE_CHECKING

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Static

from core.derive.derive import Derived
from core.frozen import frozen
from tui.frame.order import Order
from tui.frame.pane import Pane
from tui.frame.side_chart import ROOM_FOR_CHARTS, Graph, SideChart, place_graph
from tui.grid.sheet import Sheet
from tui.grid.wrapping import folded
from tui.workspace.view_state import ViewState

if TYPE_CHECKING:
    from tui.tables.query import QueryContext


@frozen
class FileOf:
    """The table that a file of a page holds, by its id, and what it is made from."""

    table: str
    query: Callable[[ViewState], "QueryContext"]


FRAME = 3
"""Lines of a page that hold no row: its border and the titles of its columns."""
LOWEST = 9
"""Lines that a chart below a table needs, its title among them."""
WIDEST = 90
"""Cells of a chart beside the table of a page."""
IN_ORDER = Order()
"""Rows as they come."""
SAVING = "s Sort  y Copy  Y Copy table  E Export"
"""The keys of a table that is only read."""


@frozen
class PageContent:
    """What a page shows: its title, what draws its sheet, and what keys do there.

    `targets` say where Enter leads from a row of this key; `keys` are commands, by their ids, that do something else
    while the page is open; `footer` says so in the bottom line; with `judging` it is drawn again whenever more runs are
    done; `strip` is what the strip below says of the row under the cursor, with `whole_rows` always the whole row.
    `written` is the table that a file has the rows of, else it has those that are seen. `chart` is its own picture;
    a page that is `charted` has the course of the row under the cursor beside it where there is room, which `graph`
    gives where it is not a series.
    """

    title: str
    make: Callable[[ViewState], Sheet]
    targets: Mapping[str, Callable[[], None]] = field(default_factory=dict)
    keys: Mapping[str, Callable[[], None]] = field(default_factory=dict)
    footer: str = ""
    judging: bool = False
    whole_rows: bool = False
    strip: Callable[[ViewState], Sequence[str]] | None = None
    written: FileOf | None = None
    chart: Callable[[ViewState], str] | None = None
    charted: bool = False
    graph: Callable[[ViewState], Graph | None] | None = None


class Page(Pane):
    """A pane whose sheet is made by whoever opens it."""

    word = "Page"
    title = ""

    DEFAULT_CSS = """
    Page { display: none; layout: horizontal; }
    Page.open { display: block; }
    Page > SideChart { max-height: 60%; }
    Page.above-chart { layout: vertical; }
    Page.above-chart > Grid { height: auto; max-height: 60%; }
    Page.above-chart > SideChart { display: block; width: 1fr; max-height: 100%; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.content = PageContent("", lambda _: Sheet((), ()))
        self.behind: list[tuple[PageContent, Order, str]] = []
        self.beside: SideChart = SideChart(WIDEST)

    @property
    def is_open(self) -> bool:
        """Whether the page is seen."""
        return self.has_class("open")

    def shows(self, make: Callable[[ViewState], Sheet]) -> bool:
        """Whether the page is seen and its sheet is drawn by this."""
        return self.is_open and self.content.make == make

    def own_action(self, command: str) -> Callable[..., None] | None:
        """What the command of this id does on the page that is open."""
        own = self.content.keys.get(command)
        return (lambda *_: own()) if own else None

    @property
    def footer(self) -> str:
        """What the bottom line says while no prompt is open."""
        return self.content.footer

    def turn_to(self, content: PageContent) -> None:
        """Show a page; one that is open lies behind it until it is left."""
        if self.is_open:
            self.behind.append((self.content, self.order, self.row.key if self.row else ""))
        self.grid.move_to(0, 0)
        self.put(content)

    def draw_chart(self, state: ViewState) -> None:
        """Draw the course of the row under the cursor, where the page is charted, in the room that the table leaves."""
        graph = None
        if self.content.charted:
            graph = place_graph(self.place, state) or (self.content.graph(state) if self.content.graph else None)
            self.beside.show(graph)
        room = self.size.height - FRAME - self.sheet.row_count
        below = graph is not None and self.app.size.width < ROOM_FOR_CHARTS and room >= LOWEST
        self.set_class(below, "above-chart")
        if below:
            self.beside.styles.width = "1fr"
        else:
            self.beside.stand_beside(self.sheet.columns, self.size.width)

    def turn_back(self) -> str | None:
        """Show the page behind again, and give the key of the row that was under its cursor; null where none is."""
        if not self.behind:
            return None
        content, order, key = self.behind.pop()
        self.put(content, order)
        return key

    def follow(self) -> bool:
        """Go where the row under the cursor leads; false where it leads nowhere."""
        target = self.content.targets.get(self.row.key) if self.row and self.is_open else None
        if target is None:
            return False
        target()
        return True

    def detail(self, state: ViewState) -> Sequence[str]:
        """What the page says of the row under the cursor."""
        return self.content.strip(state) if self.content.strip else ()

    def put(self, content: PageContent, order: Order = IN_ORDER) -> None:
        """Show a page in the place of the one that is open; what lies behind stays there."""
        self.content, self.order = content, order
        self.title, self.whole_rows = content.title, content.whole_rows
        self.cursor.sheet = Sheet((), ())
        self.sheets.judging = content.judging
        self.sheets.clear()
        self.set_class(content.charted, "charted")
        self.add_class("open")

    def sheet_of(self, state: ViewState) -> Sheet:
        """Whatever was opened."""
        return self.content.make(state)

    def title_of(self, state: ViewState) -> str:
        """The title it was opened with, in the language of the moment."""
        return state.wording.word(self.title)

    def draw(self, state: ViewState, highlight_since: Derived | None, preview: ViewState | None) -> None:
        """Draw only while open."""
        if self.is_open:
            super().draw(state, highlight_since, preview)


class HelpPage(VerticalScroll, can_focus=True):
    """Text to read, scrolled with the keys of the tables."""

    DEFAULT_CSS = """
    HelpPage {
        display: none;
        border: round $border;
        border-title-color: $primary;
        padding: 0 1;
        scrollbar-size-vertical: 1;
        scrollbar-gutter: stable;
    }
    HelpPage.open { display: block; }
    """

    whole: tuple[Text, ...] = ()
    _lines: tuple[Text, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether help is seen."""
        return self.has_class("open")

    def show_lines(self, lines: Sequence[Text]) -> None:
        """Show some lines, from the first on."""
        self._lines = tuple(lines)
        self.on_resize()
        self.scroll_home(animate=False)

    def on_resize(self) -> None:
        """Break the lines where the page ends; a page that is not shown has no width."""
        width = self.scrollable_content_region.width
        if width:
            self.query_one(Static).update(Text("\n").join(part for line in self._lines for part in folded(line, width)))

    def compose(self) -> ComposeResult:
        """One static text."""
        yield Static(markup=False)

    def on_focus(self) -> None:
        """Lead the terminal's own cursor to the first line that is seen."""
        self.call_after_refresh(self.point)

    def point(self) -> None:
        """Put the terminal's own cursor on the first line that is seen."""
        if self.has_focus:
            self.app.cursor_position = self.content_region.offset

    def move(self, rows: int, columns: int = 0) -> None:  # noqa: ARG002 - as a grid moves
        """Scroll by lines."""
        self.scroll_relative(y=rows, animate=False)
