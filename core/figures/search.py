"""Filters, orders and pivots of the rows of a frame, computed when first needed and then kept."""

from typing import TYPE_CHECKING, cast

import numpy as np
import polars as pl
from numpy.typing import NDArray

from core.figures.codes import TEXT_COLUMNS, Codes, Mask
from core.figures.filter import terms
from core.figures.fitting import fitting
from core.figures.order import by_amount, ordered
from core.figures.pivot import Across, Cut, Pivot, pivoted
from core.figures.view import FigureQuery, Progress, View
from core.workbook.workbook import Workbook

if TYPE_CHECKING:
    from core.workbook.entry import Language

Rows = NDArray[np.uint32]


class Search:
    """The filters, orders and pivots of the rows of a frame. Several threads may read it: each computes the same."""

    def __init__(self, workbook: Workbook, codes: Codes, pivots: "dict[Across, Pivot] | None" = None) -> None:
        self.workbook, self.codes = workbook, codes
        self._orders: dict[tuple[str, bool, Language], Rows] = {}
        self.pivots: dict[Across, Pivot] = {} if pivots is None else pivots

    @classmethod
    def of(cls, workbook: Workbook, frame: pl.DataFrame) -> "Search":
        """The search of a new frame."""
        return cls(workbook, Codes(frame))

    def after(self, workbook: Workbook, frame: pl.DataFrame, rows: list[int]) -> "Search":
        """The search of a frame in which the figures of some rows changed while all keys are equal."""
        return Search(workbook, Codes(frame, self.codes, rows), self.pivots)

    def prepare(self, progress: Progress) -> None:
        """Make what every filter needs, so that its first letter is as quick as the others."""
        for at, name in enumerate(TEXT_COLUMNS):
            self.codes.searched(name, self.workbook)
            progress(at / len(TEXT_COLUMNS))
        self.codes.digits  # noqa: B018 - made when looked at
        self.codes.values  # noqa: B018 - as above

    def view(self, query: FigureQuery, progress: Progress) -> View:
        """The rows that a query selects, in its order. Raises BadFilter."""
        query_terms = terms(query.filter)
        mask = fitting(query_terms, self.codes, self.workbook, progress)
        progress(0.4)
        if query.shape != "long":
            return View(self.codes.frame.height, None, self._cut(query, mask, progress), query)
        if not query.column:
            order = None if mask is None else np.flatnonzero(mask).astype(np.uint32)
            return View(self.codes.frame.height, order, None, query)
        order = self._order(query)
        progress(0.9)
        return View(self.codes.frame.height, order if mask is None else order[mask.take(order)], None, query)

    def next(self, view: View, text: str, after: tuple[int, int], progress: Progress) -> tuple[int, int | None] | None:
        """The row, and in a pivot the column, of the next visible figure that meets a filter, in a cycle.

        Columns are counted as the table shows them. Raises BadFilter.
        """
        mask = fitting(terms(text), self.codes, self.workbook, progress)
        if mask is None:
            return None
        if view.pivot is not None:
            return view.pivot.next(mask, after)
        rows = np.flatnonzero(mask if view.order is None else mask.take(view.order))
        if not len(rows):
            return None
        return int(rows[np.searchsorted(rows, after[0], side="right") % len(rows)]), None

    def _order(self, query: FigureQuery) -> Rows:
        key = query.column, query.descending, query.language
        if key not in self._orders:
            column, descending, language = key
            self._orders[key] = ordered(self.codes, column, self.workbook, language, descending=descending)
        return self._orders[key]

    def _cut(self, query: FigureQuery, mask: Mask | None, progress: Progress) -> Cut:
        across = cast("Across", query.shape)
        if across not in self.pivots:
            self.pivots[across] = pivoted(self.codes, self.workbook, across)
        progress(0.8)
        cut = self.pivots[across].cut(mask)
        return cut.arrange(self._arranged(cut, query)) if query.column else cut

    def _arranged(self, cut: Cut, query: FigureQuery) -> Rows:
        """The lines of a pivot by one of its columns."""
        if query.column in ("unit", "indicator", "period"):
            firsts = cut.rows.take(cut.starts[:-1])
            order = self._order(query)
            places = np.empty(len(order), np.float64)
            places[order] = np.arange(len(order))
            return by_amount(places.take(firsts), descending=False)
        amounts = np.full(cut.row_count, np.nan)
        if query.column in cut.columns:
            lines, rows = cut.in_column(cut.columns.index(query.column))
            amounts[lines] = self.codes.values.take(rows)
        return by_amount(amounts, descending=query.descending)
