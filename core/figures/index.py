"""The index of a workbook's figures: its rows, and their filters, orders and pivots when they are first needed."""

from collections.abc import Iterable

import polars as pl

from core.figures.codes import Codes
from core.figures.rows import FigureRows
from core.figures.search import Search
from core.figures.view import FigureQuery, View
from core.progress import Progress
from core.workbook.figure import FigureKey, SeriesKey
from core.workbook.figure_frame import KEY
from core.workbook.workbook import Workbook


class FigureIndex:
    """The rows of one version of the figures, with the search over them."""

    def __init__(self, workbook: Workbook) -> None:
        self.workbook, self.figures = workbook, workbook.figures
        self.frame = workbook.figures.whole()
        self.rows = FigureRows(self.frame)
        self.keeps_places = False
        self._known: Search | None = None

    @property
    def search(self) -> Search:
        """The search over the rows."""
        if self._known is None:
            self._known = Search(self.workbook, Codes(self.frame))
        return self._known

    def prepare(self, progress: Progress) -> None:
        """Make what every filter needs, so that its first letter is as quick as the others."""
        self.search.prepare(progress)

    def view(self, query: FigureQuery, progress: Progress) -> View:
        """The rows that a query selects, in its order. Raises BadFilter."""
        if query.shape == "long" and not query.filter and not query.column:
            return View(self.frame.height, None, None, query)
        return self.search.view(query, progress)

    def next(self, view: View, text: str, after: tuple[int, int], progress: Progress) -> tuple[int, int | None] | None:
        """As `Search.next`. Raises BadFilter."""
        return self.search.next(view, text, after, progress)

    def number(self, key: FigureKey) -> int | None:
        """The row of a figure in the frame, if it is there."""
        span = self.figures.span(key[:2])
        keys = self.frame.slice(span.start, len(span)).select(KEY).rows()
        return span.start + keys.index(key) if key in keys else None

    def follow(self, before: "FigureIndex", changed: Iterable[SeriesKey]) -> None:
        """Take over the search of the version before, in which only these series were different.

        Where all keys are equal every row keeps its place; `keeps_places` says so.
        """
        spans = [self.figures.span(key) for key in changed]
        parts = [[side.frame.slice(span.start, len(span)).select(KEY) for span in spans] for side in (before, self)]
        self.keeps_places = before.frame.height == self.frame.height and all(map(pl.DataFrame.equals, *parts))
        if self.keeps_places and before._known is not None:  # noqa: SLF001 - its own kind
            rows = [row for span in spans for row in span]
            self._known = before._known.after(self.workbook, self.frame, rows)  # noqa: SLF001 - as above


def index_after(before: FigureIndex, workbook: Workbook, changed: Iterable[SeriesKey]) -> FigureIndex:
    """The index of a version in which these series changed; `keeps_places` says whether all rows keep their places."""
    after = FigureIndex(workbook)
    after.follow(before, changed)
    return after
