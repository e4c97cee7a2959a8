"""The middle of the screen: the board, or the page or the help that takes its place for a while."""

from collections.abc import Callable

from textual.app import ComposeResult
from textual.containers import Container
from textual.reactive import Reactive
from textual.screen import Screen
from textual.widget import Widget

from tui.frame.board import Board
from tui.frame.page import HelpPage, Page
from tui.frame.pane import Pane
from tui.grid.grid import Grid


class MainScreen(Screen[None]):
    """The screen; a change of focus draws again what has and had it, not everything."""

    focused: Reactive[Widget | None] = Reactive(None, repaint=False)


class Body(Container):
    """Board, page and help, of which one is seen."""

    DEFAULT_CSS = """
    Body { height: 1fr; }
    Body > Board.covered { display: none; }
    """

    def __init__(self) -> None:
        super().__init__(id="middle")
        self.board, self.page, self.help = Board(id="board"), Page(), HelpPage(id="help")

    def compose(self) -> ComposeResult:
        """All three."""
        yield self.board
        yield self.page
        yield self.help

    @property
    def pane(self) -> Pane:
        """The pane or page that is worked in."""
        return self.page if self.page.has_class("open") else self.board.active

    @property
    def scroller(self) -> Grid | HelpPage:
        """What the moving keys move."""
        return self.help if self.help.has_class("open") else self.pane.grid

    @property
    def is_covered(self) -> bool:
        """Whether a page or help is seen."""
        return self.page.has_class("open") or self.help.has_class("open")

    @property
    def in_view(self) -> list[Pane]:
        """The panes that are drawn."""
        return [*self.board.group, self.page]

    def open_help(self) -> None:
        """Put help in the board's place."""
        self.help.add_class("open")
        self.board.add_class("covered")
        self.screen.set_focus(self.help, scroll_visible=False)

    def open_page(self, draw: Callable[[], None]) -> None:
        """Put the page in the board's place, drawn before it is seen."""
        self.board.add_class("covered")
        draw()
        self.screen.set_focus(self.page.grid, scroll_visible=False)

    def close(self) -> None:
        """Put the board back."""
        self.page.remove_class("open")
        self.page.behind.clear()
        self.help.remove_class("open")
        self.board.remove_class("covered")

    def turn_back(self, draw: Callable[[], None]) -> bool:
        """Show the page that lies behind the one that is open; false where none does."""
        key = None if self.help.has_class("open") else self.page.turn_back()
        if key is None:
            return False
        self.open_page(draw)
        self.page.go_to(key)
        return True

    def follow(self) -> bool:
        """Go where the row of the page leads; false where it leads nowhere."""
        row = self.page.row if self.page.has_class("open") else None
        target = self.page.targets.get(row.key) if row else None
        if target is None:
            return False
        target()
        return True
