"""An import on the screen: read in a thread, shown on a page, changed part by part, and done by one key."""

import gc
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from core.errors import JingdexError
from core.workbook.edit import SetFigures
from core.workbook.workbook import Workbook
from tui.grid.answer import is_yes
from tui.grid.plain import plain
from tui.grid.sheet import Sheet
from tui.grid.table import Column, Heading, Look
from tui.workspace.view_state import ViewState

if TYPE_CHECKING:
    from core.importing.layout import Layout
    from core.importing.plan import Plan
    from core.importing.table import ForeignTable
    from data.reading.readers import Reading
    from tui.app import Jingdex
    from tui.imports.files import Guess, Planned
    from tui.imports.options import ImportOptions

KEYS = "Enter Import this  Space Change the line  Esc Leave, nothing is written"
LEAVE = "Esc Leave, nothing is written"


class Left(Exception):
    """The page was closed while files were read: nobody waits for them."""


@dataclass(frozen=True, slots=True)
class Ready:
    """A plan as it is shown, the workbook that it was made for, and the columns that there are."""

    planned: "Planned"
    workbook: Workbook
    columns: tuple[str, ...]
    sheet: Sheet


@dataclass(frozen=True, slots=True)
class Failed:
    """Why there is no plan, and the guess that may be changed, where the file could be read."""

    sentence: str
    guess: "Guess | None"


