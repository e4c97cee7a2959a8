"""The form of an entry that is not there yet: every field with its meaning, filled in one by one, then saved."""

from collections.abc import Callable
from functools import partial

from core.errors import BadEntry
from core.words import gettext
from core.workbook.definition import define_entry, needed_fields, written_entry
from core.workbook.edit import Edit
from core.workbook.entries import TABLES
from core.workbook.typed_field import typed_field
from tui.definitions.sheet import field_note, field_row, fields_of, form_columns
from tui.frame.offers import of_field, of_line
from tui.frame.page import PageContent
from tui.frame.screen import Screen
from tui.grid.plain import plain
from tui.grid.sheet import Sheet, SheetRow, key_of
from tui.grid.table import Cell
from tui.workspace.view_state import ViewState

ADD = key_of("add")
NARROW = 18
"""Cells of the values, which are empty at first, beside what the fields mean."""
ON_DRAFT = "Enter Fill in  u Undo"


class Draft:
    """The form on one screen; `values` are the texts of the fields that are filled in."""

    def __init__(self, screen: Screen, table: str) -> None:
        self.screen, self.table = screen, table
        self.identity, self.needed = TABLES[table].identity, needed_fields(table)
        self.values: dict[str, str] = {}

    def open(self) -> None:
        """Show the form, and ask for its first field."""
        self.screen.body.turn_to(
            PageContent(
                gettext("Definitions · {table} · new entry", table=gettext(self.table)),
                self._sheet,
                {},
                {"edit": self._enter},
                strip=self._strip,
                footer=ON_DRAFT,
            )
        )
        self._go_on()

    def _sheet(self, state: ViewState) -> Sheet:
        due = state.wording.word("needed")
        rows = [
            field_row(name, self.values.get(name, ""), state.wording, due=due if name in self.needed else "")
            for name in fields_of(self.table)
        ]
        add = SheetRow(ADD, (Cell("▶", "head"), Cell(state.wording.word("add this entry"), "head"), Cell("")))
        return Sheet(form_columns(state.wording, NARROW), [*rows, add])

    def _strip(self, state: ViewState) -> list[str]:
        name = self._field
        if not name:
            return [state.wording.word("add this entry")]
        return [field_note(name, state.wording), plain(self.values.get(name, ""))]

    @property
    def _field(self) -> str:
        """The field under the cursor; empty on the last row."""
        return "".join(self.screen.body.page.cursor.parts[1:2])

    def _go_on(self) -> None:
        """Ask for the next field without which there is no entry; once all are there, stand where it is added."""
        name = next((name for name in self.needed if not self.values.get(name)), "")
        self.screen.draw_page()
        self.screen.body.page.go_to(key_of("field", name) if name else ADD)
        if name:
            self._ask(name)

    def _enter(self) -> None:
        if name := self._field:
            self._ask(name)
            return
        given = {name: text for name, text in self.values.items() if text and name not in self.identity}
        codes = [self.values.get(name, "") for name in self.identity]
        self._do(lambda: define_entry(self.screen.workspace.workbook, self.table, codes, given))

    def _ask(self, name: str) -> None:
        workspace = self.screen.workspace
        then, choices = self._put, of_field(workspace.workbook, self.table, name, workspace.wording)
        if name == self.identity[0]:
            then, choices = self._put_first, of_line(workspace.workbook, self.table, workspace.wording)
        label = field_note(name, workspace.wording)
        self.screen.ask(label, self.values.get(name, ""), then=partial(then, name), choices=choices)

    def _put_first(self, name: str, text: str) -> None:
        """Take the first code, or a whole line: the codes, then field=value for what the entry says."""
        if "=" in text or (len(self.identity) > 1 and " " in text.strip()):
            edit = written_entry(self.screen.workspace.workbook, self.table, text)
            self._do(lambda: edit)
        else:
            self._put(name, text)

    def _put(self, name: str, text: str) -> None:
        """Take a field. Raises BadEntry where it cannot be."""
        if name == "code" and " " in text.strip():
            raise BadEntry(
                "“{text}” has a blank: a code is one word, the name is a field of its own.", text=text.strip()
            )
        if text.strip():
            typed_field(self.table, name, text)
        elif name in self.needed:
            raise BadEntry("There is no entry without {name}: type it, or leave with Escape.", name=name)
        values = {**self.values, name: text.strip()}
        key = "/".join(values.get(name, "") for name in self.identity)
        if key in self.screen.workspace.workbook.entries(self.table):
            raise BadEntry("There is “{key}” among the {table} already: change it there.", key=key, table=self.table)
        self.values = values
        self._go_on()

    def _do(self, make: Callable[[], Edit]) -> None:
        """Add the entry, and stand on it in its table."""
        workspace = self.screen.workspace
        before = set(workspace.workbook.entries(self.table))
        if self.screen.editing.do(make):
            self.screen.body.back()
            for key in set(workspace.workbook.entries(self.table)) - before:
                self.screen.body.page.go_to(key_of("entry", key))
