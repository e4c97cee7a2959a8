"""The commands that move: between panes, within a table, and to what is found."""

from typing import TYPE_CHECKING

from core.words import gettext

if TYPE_CHECKING:
    from tui.frame.screen import Screen

FAR = 10**9
"""More rows than any table has."""


def clusters(screen: "Screen") -> None:
    """Go to the Clusters pane."""
    screen.body.go_to_pane(1)


def index(screen: "Screen") -> None:
    """Go to the Index pane."""
    screen.body.go_to_pane(2)


def trends(screen: "Screen") -> None:
    """Go to the Trends pane."""
    screen.body.go_to_pane(3)


def workbench(screen: "Screen") -> None:
    """Go to the workbench of the methods."""
    screen.body.go_to_pane(4)


def figures(screen: "Screen") -> None:
    """Go to all figures."""
    screen.body.go_to_pane(5)


def trust(screen: "Screen") -> None:
    """Go to the ranks with their intervals, and to what changed scores."""
    screen.body.go_to_pane(6)


def next_pane(screen: "Screen") -> None:
    """Go to the next pane."""
    _step(screen, 1)


def previous_pane(screen: "Screen") -> None:
    """Go to the pane before."""
    _step(screen, -1)


def _step(screen: "Screen", by: int) -> None:
    """Go to another pane of the view, where it has several."""
    if len(screen.body.board.group) == 1:
        screen.notify(gettext("This view has one pane: Alt and a digit leads to the others."))
        return
    screen.body.board.step(by)
    screen.draw_lines()


def up(screen: "Screen") -> None:
    """Move up a row."""
    screen.body.scroller.move(-1)


def down(screen: "Screen") -> None:
    """Move down a row."""
    screen.body.scroller.move(1)


def left(screen: "Screen") -> None:
    """Move left a column."""
    screen.body.pane.grid.move(0, -1)


def right(screen: "Screen") -> None:
    """Move right a column."""
    screen.body.pane.grid.move(0, 1)


def top(screen: "Screen") -> None:
    """Move to the first row."""
    screen.body.scroller.move(-FAR)


def bottom(screen: "Screen") -> None:
    """Move to the last row."""
    screen.body.scroller.move(FAR)


def page_up(screen: "Screen") -> None:
    """Move up a page."""
    _page(screen, -1)


def page_down(screen: "Screen") -> None:
    """Move down a page."""
    _page(screen, 1)


def _page(screen: "Screen", pages: int) -> None:
    """Move by so many screens, of which a line stays in view."""
    scroller = screen.body.scroller
    scroller.move(pages * max(1, scroller.size.height - 2))


def first_column(screen: "Screen") -> None:
    """Move to the first column."""
    screen.body.pane.grid.move_to(screen.body.pane.grid.cursor[0], 0)


def last_column(screen: "Screen") -> None:
    """Move to the last column."""
    screen.body.pane.grid.move_to(screen.body.pane.grid.cursor[0], len(screen.body.pane.grid.table.columns) - 1)


def back(screen: "Screen") -> None:
    """Leave what is open."""
    screen.body.back()
