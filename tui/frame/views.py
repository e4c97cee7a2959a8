"""The commands that change how things are shown, or copy them, and leave the workbook as it is."""

from core.errors import BadEntry
from core.words import gettext, marked
from core.workbook.entry import LANGUAGES
from data.confinement import is_served
from data.errors import FileError
from data.places import LANGUAGE, THEME, keep
from tui.frame.actions import action
from tui.frame.editing import SAVING
from tui.frame.rotation import NO_OTHER
from tui.frame.screen import Screen

ONLY_ASCII = marked(
    "This terminal shows ASCII alone, and no Chinese: start with LANG=zh_CN.UTF-8 or C.UTF-8 where it can."
)
THEMES = marked(("jingdex-dark", "jingdex-light", "jingdex-contrast"))
"""What the themes are called."""


def sort(screen: Screen) -> None:
    """Sort by the column under the cursor: up, down, and as it was."""
    pane = screen.body.pane
    pane.order = pane.order.next(pane.sheet, pane.grid.cursor[1])
    screen.draw()


def zoom(screen: Screen) -> None:
    """Let the pane fill the screen, or not."""
    if screen.body.page.is_open or not screen.body.board.toggle_zoom():
        screen.notify(gettext("This fills the screen already."))


def next_list(screen: Screen) -> None:
    """Show the next of what the pane shows one of: a list of clusters, an index, a method."""
    if not screen.body.pane.lists:
        raise BadEntry(NO_OTHER)
    action(screen.body.pane.lists)(screen)


def language(screen: Screen) -> None:
    """Everything in the other language, where the terminal can show it."""
    workspace = screen.workspace
    if not workspace.wording.unicode:
        screen.notify(ONLY_ASCII)
        return
    workspace.speak(LANGUAGES[LANGUAGES.index(workspace.wording.language) - 1])
    screen.draw()
    _keep(screen, LANGUAGE, workspace.wording.language)


def theme(screen: Screen) -> None:
    """The next theme."""
    name = screen.terminal.turn_theme()
    screen.draw()
    screen.notify(gettext("Theme: {theme}", theme=gettext(name)))
    _keep(screen, THEME, name)


def _keep(screen: Screen, name: str, choice: str) -> None:
    """Let the screen begin with this choice from now on, where it is the person's own."""
    if not is_served():
        try:
            keep(name, choice)
        except FileError as error:
            screen.notify(str(error))


def palette(screen: Screen) -> None:
    """Find any command by name."""
    screen.terminal.action_command_palette()


def leave(screen: Screen) -> None:
    """Quit; everything is saved already, or will be in a moment."""
    if screen.jobs.is_going_on(SAVING):
        screen.editing.refuses()
    else:
        screen.terminal.exit(0)
