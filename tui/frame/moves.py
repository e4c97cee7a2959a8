"""The commands that move: between panes, within a table, and to what is found."""

from core.words import gettext
from tui.frame.screen import Screen


def view(screen: Screen, number: int) -> None:
    """Go to the view of this number."""
    screen.body.go_to_pane(number)


def panes(screen: Screen, by: int) -> None:
    """Go to another pane of the view, where it has several."""
    if len(screen.body.board.group) == 1:
        screen.notify(gettext("This view has one pane: Alt and a digit leads to the others."))
        return
    screen.body.board.step(by)
    screen.draw_lines()


def rows(screen: Screen, by: int) -> None:
    """Move by so many rows, at most to the first or the last."""
    screen.body.scroller.move(by)


def columns(screen: Screen, by: int) -> None:
    """Move by so many columns, at most to the first or the last."""
    screen.body.pane.grid.move(0, by)


def pages(screen: Screen, by: int) -> None:
    """Move by so many screens, of which a line stays in view."""
    scroller = screen.body.scroller
    scroller.move(by * max(1, scroller.size.height - 2))


def back(screen: Screen) -> None:
    """Leave what is open."""
    screen.body.back()
