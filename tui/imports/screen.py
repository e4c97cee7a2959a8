"""An import on the screen: a thread reads the files, a page shows the preview part by part, and one key does it."""

import atexit
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from core.importing.layout import Layout
from core.words import gettext, in_words, ngettext
from core.workbook.edit import SetEntry, SetFigures
from core.workbook.entries import Method
from data.reading.address import Address
from data.reading.limits import limits_with
from data.reading.service import Fetched, fetched
from tui.frame.jobs import Job
from tui.frame.page import PageContent
from tui.frame.pane import FIGURES, METHOD
from tui.frame.screen import Screen
from tui.grid.answer import is_yes
from tui.grid.plain import plain
from tui.grid.sheet import Sheet
from tui.grid.table import Column, Heading, Look
from tui.imports.guess import guess_sheet, needed_row, trouble
from tui.imports.options import ImportOptions, Origin
from tui.imports.parts import Understood
from tui.imports.reader import Failed, ImportReader, Ready, Tables
from tui.locale.choice import spoken
from tui.workspace.view_state import ViewState
from tui.workspace.workspace import Trial

if TYPE_CHECKING:
    from core.importing.plan import Plan

KEYS = "Enter Import this  Space Change the line  Esc Leave, nothing is written"
LEAVE = "Esc Leave, nothing is written"


