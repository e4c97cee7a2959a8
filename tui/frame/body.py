"""The middle of the screen: the board, or the page or the help that takes its place for a while."""

from collections.abc import Callable, Sequence

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Container

from tui.frame.board import Board
from tui.frame.jobs import Jobs
from tui.frame.page import HelpPage, Page, PageContent
from tui.frame.pane import Pane
from tui.grid.grid import Grid


class Body(Container):
    """Board, page and help, of which one is seen; `draw` draws what is in view.

    `way_back` is where Escape leads from the board, where something has led there; it says whether it went.
    """

    DEFAULT_CSS = """
    Body { height: 1fr; }
    """

    def __init__(self, draw: Callable[[], None], jobs: Jobs) -> None:
        super().__init__(id="middle")
        self.board, self.page, self.help = Board(jobs, id="board"), Page(), HelpPage(id="help")
        self._draw = draw
        self.way_back: Callable[[], bool] = lambda: False

    def compose(self) -> ComposeResult:
        """All three."""
        yield self.board
        yield self.page
        yield self.help

    @property
    def pane(self) -> Pane:
        """The pane or page that is worked in."""
        return self.page if self.page.is_open else self.board.active

    @property
    def scroller(self) -> Grid | HelpPage:
        """What the moving keys move."""
        return self.help if self.help.is_open else self.pane.grid

    @property
    def in_view(self) -> list[Pane]:
        """The panes that are drawn."""
        return [*self.board.group, self.page]

    def open_help(self, title: str, lines: Sequence[Text]) -> None:
        """Put help in the board's place."""
        self.close()
        self.help.border_title, self.help.whole = Text(title), tuple(lines)
        self.help.show_lines(lines)
        self.help.add_class("open")
        _show_board(self.board, is_shown=False)
        self.screen.set_focus(self.help, scroll_visible=False)

    def open_page(self, content: PageContent) -> None:
        """Put a page in the board's place, with nothing behind it."""
        self.close()
        self.turn_to(content)

    def turn_to(self, content: PageContent) -> None:
        """Put a page in the board's place; one that is open lies behind it."""
        self.page.turn_to(content)
        self._show_page()

    def put(self, content: PageContent) -> None:
        """Show a page in the place of the one that is open; what lies behind stays there."""
        self.page.put(content)
        self._show_page()

    def close(self) -> None:
        """Put the board back."""
        self.page.remove_class("open")
        self.page.behind.clear()
        self.help.remove_class("open")
        _show_board(self.board, is_shown=True)

    def back(self) -> bool:
        """Show the page that lies behind, or the board, or leave the zoom; false where there is nothing to leave."""
        key = None if self.help.is_open else self.page.turn_back()
        if key is not None:
            self._show_page()
            self.page.go_to(key)
        elif self.page.is_open or self.help.is_open:
            self.close()
            self.board.activate(self.board.active)
            self._draw()
        elif self.board.has_class("zoomed"):
            self.board.toggle_zoom()
        else:
            return self.way_back()
        return True

    def go_to_pane(self, number: int) -> None:
        """Go to the first pane of a number."""
        self.go_to(self.board.numbered(number))

    def go_to(self, pane: Pane) -> None:
        """Go to a pane of the board."""
        self.close()
        self.board.activate(pane)
        self._draw()

    def focus_pane(self) -> None:
        """Work in the pane, page or help, not in the prompt."""
        self.screen.set_focus(self.scroller, scroll_visible=False)

    def _show_page(self) -> None:
        """Draw the page before it is seen, and work in it."""
        _show_board(self.board, is_shown=False)
        self._draw()
        self.screen.set_focus(self.page.grid, scroll_visible=False)


def _show_board(board: Board, *, is_shown: bool) -> None:
    """Show or hide the board by itself: by a class, the style of every pane in it would be looked up again."""
    if board.display != is_shown:
        board.display = is_shown
