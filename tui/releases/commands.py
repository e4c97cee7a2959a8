"""The commands of releases: the whole workbook as of a date, and what each release of a series changed."""

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from core.derive.derive import Derived
from core.releases.releases import vintages
from core.releases.score_changes import effects
from core.words import gettext
from core.workbook.typed_edit import series_at
from core.workbook.workbook import Workbook
from data.clock import local_time
from tui.frame.choices import whole
from tui.frame.detail import NO_SERIES, series_name
from tui.frame.jobs import Job
from tui.frame.offers import newest_steps, words
from tui.frame.page import SAVING
from tui.frame.screen import Screen
from tui.grid.sheet import Sheet
from tui.grid.table import Heading
from tui.releases.sheet import triangle_sheet
from tui.tables.pages import table_content
from tui.tables.query import QueryContext

if TYPE_CHECKING:
    from core.releases.score_changes import Effect


def look_back(screen: Screen) -> None:
    """Ask for a date; or, where one is in view, go back to the present."""
    if screen.workspace.version.as_of:
        _look_at(screen, None)
        screen.notify(gettext("The workbook as it is now."))
        return

    moments = [*newest_steps(screen), *words(f"@{vintage}" for vintage in vintages(screen.workspace.version.base))]
    screen.ask(
        gettext("as of a date 2026-07-29, a time 2026-07-29 21:04, or releases up to @2024-03"),
        _of_step(screen),
        then=lambda text: _look_at(screen, text.strip() or None),
        edits=False,
        choices=whole("moment", moments, "free"),
    )


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
        sheet = triangle_sheet(query.workbook, series, self._effects or (), query.wording)
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


def revisions(screen: Screen) -> None:
    """See what each release of the series under the cursor changed, in it and in the index."""
    series = series_at(screen.place)
    if series:
        Revising(screen, *series).open()
    else:
        screen.notify(NO_SERIES)


def _of_step(screen: Screen) -> str:
    """On the trail the time of the step under the cursor."""
    row = screen.body.pane.row
    kind, _, number = (row.key if row and screen.body.pane is screen.body.page else "").partition("/")
    if kind != "step":
        return ""
    return next((local_time(step.time) for step in screen.workspace.session.file.steps(int(number), int(number))), "")


def _look_at(screen: Screen, as_of: str | None) -> None:
    """Show the workbook as of a date, or (null) as it is now. Raises JingdexError where it was not there yet."""
    screen.workspace.look_at(as_of)
    screen.draw_page()