class Importing:
    """One import after the other on one screen; `ready` is the plan that can be accepted, `found` what is shown."""

    def __init__(self, screen: Screen) -> None:
        self.screen = screen
        self.files: tuple[Path, ...] = ()
        self.ready: Ready | None = None
        self.found: Ready | Failed | None = None
        self._options: ImportOptions | None = None
        self._read: Tables = {}
        self._resources = ExitStack()

    @property
    def is_open(self) -> bool:
        """Whether the page of the import is seen."""
        return self.screen.body.page.shows(self._sheet)

    @property
    def options(self) -> "ImportOptions":
        """What the person has said so far."""
        self._options = self._options or ImportOptions()
        return self._options

    @property
    def understood(self) -> Understood:
        """How the first file is understood, as it is shown."""
        if self.plans and isinstance(self.found, Ready):
            plan = self.plans[0]
            nearest = {match.text: match.nearest for match in (*plan.units, *plan.indicators)}
            return Understood(plan.layout, self.found.columns, plan.details, plan.decimal, nearest)
        guess = self.found.guess if isinstance(self.found, Failed) else None
        return (
            Understood(guess.layout or Layout(()), guess.columns, guess.note, guess.decimal) if guess else Understood()
        )

    @property
    def plans(self) -> "Sequence[Plan]":
        """The plans that are shown."""
        return self.found.planned.plans if isinstance(self.found, Ready) else ()

    def fetch(self, addresses: Mapping[Address, str]) -> None:
        """Fetch what services give, then begin with it; it is kept until the next import begins.

        Of an address with a moment only what was changed since, where its service can say so.
        """
        held = ExitStack()  # closed by the next import, or with the program

        def work(_: Job) -> list[Fetched]:
            return [
                held.enter_context(fetched(address, limits_with(()), since)) for address, since in addresses.items()
            ]

        def then(files: list[Fetched]) -> None:
            given = {file.path: Origin(file.address.url, file.moment) for file in files if file.path is not None}
            if not given:
                held.close()
                self.screen.notify(gettext("The services have nothing new."))
                return
            self.begin([*given, *(file.structure for file in files if file.structure is not None)], given)
            self._resources = held
            atexit.register(held.close)

        self.screen.notify(gettext("fetching {url} …", url=in_words(plain(address.url) for address in addresses)))
        self.screen.jobs.start("import", work, then)

    def begin(self, files: Sequence[Path], origins: Mapping[Path, Origin] | None = None) -> None:
        """Open the page and read the files; `origins` are the services that gave them."""
        self._resources.close()
        self.files, self._read, self.found = tuple(files), {}, None
        self._options = ImportOptions(origins=origins or {})
        title = gettext("Import {names}", names=in_words(plain(path.name) for path in files))
        self.screen.body.open_page(
            PageContent(title, self._sheet, keys={"edit": self.accept}, footer=KEYS, whole_rows=True)
        )
        self.again()

    def change(self, options: "ImportOptions") -> None:
        """Plan again, as the person says now."""
        self._options = options
        self.again()

    def again(self) -> None:
        """Plan in a thread; what was planned before counts no more."""
        self.ready = None
        self.screen.notify(gettext("reading …"))
        reader = ImportReader(self.files, self.options, self.screen.workspace.workbook, self._read)
        self.screen.jobs.start("import", reader.read, self._show, parts=self._say, wanted=lambda: self.is_open)

    def accept(self) -> None:
        """Do the import, if it is read."""
        ready = self.ready
        if isinstance(self.found, Failed):
            self.screen.notify(trouble(self.found.sentence) if self.found.guess else plain(self.found.sentence))
        elif ready is None:
            self.screen.notify(gettext("It is not read yet: wait, or leave with Esc."))
        elif ready.workbook is not self.screen.workspace.workbook:
            self.again()
            self.screen.notify(gettext("The workbook has changed meanwhile: look once more, then press Enter."))
        elif not ready.planned.edit.edits:
            self.screen.notify(gettext("There is nothing to import: change a line with Space, or leave with Esc."))
        elif ready.planned.refused or ready.planned.doubts:
            self._ask(ready)
        else:
            self._do(ready)

    def _ask(self, ready: Ready) -> None:
        """Ask whether headers are what they are read as, and whether to import without what is refused."""
        refused = ready.planned.refused

        def answered(text: str) -> None:
            if not is_yes(text):
                self.screen.notify(gettext("Nothing is written: change a line with Space, or leave with Esc."))
            elif self.ready is ready and ready.workbook is self.screen.workspace.workbook:
                self._do(ready)
            else:
                self.screen.notify(gettext("The workbook has changed meanwhile: look once more, then press Enter."))

        out = ngettext(
            "{count:,} refused row stays out: import the others? y/N",
            "{count:,} refused rows stay out: import the others? y/N",
            refused,
        )
        doubts = "".join(f"{plain(doubt)}. " for doubt in ready.planned.doubts)
        question = out if refused else gettext("Is that right, and import all? y/N")
        self.screen.ask(f"{doubts}{question}", "", then=answered, edits=False)

    def _do(self, ready: Ready) -> None:
        """Close the page, make the one edit, and go where what it brings is seen: an index, or the first figures."""
        body, workspace = self.screen.body, self.screen.workspace
        body.back()
        self._resources.close()
        self._read, self.found, self.ready = {}, None, None
        edit = ready.planned.edit
        tried = Trial(edit, ready.workbook, ready.planned.made) if ready.planned.made else None
        is_large = any(isinstance(part, SetFigures) for part in edit.edits)
        methods = [part.after for part in edit.edits if isinstance(part, SetEntry) and isinstance(part.after, Method)]
        if methods:
            workspace.method = methods[0].code
            body.go_to_pane(METHOD)
        elif not workspace.workbook.figures.height:
            body.go_to_pane(FIGURES)
        (self.screen.editing.do_slowly if is_large else self.screen.editing.do)(lambda: edit, tried=tried)

    def _say(self, text: str) -> None:
        self.screen.notify(f"{text} …   {LEAVE}")

    def _show(self, result: "Ready | Failed") -> None:
        self.found, self.ready = result, result if isinstance(result, Ready) else None
        self.screen.clear_message()
        self.screen.draw_page()
        if isinstance(result, Failed):
            self.screen.body.page.go_to(needed_row(self.screen.body.page.sheet))

    def _sheet(self, _: ViewState) -> Sheet:
        if isinstance(self.found, Ready):
            return self.found.preview(spoken())
        note = gettext("reading …") if self.found is None else plain(self.found.sentence)
        if self.found is None or self.found.guess is None:
            look: Look = "plain" if self.found is None else "bad"
            return Sheet((Column("", 40, grows=True),), (Heading(note, look, stops=True),))

        return guess_sheet(self.found.guess, note)
