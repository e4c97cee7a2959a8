"""The commands that change what is seen, or take it elsewhere, and leave the workbook as it is."""

from typing import TYPE_CHECKING

from core.typed_edit import FigurePlace, TargetPlace

if TYPE_CHECKING:
    from tui.app import Jingdex


def sort(app: "Jingdex") -> None:
    """Sort by the column under the cursor: up, down, and as it was."""
    app.pane.turn_order(app.grid.cursor[1])
    app.draw()


def zoom(app: "Jingdex") -> None:
    """Let the pane fill the screen, or not."""
    app.board.toggle_zoom()


def series(app: "Jingdex") -> None:
    """See every period and release of the series under the cursor."""
    place = app.place
    if isinstance(place, FigurePlace | TargetPlace):
        app.open_page("series", (place.unit, place.indicator))
    else:
        app.tell("There is no series under the cursor: move to a row that has a figure.")


def claims(app: "Jingdex") -> None:
    """See all claims."""
    app.open_page("claims")


def trail(app: "Jingdex") -> None:
    """See who changed what, and when."""
    app.open_page("trail")


def next_list(app: "Jingdex") -> None:
    """Show the next version of the clusters, or in the workbench the next method."""
    if app.board.group is app.board.bench:
        app.turn_method()
    else:
        app.turn_list()


def base(app: "Jingdex") -> None:
    """Make the year under the cursor 100 in the index."""
    app.set_base()


def language(app: "Jingdex") -> None:
    """Names in the other language."""
    app.turn_language()


def theme(app: "Jingdex") -> None:
    """The next theme."""
    app.turn_theme()


def copy_cell(app: "Jingdex") -> None:
    """Copy the cell under the cursor."""
    app.copy(app.grid.table.cell(*app.grid.cursor).text, "the cell")


def copy_table(app: "Jingdex") -> None:
    """Copy the whole table, tab-separated, with its titles."""
    app.copy(app.pane.as_text(), "the table")


def help_page(app: "Jingdex") -> None:
    """Help for where one is."""
    app.open_page("help")


def palette(app: "Jingdex") -> None:
    """Find any command by name."""
    app.action_command_palette()


def leave(app: "Jingdex") -> None:
    """Quit; everything is saved already."""
    app.exit(0)
