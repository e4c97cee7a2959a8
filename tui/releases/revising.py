"""The page of what each release of a series changed; a thread works out what it moved in the index."""

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from core.derive.derive import Derived
from core.releases.score_changes import effects
from core.words import gettext
from core.workbook.workbook import Workbook
from tui.cli.movements import moved
from tui.frame.detail import series_name
from tui.frame.jobs import Job
from tui.frame.page import SAVING
from tui.frame.screen import Screen
from tui.grid.sheet import Sheet
from tui.grid.table import Heading
from tui.releases.triangle_sheet import triangle_sheet
from tui.tables.pages import table_content
from tui.tables.query import QueryContext

if TYPE_CHECKING:
    from core.releases.score_changes import Effect


class Revising:
    """The page of one series."""

    def __init__(self, screen: Screen, unit: str, indicator: str) -> None:
        self.screen = screen
        self.unit, self.indicator = unit, indicator
        self._of: Workbook | None = None
        self._effects: list[Effect] | None = None

    def open(self) -> None:
        """Show the page."""
        state = self.screen.workspace.state
        name = series_name(self.unit, self.indicator, state.workbook, state.wording)
        self.screen.body.close()
        title = f"{name} · {state.wording.word('Revisions')}"
        series = {"unit": self.unit, "indicator": self.indicator}
        content = table_content(title, "revisions", lambda: series, self._sheet)
        self.screen.body.open_page(replace(content, footer=SAVING))

    def _sheet(self, query: QueryContext) -> Sheet:
        if self._of is not query.workbook:
            self._of, self._effects = query.workbook, None
            work = partial(self._work, query.workbook, query.derived)
            show = partial(self._show, query.workbook)
            self.screen.jobs.start("revisions", work, show)
        series = query.workbook.series(self.unit, self.indicator)
        sheet = triangle_sheet(query.workbook, series, self._effects or (), query.wording, moved)
        if self._effects is None:
            waiting = Heading(gettext("working out what each revision moved …"), "dim", stops=True)
            return replace(sheet, rows=[*sheet.rows, waiting])
        return sheet

    def _work(self, workbook: Workbook, derived: Derived, job: Job) -> list["Effect"]:
        by_release = []
        for effect in effects(workbook, derived, self.unit, self.indicator):
            job()
            by_release.append(effect)
        return by_release

    def _show(self, workbook: Workbook, by_release: list["Effect"]) -> None:
        if workbook is self._of:
            self._effects = by_release
            self.screen.draw_page()
