"""The commands that change what is seen, or take it elsewhere, and leave the workbook as it is."""

from dataclasses import replace
from typing import TYPE_CHECKING

from core.workbook.edit import SetEntry
from core.workbook.entries import LANGUAGES
from core.workbook.typed_edit import FigurePlace, TargetPlace
from tui.index.pane import IndexPane
from tui.releases.revising import Revising
from tui.results.pane import ResultsPane
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


def series(app: "Jingdex") -> None:
    """See every period and release of the series under the cursor."""
    place = app.place
    if isinstance(place, FigurePlace | TargetPlace):
        app.open_page("series", (place.unit, place.indicator))
    else:
        app.tell("There is no series under the cursor: move to a row that has a figure.")


def revisions(app: "Jingdex") -> None:
    """See what each release of the series under the cursor changed, in it and in the index."""
    place = app.place
    if isinstance(place, FigurePlace | TargetPlace):
        Revising(app, place.unit, place.indicator).open()
    else:
        app.tell("There is no series under the cursor: move to a row that has a figure.")


def claims(app: "Jingdex") -> None:
    """See all claims."""
    app.open_page("claims")


def trail(app: "Jingdex") -> None:
    """See who changed what, and when."""
    app.open_page("trail")


def next_list(app: "Jingdex") -> None:
    """Show the next version of the clusters, in the index the next one, in the workbench the next method."""
    workspace = app.workspace
    shown = workspace.shown
    if app.board.active.number == ResultsPane.number:
        workspace.method, workspace.period = (
            _after(workspace.method, list(workspace.workbook.methods)),
            "",
        )
    elif app.board.active.number == IndexPane.number:
        followed = [one.index.key for one in workspace.derived.indices]
        workspace.index = _after(shown.history.index.key if shown.history else "", followed)
    else:
        present = shown.clusters.cluster_list.code if shown.clusters else ""
        workspace.cluster_list = _after(present, list(workspace.derived.clusters))
    app.draw()


def base(app: "Jingdex") -> None:
    """Make the year under the cursor 100 in the index."""
    place = app.place
    history = app.workspace.shown.history
    series = f"{place.unit}/{place.indicator}" if isinstance(place, FigurePlace) else ""
    if not isinstance(place, FigurePlace) or history is None or series != history.index.key:
        app.tell("Move to a year of the index first: b makes it 100.")
        return
    app.editing.do(lambda: SetEntry("indices", history.index, replace(history.index, base=place.period)))


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
    app.theme = _after(app.theme, [theme.name for theme in themes(app.means)])
    app.tell(f"Theme: {app.theme}")


def copy_cell(app: "Jingdex") -> None:
    """Copy the cell under the cursor."""
    _copy(app, app.grid.table.cell(*app.grid.cursor).text, "the cell")


def copy_table(app: "Jingdex") -> None:
    """Copy the whole table, tab-separated, with its titles."""
    _copy(app, app.pane.as_text(), "the table")


def help_page(app: "Jingdex") -> None:
    """Help for where one is."""
    app.open_page("help")


def palette(app: "Jingdex") -> None:
    """Find any command by name."""
    app.action_command_palette()


def leave(app: "Jingdex") -> None:
    """Quit; everything is saved already, or will be in a moment."""
    if app.saving.title:
        app.tell(app.saving.sentence)
    else:
        app.exit(0)


def _after(code: str, codes: list[str]) -> str:
    """The code that follows, round and round."""
    if not codes:
        return ""
    return codes[(codes.index(code) + 1) % len(codes) if code in codes else 0]


def _copy(app: "Jingdex", text: str, what: str) -> None:
    """Put a text on the clipboard of the terminal, also over SSH (OSC 52)."""
    app.copy_to_clipboard(text)
    app.tell(f"Copied {what}.")
