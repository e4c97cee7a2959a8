"""A menu: a page of rows, each with what Enter does on it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from core.words import gettext, labelled
from tui.frame.detail import LINES
from tui.frame.page import PageContent
from tui.frame.screen import Screen
from tui.grid.plain import plain
from tui.grid.sheet import Sheet, SheetRow, key_of
from tui.grid.table import Cell, Column, Heading
from tui.grid.wrapping import wrapped
from tui.workspace.view_state import ViewState


@dataclass(frozen=True, slots=True)
class Choice:
    """One row: its text, its description, what Enter does, and whether it is the present one."""

    text: str
    note: str
    chosen: Callable[[], None]
    present: bool = False


def open_menu(screen: Screen, title: str, choices: Sequence[Choice | str]) -> None:
    """Show the choices, with headings between them, at the present one; the description stands in full in the strip."""
    keyed = {key_of("menu", at): choice for at, choice in enumerate(choices) if isinstance(choice, Choice)}

    def sheet(state: ViewState) -> Sheet:
        columns = (
            Column(state.wording.word("choice"), 25, frozen=True, grows=True),
            Column("", 50, grows=True, name=gettext("what it is")),
        )
        rows = [
            Heading(plain(gettext(item)), "rule")
            if isinstance(item, str)
            else SheetRow(
                key_of("menu", at),
                (
                    Cell(plain(gettext(item.text)), "head" if item.present else "plain"),
                    Cell(plain(gettext(item.note)), "dim"),
                ),
                sort_by=(item.text, item.note),
            )
            for at, item in enumerate(choices)
        ]
        return Sheet(columns, rows)

    def note(_: ViewState) -> list[str]:
        row = screen.body.page.row
        choice = keyed.get(row.key) if row else None
        name = gettext(choice.text).strip() if choice else ""
        text = labelled(name, gettext(choice.note)) if choice and choice.note else name
        return wrapped(text, max(20, screen.terminal.size.width - 2), most=LINES)

    targets = {key: choice.chosen for key, choice in keyed.items()}
    screen.body.turn_to(PageContent(title, sheet, targets, strip=note, footer="Enter Choose"))
    present = next((key for key, choice in keyed.items() if choice.present), None)
    if present:
        screen.body.page.go_to(present)
