"""Filters, orders and pivots of the rows of a frame, computed when first needed and then kept."""

from collections.abc import Callable
from typing import cast

import numpy as np
import polars as pl
from numpy.typing import NDArray

from core.figures.codes import NAMES_IN, TEXT_COLUMNS, Codes, Mask, TextColumn
from core.figures.filter import terms
from core.figures.fitting import fitting
from core.figures.pivot import Across, Cut, Pivot, pivoted
from core.figures.view import FigureQuery, View
from core.progress import Progress
from core.workbook.entries import Source
from core.workbook.entry import Language, Named
from core.workbook.workbook import Workbook

Rows = NDArray[np.uint32]


class Search:
    """The filters, orders and pivots of the rows of a frame. Several threads may read it: each computes the same."""

    def __init__(self, workbook: Workbook, codes: Codes, pivots: "dict[Across, Pivot] | None" = None) -> None:
        self.workbook, self.codes = workbook, codes
        self._orders: dict[tuple[str, bool, Language], Rows] = {}
        self.pivots: dict[Across, Pivot] = {} if pivots is None else pivots

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


def ordered(
    codes: Codes, column: str, workbook: Workbook, language: Language, *, descending: bool
) -> NDArray[np.uint32]:
    """The rows by a column, and as they stand where it is the same: codes by their names, periods in time."""
    if column == "value":
        return by_amount(codes.values, descending=descending)
    name = next(name for name in TEXT_COLUMNS if name == column)
    ranks = codes.times if name == "period" else _ranks(codes[name].texts.to_list(), _namer(name, workbook, language))
    places = codes[name].places
    top = len(ranks)
    upward = np.where(ranks < 0, top, top - 1 - ranks if descending else ranks)
    smallest = upward.astype(np.min_scalar_type(top))
    return np.argsort(smallest.take(places), kind="stable").astype(np.uint32)


def by_amount(amounts: NDArray[np.float64], *, descending: bool) -> NDArray[np.uint32]:
    """The places of amounts in their order, those that are not a number last, and equal ones as they stand.

    Equal amounts get one number, and those numbers and the places are sorted as one: twice as fast as a stable sort.
    """
    keys = -amounts if descending else amounts
    places = np.argsort(keys).view(np.uint64)
    follows = keys.take(places)
    differs = follows[1:] != follows[:-1]
    differs[len(amounts) - np.count_nonzero(np.isnan(amounts)) :] = False
    del keys, follows
    numbers = np.cumsum(differs, dtype=np.uint64)
    numbers <<= np.uint64(32)
    places[1:] |= numbers
    places.sort()
    return places.astype(np.uint32)


def _ranks(texts: list[str], name: Callable[[str], str]) -> NDArray[np.intp]:
    """For each text its place by name, below 0 for an empty one."""
    ranks = np.empty(len(texts), np.intp)
    ranks[sorted(range(len(texts)), key=lambda at: name(texts[at]).casefold())] = np.arange(len(texts))
    ranks[[at for at, text in enumerate(texts) if not text]] = -1
    return ranks


def _namer(column: TextColumn, workbook: Workbook, language: Language) -> Callable[[str], str]:
    table = workbook.tables[NAMES_IN[column]] if column in NAMES_IN else {}

    def name(code: str) -> str:
        entry = table.get(code)
        if isinstance(entry, Named):
            return entry.name(language)
        return entry.title if isinstance(entry, Source) else code

    return name
