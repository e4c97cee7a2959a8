"""The commands that change what is seen, or take it elsewhere, and leave the workbook as it is."""

from dataclasses import replace
from typing import TYPE_CHECKING

from core.workbook.entry import LANGUAGES
from tui.frame.actions import action
from tui.frame.rotation import after
from tui.terminal.themes import themes

if TYPE_CHECKING:
    from tui.app import Jingdex

ONLY_ASCII = "This terminal shows ASCII alone, and no Chinese: start with LANG=zh_CN.UTF-8 or C.UTF-8 where it can."


def sort(app: "Jingdex") -> None:
    """Sort by the column under the cursor: up, down, and as it was."""
    app.pane.turn_order(app.grid.cursor[1])
    app.draw()


def zoom(app: "Jingdex") -> None:
    """Let the pane fill the screen, or not."""
    app.board.toggle_zoom()


def next_list(app: "Jingdex") -> None:
    """Show the next of what the view shows one of: a list of clusters, an index, a method."""
    action(app.board.active.lists)(app)


def language(app: "Jingdex") -> None:
    """Names in the other language, where the terminal can show it."""
    workspace = app.workspace
    if not workspace.wording.unicode:
        app.tell(ONLY_ASCII)
        return
    workspace.wording = replace(workspace.wording, language=LANGUAGES[LANGUAGES.index(workspace.wording.language) - 1])
    app.draw()


def theme(app: "Jingdex") -> None:
    """The next theme."""
    app.theme = after(app.theme, [theme.name for theme in themes(app.means)])
    app.tell(f"Theme: {app.theme}")


def copy_cell(app: "Jingdex") -> None:
    """Copy the cell under the cursor."""
    _copy(app, app.grid.table.cell(*app.grid.cursor).text, "the cell")


def copy_table(app: "Jingdex") -> None:
    """Copy the whole table, tab-separated, with its titles."""
    _copy(app, app.pane.as_text(), "the table")


def help_page(app: "Jingdex") -> None:
    """Help for where one is."""
    app.open_help()


def palette(app: "Jingdex") -> None:
    """Find any command by name."""
    app.action_command_palette()


def leave(app: "Jingdex") -> None:
    """Quit; everything is saved already, or will be in a moment."""
    if app.saving.title:
        app.tell(app.saving.sentence)
    else:
        app.exit(0)


def _copy(app: "Jingdex", text: str, what: str) -> None:
    """Put a text on the clipboard of the terminal, also over SSH (OSC 52)."""
    app.copy_to_clipboard(text)
    app.tell(f"Copied {what}.")
