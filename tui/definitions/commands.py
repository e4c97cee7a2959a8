"""The commands that define what a workbook is about: its units, indicators, clusters, trends, claims and the rest."""

from functools import partial

from core.words import gettext, labelled
from core.workbook.definition import change_field, remove_entry
from core.workbook.entries import TABLES
from core.workbook.entry import FailedEntry
from core.workbook.typed_field import field_text
from tui.definitions.draft import Draft
from tui.definitions.sheet import definitions_sheet, field_note, fields_of, form_sheet, table_sheet
from tui.frame.failed_rows import failed_at
from tui.frame.offers import of_field
from tui.frame.page import PageContent
from tui.frame.screen import Screen
from tui.grid.plain import plain
from tui.grid.sheet import Sheet, key_of
from tui.workspace.view_state import ViewState

ON_ENTRY = "Enter Open  a Add entry  x Delete  u Undo"
ON_FIELD = "Enter Edit field  u Undo"
TRIED = ("rules",)
"""The tables of which a field that is typed shows at once what it would change."""


def definitions(screen: Screen) -> None:
    """The page of all tables; Enter opens one."""
    targets = {key_of("table", table): partial(open_table, screen, table) for table in TABLES}

    screen.body.open_page(
        PageContent(
            "Definitions",
            lambda now: definitions_sheet(now.workbook, now.wording),
            targets,
            {"add": partial(_add_to_table, screen)},
            footer="Enter Open  a Add entry",
        )
    )


def open_failed(screen: Screen) -> bool:
    """Open the table of the failed entry under the cursor, and move to it; false where there is none."""
    row = failed_at(screen.body.pane.row)
    if row:
        open_entry(screen, *row)
    return row is not None


def open_entry(screen: Screen, table: str, key: str) -> None:
    """Show the entries of one table, at one of them."""
    open_table(screen, table)
    screen.body.page.go_to(key_of("entry", key))


def open_table(screen: Screen, table: str) -> None:
    """Show the entries of one table."""
    keys = {
        "edit": partial(_open, screen, table),
        "add": partial(add_entry, screen, table),
        "missing": partial(_remove, screen, table),
    }

    def sheet(state: ViewState) -> Sheet:
        return table_sheet(state.workbook, table, state.wording)

    def strip(state: ViewState) -> list[str]:
        return _lines(state, table, *_cell(screen, table))

    screen.body.turn_to(
        PageContent(
            gettext("Definitions · {table}", table=gettext(table)),
            sheet,
            {},
            keys,
            strip=strip,
            footer=ON_ENTRY,
        )
    )


def _cell(screen: Screen, table: str) -> tuple[str, str]:
    """The key of the entry under the cursor, empty where there is none, and the field."""
    parts = screen.body.page.cursor.parts
    return (parts[1] if parts[:1] == ["entry"] else ""), fields_of(table)[screen.body.pane.grid.cursor[1]]


def _open(screen: Screen, table: str) -> None:
    """Open the form of the entry under the cursor, at the field of the column; where there is none add one."""
    key, name = _cell(screen, table)
    if key in screen.workspace.workbook.entries(table):
        open_form(screen, table, key, name)
    else:
        add_entry(screen, table)


def open_form(screen: Screen, table: str, key: str, name: str = "") -> None:
    """Show an entry with a line for each field: its value and what it means; Enter changes the value."""
    screen.body.turn_to(
        PageContent(
            gettext("Definitions · {table} · {key}", table=gettext(table), key=plain(key)),
            lambda shown: form_sheet(shown.workbook, table, key, shown.wording),
            {},
            {"edit": partial(_change, screen, table, key)},
            strip=lambda state: _lines(state, table, key, _field(screen)),
            footer=ON_FIELD,
        )
    )
    screen.body.page.go_to(key_of("field", name or fields_of(table)[0]))


def _field(screen: Screen) -> str:
    """The field under the cursor of a form; empty where there is none."""
    parts = screen.body.page.cursor.parts
    return parts[1] if parts[:1] == ["field"] else ""


def _change(screen: Screen, table: str, key: str) -> None:
    workspace, name = screen.workspace, _field(screen)
    entry = workspace.workbook.entries(table).get(key)
    if entry is None or not name:
        screen.notify(gettext("Move to a field first."))
        return
    label = f"{plain(key)} · {field_note(name, workspace.wording)}"
    choices = of_field(workspace.workbook, table, name, workspace.wording)
    screen.ask(
        label,
        field_text(entry, name),
        lambda text: change_field(workspace.workbook, table, key, name, text),
        previews=table in TRIED,
        choices=choices,
    )


def _lines(state: ViewState, table: str, key: str, name: str) -> list[str]:
    """The key of an entry with what is wrong with it, and a field with what it means and holds."""
    entry = state.workbook.entries(table).get(key)
    head = labelled(key, entry.sentence) if isinstance(entry, FailedEntry) else key
    return [plain(head), field_note(name, state.wording), plain(field_text(entry, name)) if entry and name else ""]


def add_entry(screen: Screen, table: str) -> None:
    """Open the form of a new entry."""
    if not screen.editing.refuses():
        Draft(screen, table).open()


def _add_to_table(screen: Screen) -> None:
    """Open the table under the cursor, and the form of a new entry of it."""
    parts = screen.body.page.cursor.parts
    if screen.body.page.follow() and parts:
        add_entry(screen, parts[1])


def _remove(screen: Screen, table: str) -> None:
    key, _ = _cell(screen, table)
    if not key:
        screen.notify(gettext("Move to an entry first."))
    else:
        screen.editing.do(lambda: remove_entry(screen.workspace.workbook, table, key))
