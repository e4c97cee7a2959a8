"""The commands that move: between panes, within a table, and to what is found."""

from typing import TYPE_CHECKING

from tui.frame.help_search import search_help

if TYPE_CHECKING:
    from tui.app import Jingdex


def clusters(app: "Jingdex") -> None:
    """Go to the Clusters pane."""
    app.go_to_pane(1)


def index(app: "Jingdex") -> None:
    """Go to the Index pane."""
    app.go_to_pane(2)


def trends(app: "Jingdex") -> None:
    """Go to the Trends pane."""
    app.go_to_pane(3)


def workbench(app: "Jingdex") -> None:
    """Go to the workbench of the methods."""
    app.go_to_pane(4)


def figures(app: "Jingdex") -> None:
    """Go to all figures."""
    app.go_to_pane(5)


def trust(app: "Jingdex") -> None:
    """Go to the ranks with their intervals, and to what changed scores."""
    app.go_to_pane(6)


def next_pane(app: "Jingdex") -> None:
    """Go to the next pane."""
    app.board.step(1)
    app.draw_lines()


def previous_pane(app: "Jingdex") -> None:
    """Go to the pane before."""
    app.board.step(-1)
    app.draw_lines()


def up(app: "Jingdex") -> None:
    """Move up a row."""
    app.scroller.move(-1)


def down(app: "Jingdex") -> None:
    """Move down a row."""
    app.scroller.move(1)


def left(app: "Jingdex") -> None:
    """Move left a column."""
    app.grid.move(0, -1)


def right(app: "Jingdex") -> None:
    """Move right a column."""
    app.grid.move(0, 1)


def top(app: "Jingdex") -> None:
    """Move to the first row."""
    app.scroller.top()


def bottom(app: "Jingdex") -> None:
    """Move to the last row."""
    app.scroller.bottom()


def page_up(app: "Jingdex") -> None:
    """Move up a page."""
    app.scroller.page(-1)


def page_down(app: "Jingdex") -> None:
    """Move down a page."""
    app.scroller.page(1)


def first_column(app: "Jingdex") -> None:
    """Move to the first column."""
    app.grid.move_to(app.grid.cursor[0], 0)


def last_column(app: "Jingdex") -> None:
    """Move to the last column."""
    app.grid.move_to(app.grid.cursor[0], len(app.grid.table.columns) - 1)


def find(app: "Jingdex") -> None:
    """Find something by its text, everywhere; in the help, what it says of a word or a key."""
    if app.help.has_class("open"):
        search_help(app.help, app.prompt, app.keyboard.release)
    else:
        app.finding.begin()


def back(app: "Jingdex") -> None:
    """Leave what is open."""
    app.back()
