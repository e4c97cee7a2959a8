"""The files of an import, read and planned in a thread; a file is read once for each way of reading it."""

import gc
from collections.abc import Callable, Sequence
from functools import cache, partial
from pathlib import Path
from typing import TypeAlias

from core.errors import JingdexError
from core.frozen import frozen
from core.importing.table import ForeignTable
from core.words import gettext
from core.workbook.entry import Language
from core.workbook.workbook import Workbook
from data.reading.foreign import read_foreign, written_on
from data.reading.limits import Reading
from tui.frame.jobs import Job
from tui.grid.rule_lines import broken_lines
from tui.grid.sheet import Sheet
from tui.grid.wording import Wording
from tui.imports.files import Guess, Planned, guessed, planned_files
from tui.imports.options import ImportOptions
from tui.imports.sheet import import_sheet
from tui.locale.choice import spoken

RELEASED = "released "
"""Before the day on which a file says that it was published, among what is said of reading it."""
Tables: TypeAlias = dict[tuple[Path, Reading], tuple[ForeignTable, ...]]


@frozen
class Ready:
    """A plan, the workbook that it was made for, the columns that there are, and its preview in a language."""

    planned: Planned
    workbook: Workbook
    columns: tuple[str, ...]
    preview: Callable[[Language], Sheet]


@frozen
class Failed:
    """Why there is no plan, and the guess that may be changed, where the file could be read."""

    sentence: str
    guess: Guess | None


class ImportReader:
    """The files, what the person has said of them, and the workbook that they go to; `tables` are read already.

    `present` is the file that is worked on.
    """

    def __init__(self, files: Sequence[Path], options: ImportOptions, workbook: Workbook, tables: Tables) -> None:
        self.files, self.options, self.workbook, self.tables = files, options, workbook, tables
        self.present = files[0]

    def read(self, job: Job) -> Ready | Failed:
        """The plan, or why there is none; what is done at the moment is reported."""
        gc.disable()  # as on the command line: what is read is all kept, and looking for rubbish takes half the time
        read = partial(self._tables, job)
        try:
            planned = planned_files(
                self.files, self.options, self.workbook, read=read, stage=partial(self._report, job)
            )
        except JingdexError as error:
            return Failed(str(error), self._guess(job))
        finally:
            gc.enable()
        columns = [name for tables in self.tables.values() for table in tables for name in table.columns]
        preview = cache(partial(self._preview, planned))
        preview(spoken())
        return Ready(planned, self.workbook, tuple(dict.fromkeys(columns)), preview)

    def _preview(self, planned: Planned, language: Language) -> Sheet:
        details = (text for plan in planned.plans for text in plan.details)
        released = next((text.removeprefix(RELEASED) for text in details if text.startswith(RELEASED)), "")
        lines = list(broken_lines(planned.broken, self.workbook, Wording(language)))
        file = self.files[0]
        return import_sheet(planned, self.options, file.name, released or written_on(file), lines)

    def _report(self, job: Job, text: str) -> None:
        self.present = next((path for path in self.files if text.endswith(path.name)), self.present)
        job.report(text)

    def _guess(self, job: Job) -> Guess | None:
        """How the file that is not understood is understood so far; null where it cannot be read."""
        try:
            return guessed(self.present, self.options, self.workbook, partial(self._tables, job))
        except JingdexError:
            return None

    def _tables(self, job: Job, path: Path, reading: Reading) -> tuple[ForeignTable, ...]:
        if (path, reading) not in self.tables:
            self._report(job, gettext("reading {name}", name=path.name))
            tables = read_foreign(path, reading, partial(_report_line, job, path.name), self.options.limits)
            newest = dict(list(self.tables.items())[: len(self.files)])
            self.tables.clear()
            self.tables.update({(path, reading): tables, **newest})
        return self.tables[path, reading]


def _report_line(job: Job, name: str, line: int, lines: int) -> None:
    if not line:
        job.report(gettext("reading {name}", name=name))
        return
    done = f"{bar(line, lines)} {100 * line // max(line, lines)}%" if lines else gettext("line {line:,}", line=line)
    job.report(gettext("reading {name} {done}", name=name, done=done))


def bar(done: int, total: int) -> str:
    """How far a work is, in twelve cells."""
    full = 12 * done // max(done, total, 1)
    return "█" * full + "░" * (12 - full)
