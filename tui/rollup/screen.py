"""A rollup on the screen: its rule runs in the background, a page shows what it comes to, and one key does it."""

from pathlib import Path
from typing import TYPE_CHECKING, Final

from core.words import gettext
from data.rollup.rules import rule_named
from tui.frame.page import PageContent
from tui.frame.screen import Screen
from tui.grid.plain import plain
from tui.grid.sheet import Sheet, SheetRow
from tui.grid.table import Cell, Column, Heading
from tui.grid.wrapping import wrapped
from tui.rollup.run import rolled_up
from tui.rollup.text import preview_lines
from tui.workspace.view_state import ViewState

if TYPE_CHECKING:
    from core.rollup.figures import Result
    from core.workbook.workbook import Workbook
    from tui.frame.jobs import Job

JOB: Final = "rollup"
NARROW: Final = 76
"""Columns of a page on the narrowest terminal."""
KEYS: Final = "Enter Import these figures  Esc Leave, nothing is written"


class Rolling:
    """One rollup after the other on one screen; `result` is what can be accepted, `lines` what is shown."""

    def __init__(self, screen: Screen) -> None:
        self.screen = screen
        self.path = Path()
        self.result: Result | None = None
        self.workbook: Workbook | None = None
        self.lines: tuple[str, ...] = ("",)

    def begin(self, path: Path) -> None:
        """Open the page and run the rule; leaving the page ends it."""
        self.path = path
        title = gettext("Rollup {name}", name=plain(path.name))
        self.screen.body.open_page(
            PageContent(title, self._sheet, keys={"edit": self.accept}, footer=KEYS, whole_rows=True)
        )
        self._again()

    def accept(self) -> None:
        """Bring the figures in, if they are there."""
        if self.result is None:
            self.screen.notify(gettext("There are no figures to import: wait for them, or leave with Esc."))
        elif self.workbook is not self.screen.workspace.workbook:
            self._again()
            self.screen.notify(gettext("The workbook has changed meanwhile: look once more, then press Enter."))
        elif not self.result.changes(self.workbook):
            self.screen.notify(gettext("There is nothing to import: the workbook has all of it."))
        else:
            edit = self.result.edit(self.workbook)
            self.result = None
            self.screen.body.back()
            self.screen.editing.do_slowly(lambda: edit)

    def _again(self) -> None:
        workbook = self.workbook = self.screen.workspace.workbook
        self._show(None, (gettext("rolling up …"),))

        def work(job: "Job") -> "tuple[Result, tuple[str, ...]]":
            rule, folder = rule_named(str(self.path), workbook, Path.cwd())
            result, source = rolled_up(rule, folder, "", workbook, job)
            return result, tuple(preview_lines(result, source, workbook))

        self.screen.jobs.start(
            JOB,
            work,
            lambda result: self._show(*result),
            label=gettext("Rolling up"),
            failed=lambda sentence: self._show(None, (sentence,)),
            wanted=lambda: self.screen.body.page.shows(self._sheet),
        )

    def _show(self, result: "Result | None", lines: tuple[str, ...]) -> None:
        self.result, self.lines = result, lines
        self.screen.draw_page()

    def _sheet(self, _: ViewState) -> Sheet:
        head, *lines = self.lines
        texts = [part for line in lines for part in wrapped(plain(line.strip()), NARROW)]
        rows = [SheetRow(f"line/{at}", (Cell(text),)) for at, text in enumerate(texts)]
        return Sheet((Column("", NARROW, grows=True),), (Heading(plain(head), "plain", stops=True), *rows))