class Importing:
    """One import after the other in one app; `ready` is the plan that can be accepted, `seen` what is shown."""

    def __init__(self, app: "Jingdex") -> None:
        self.app = app
        self.files: tuple[Path, ...] = ()
        self.ready: Ready | None = None
        self.seen: Ready | Failed | None = None
        self._asked: ImportOptions | None = None
        self._number = 0
        self._read: dict[tuple[Path, Reading], ForeignTable] = {}

    @property
    def is_open(self) -> bool:
        """Whether the page of the import is seen."""
        return self.app.page.has_class("open") and self.app.page.leaf.make == self._sheet

    @property
    def asked(self) -> "ImportOptions":
        """What the person has said so far."""
        from tui.imports.options import ImportOptions  # noqa: PLC0415 - it loads Polars, which the first screen does without

        self._asked = self._asked or ImportOptions()
        return self._asked

    @property
    def understood(self) -> "tuple[Layout, tuple[str, ...]]":
        """The layout of the first file as it is shown, and the columns that there are."""
        from core.importing.layout import Layout  # noqa: PLC0415 - as above

        if isinstance(self.seen, Ready) and self.seen.planned.plans:
            return self.seen.planned.plans[0].layout, self.seen.columns
        guess = self.seen.guess if isinstance(self.seen, Failed) else None
        return (guess.layout or Layout(()), guess.columns) if guess else (Layout(()), ())

    @property
    def plans(self) -> "Sequence[Plan]":
        """The plans that are shown."""
        return self.seen.planned.plans if isinstance(self.seen, Ready) else ()

    def begin(self, files: Sequence[Path]) -> None:
        """Open the page and read the files."""
        self.files, self._asked, self._read, self.seen = tuple(files), None, {}, None
        self.app.close_page()
        title = f"Import {', '.join(plain(path.name) for path in files)}"
        self.app.page.open(title, self._sheet, keys={"edit": self.accept}, footer=KEYS)
        self.app.show_page()
        self.again()

    def change(self, asked: "ImportOptions") -> None:
        """Plan anew, as the person says now."""
        self._asked = asked
        self.again()

    def again(self) -> None:
        """Plan in a thread; what was planned before counts no more."""
        self._number += 1
        self.ready = None
        self.app.tell("reading …")
        work = partial(self._work, self._number, self.app.workspace.workbook, self.asked)
        self.app.run_worker(work, thread=True, exclusive=True, group="import", name="import")

    def accept(self) -> None:
        """Do the import, if it is read."""
        ready = self.ready
        if ready is None:
            self.app.tell("It is not read yet: wait, or leave with Esc.")
        elif ready.workbook is not self.app.workspace.workbook:
            self.again()
            self.app.tell("The workbook has changed meanwhile: look once more, then press Enter.")
        elif not ready.planned.edit.edits:
            self.app.tell("There is nothing to bring in: change a line with Space, or leave with Esc.")
        elif ready.planned.refused or ready.planned.doubts:
            self._ask(ready)
        else:
            self._do(ready)

    def _ask(self, ready: Ready) -> None:
        """Ask whether headers are what they are read as, and whether to import without what is refused."""
        refused = ready.planned.refused

        def answered(text: str) -> None:
            if not is_yes(text):
                self.app.tell("Nothing is written: change a line with Space, or leave with Esc.")
            elif self.ready is ready and ready.workbook is self.app.workspace.workbook:
                self._do(ready)
            else:
                self.app.tell("The workbook has changed meanwhile: look once more, then press Enter.")

        out = f"{refused:,} refused {'row stays' if refused == 1 else 'rows stay'} out: import the others? y/N"
        doubts = "".join(f"{plain(doubt)}. " for doubt in ready.planned.doubts)
        label = f"{doubts}{out if refused else 'Is that right, and import all? y/N'}"
        self.app.asking.ask(label, "", None, answered, previews=False)

    def _do(self, ready: Ready) -> None:
        """Close the page, and make the one edit."""
        self.app.back()
        self._read, self.seen, self.ready = {}, None, None
        edit = ready.planned.edit
        is_large = any(isinstance(one, SetFigures) for one in edit.edits)
        (self.app.editing.do_slowly if is_large else self.app.editing.do)(lambda: edit)

    # In the thread

    def _work(self, number: int, workbook: Workbook, asked: "ImportOptions") -> None:
        gc.disable()  # as on the command line: what is read is all kept, and looking for rubbish takes half the time
        try:
            seen = self._planned(number, workbook, asked)
        except Left:
            return
        finally:
            gc.enable()
        self.app.call_from_thread(self._show, number, seen)

    def _planned(self, number: int, workbook: Workbook, asked: "ImportOptions") -> Ready | Failed:
        """The plan, or why there is none. Raises Left."""
        from tui.imports.files import planned_files  # noqa: PLC0415 - as above

        stage = partial(self._stage, number)
        try:
            found = planned_files(self.files, asked, workbook, read=partial(self._table, number), stage=stage)
        except JingdexError as error:
            return Failed(str(error), self._guess(number, workbook, asked))
        columns = [name for table in self._read.values() for name in table.columns]
        return Ready(found, workbook, tuple(dict.fromkeys(columns)), self._preview(found, asked))

    def _preview(self, found: "Planned", asked: "ImportOptions") -> Sheet:
        from data.reading.foreign import written_on  # noqa: PLC0415 - as above
        from tui.imports.sheet import Chosen, import_sheet  # noqa: PLC0415 - as above

        source = asked.source or self.files[0].name
        released = written_on(self.files[0])
        chosen = Chosen(
            source, released, asked.vintage, asked.overwrite, asked.unknown, asked.aliases, asked.directions
        )
        return import_sheet(found.plans, [str(one) for one in found.metadata], chosen)

    def _guess(self, number: int, workbook: Workbook, asked: "ImportOptions") -> "Guess | None":
        """How the first file is understood so far; null where it cannot be read."""
        from tui.imports.files import guessed  # noqa: PLC0415 - as above

        try:
            return guessed(self.files[0], asked, workbook, partial(self._table, number))
        except JingdexError:
            return None

    def _table(self, number: int, path: Path, reading: "Reading") -> "ForeignTable":
        """The table of a file, which is read once for each way of reading it."""
        from data.reading.foreign import read_foreign  # noqa: PLC0415 - as above

        if (path, reading) not in self._read:
            self._stage(number, f"reading {path.name}")
            table = read_foreign(path, reading, partial(self._line, number, path.name), self.asked.limits)
            self._read = {(path, reading): table, **dict(list(self._read.items())[: len(self.files)])}
        return self._read[path, reading]

    def _line(self, number: int, name: str, line: int, lines: int) -> None:
        if not line:
            self._stage(number, f"reading {name}")
            return
        done = f"{bar(line, lines)} {100 * line // max(line, lines)}%" if lines else f"line {line:,}"
        self._stage(number, f"reading {name} {done}")

    def _stage(self, number: int, text: str) -> None:
        if number != self._number or not self.is_open:
            raise Left
        self.app.call_from_thread(self._say, number, text)

    # Back on the screen

    def _say(self, number: int, text: str) -> None:
        if number == self._number and self.is_open:
            self.app.tell(f"{text} …   {LEAVE}")

    def _show(self, number: int, seen: Ready | Failed) -> None:
        if number == self._number and self.is_open:
            self.seen, self.ready = seen, seen if isinstance(seen, Ready) else None
            self.app.clear_message()
            self.app.page.forget()
            self.app.draw()

    def _sheet(self, _: ViewState) -> Sheet:
        if isinstance(self.seen, Ready):
            return self.seen.sheet
        told = "reading …" if self.seen is None else plain(self.seen.sentence)
        if self.seen is None or self.seen.guess is None:
            look: Look = "plain" if self.seen is None else "bad"
            return Sheet((Column("", 40, grows=True),), (Heading(told, look, stops=True),))
        from tui.imports.guess import guess_sheet  # noqa: PLC0415 - as above

        return guess_sheet(self.seen.guess, told)


def bar(done: int, whole: int) -> str:
    """How far a work is, in twelve cells."""
    full = 12 * done // max(done, whole, 1)
    return "█" * full + "░" * (12 - full)
