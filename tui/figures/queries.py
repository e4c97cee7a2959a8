"""Queries of the figures: filters, orders and pivots, computed in the background on the latest figures."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TypeVar

from core.figures.index import FigureIndex, index_after
from core.figures.view import FigureQuery, View
from core.progress import no_progress
from core.workbook.entry import Language
from core.workbook.figure import SeriesKey
from core.workbook.workbook import Workbook
from tui.frame.jobs import AT_ONCE, Job
from tui.frame.pane import Pane

FIGURE_WORK = "figures"
"""The name of the long work on figures, of which one goes on at a time."""

Result = TypeVar("Result")
BREATH = 0.3
"""Seconds after the first rows are shown before the others are read for filters."""

Say = Callable[[str], None]
Changed = frozenset[SeriesKey] | None
"""The series that have changed; null where that is not known."""


class Queries:
    """The queries of one pane. `index` is the newest version of the figures, `drawn` the version and the view drawn.

    Where the newest has other rows than the one drawn, its changes are drawn over the old ones until its own view is
    made: those of the series in `over`. `show` draws another view; it is given the query of the one before.
    """

    def __init__(self, pane: Pane, show: Callable[[FigureQuery], None]) -> None:
        self.pane, self._show = pane, show
        self.index: FigureIndex | None = None
        self.drawn: tuple[FigureIndex, View] | None = None
        self.over: Changed = frozenset()
        self._latest: FigureQuery | None = None
        self._workbook: Workbook | None = None
        self._language: Language = "en"

    @property
    def query(self) -> FigureQuery:
        """The query of the view that is drawn."""
        return self.drawn[1].query if self.drawn else FigureQuery()

    @property
    def latest(self) -> FigureQuery:
        """The last query, whose view is drawn soon."""
        return self._latest or self.query

    @property
    def is_chosen(self) -> bool:
        """Whether the view is not just all figures as they stand."""
        return self.query.shape != "long" or bool(self.query.filter or self.query.column)

    @property
    def are_of_nothing(self) -> bool:
        """Whether there are no figures, as far as they are drawn."""
        return self.drawn is not None and not self.drawn[0].frame.height

    def ask(self, query: FigureQuery, failed: Say | None = None) -> None:
        """Draw another view as soon as it is worked out."""
        index = self.index
        if index is None:
            return
        self._latest = query = replace(query, language=self._language)

        def wrong(sentence: str) -> None:
            self._latest = None
            (failed or self.pane.jobs.notify)(sentence)

        self._work(lambda job: index.view(query, job), partial(self._see, index), wrong)

    def find(
        self, text: str, cursor: tuple[int, int], then: Callable[[tuple[int, int | None] | None], None], failed: Say
    ) -> None:
        """Find the next cell behind the cursor that fits a filter; null where none does."""
        if self.drawn is not None:
            index, view = self.drawn
            self._work(lambda job: index.next(view, text, cursor, job), then, failed)

    def forget_wanted(self) -> None:
        """Do not draw the last query any more."""
        self._latest = None

    def follow(self, workbook: Workbook, language: Language) -> None:
        """Turn to a version of the workbook."""
        before, self._workbook, self._language = self._workbook, workbook, language
        if workbook is before:
            return
        changed = workbook.changed_since(before.figures) if before else None
        known = self.index
        if known is None or changed is None:
            self._renew(FigureIndex(workbook), None)
            return
        after = index_after(known, workbook, changed)
        if after.keeps_places and self.drawn and self.drawn[0] is known:
            self.index, self.drawn = after, (after, self.drawn[1])
        else:
            self._renew(after, changed)

    def _renew(self, index: FigureIndex, changed: Changed) -> None:
        """Turn to other rows; until the view of them is worked out, what changed is drawn over the old ones."""
        self.index = index
        self.over = None if changed is None or self.over is None else self.over | changed
        if self.drawn is not None:
            self.ask(self.latest)
            return
        self._see(index, index.view(self.query, no_progress))
        self.pane.set_timer(BREATH, partial(self._prepare, index))

    def _prepare(self, index: FigureIndex) -> None:
        """Make ready what filters need, unless a query is running already."""
        if not self.pane.jobs.is_going_on(FIGURE_WORK):
            self.pane.jobs.start(FIGURE_WORK, index.prepare, lambda _: None, label="Reading")

    def _work(self, work: Callable[[Job], Result], then: Callable[[Result], None], failed: Say) -> None:
        self.pane.jobs.start(FIGURE_WORK, work, then, label="Looking", failed=failed, at_once=AT_ONCE)

    def _see(self, index: FigureIndex, view: View) -> None:
        before = self.query
        self.drawn, self.over, self._latest = (index, view), frozenset(), None
        self._show(before)
