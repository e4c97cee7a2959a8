"""Many figures as a table of units and indicators by periods, or of units and periods by indicators.

Only existing figures take memory: each is stored under the number of its cell, row after row.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal, TypeAlias

import numpy as np
import polars as pl
from numpy.typing import NDArray

from core.figures.codes import Codes, Mask
from core.workbook.workbook import Workbook

Across: TypeAlias = Literal["periods", "indicators"]
Numbers: TypeAlias = NDArray[np.int64]

MOST_DECIMALS = 2
"""Decimals with which a figure is shown that has more than most beside it."""
MOST_DIGITS = 8
"""Digits of the largest number of a series in a cell."""
NAMING = 2
"""The columns of a pivot before the others, which name a row."""


@dataclass(frozen=True, eq=False, slots=True)
class Pivot:
    """The cell of every figure: `cells` in order, `rows` their rows in the frame; of two releases the newer last.

    A cell is (unit × len(seconds) + second) × len(columns) + column; the three lists hold codes and periods.
    """

    across: Across
    units: Sequence[str]
    seconds: Sequence[str]
    columns: Sequence[str]
    cells: Numbers
    rows: NDArray[np.uint32]

    def cut(self, mask: Mask | None) -> "Cut":
        """The table of the rows in a mask; rows and columns without figures are left out."""
        keep = None if mask is None else mask.take(self.rows)
        cells, rows = (self.cells, self.rows) if keep is None else (self.cells[keep], self.rows[keep])
        newest = np.append(cells[1:] != cells[:-1], [True] * (len(cells) > 0))
        if not newest.all():
            cells, rows = cells[newest], rows[newest]
        lines, columns = np.divmod(cells, len(self.columns) or 1)
        first = np.flatnonzero(np.append([True] * (len(lines) > 0), lines[1:] != lines[:-1]))
        used = np.bincount(columns, minlength=len(self.columns)) > 0
        dense = (np.cumsum(used) - 1).take(columns)
        shown = [text for text, is_used in zip(self.columns, used, strict=True) if is_used]
        return Cut(self, shown, lines[first], np.append(first, len(lines)), dense, rows)


@dataclass(frozen=True, eq=False)
class Cut:
    """The rows and columns of a pivot that hold figures: row `at` has the figures from `starts[at]` on.

    `arranged` is the order of the rows, where they are sorted.
    """

    pivot: Pivot
    columns: Sequence[str]
    lines: Numbers
    starts: Numbers
    places: Numbers
    rows: NDArray[np.uint32]
    arranged: NDArray[np.uint32] | None = None

    @property
    def row_count(self) -> int:
        """How many rows there are."""
        return len(self.lines)

    @property
    def figure_count(self) -> int:
        """How many cells hold a figure."""
        return len(self.rows)

    def names(self, row: int) -> tuple[str, str]:
        """The unit of a row, and its indicator or period."""
        unit, second = divmod(int(self.lines[self._line(row)]), len(self.pivot.seconds))
        return self.pivot.units[unit], self.pivot.seconds[second]

    def number(self, row: int, column: int) -> int | None:
        """The row in the frame of the figure in a cell, if there is one."""
        line = self._line(row)
        start, stop = int(self.starts[line]), int(self.starts[line + 1])
        at = start + int(np.searchsorted(self.places[start:stop], column))
        return int(self.rows[at]) if at < stop and self.places[at] == column else None

    def in_row(self, row: int) -> NDArray[np.uint32]:
        """The figures of a row, by their rows in the frame."""
        line = self._line(row)
        return self.rows[int(self.starts[line]) : int(self.starts[line + 1])]

    def in_column(self, column: int) -> tuple[Numbers, NDArray[np.uint32]]:
        """The figures of a column: their lines, and their rows in the frame."""
        places = np.flatnonzero(self.places == column)
        return self.line_of[places], self.rows[places]

    @cached_property
    def line_of(self) -> Numbers:
        """For each figure the line that it stands in."""
        return np.repeat(np.arange(len(self.lines)), np.diff(self.starts))

    @cached_property
    def shown_at(self) -> Numbers:
        """For each line the row in which it is shown."""
        if self.arranged is None:
            return np.arange(self.row_count)
        rows = np.empty(self.row_count, np.int64)
        rows[self.arranged] = np.arange(self.row_count)
        return rows

    def inside(self, rows: range, columns: range) -> tuple[Numbers, Numbers, NDArray[np.uint32]]:
        """The figures between these rows and columns: their rows and columns, and their rows in the frame."""
        if self.arranged is None:
            some = slice(int(self.starts[rows.start]), int(self.starts[rows.stop]))
            shown, places, numbers = self.line_of[some], self.places[some], self.rows[some]
        else:
            shown, places, numbers = self.shown_at[self.line_of], self.places, self.rows
        mask = (shown >= rows.start) & (shown < rows.stop) & (places >= columns.start) & (places < columns.stop)
        return shown[mask], places[mask], numbers[mask]

    def find(self, unit: str, second: str, column: str) -> tuple[int, int | None] | None:
        """The row of a unit and an indicator or period, and the column; null where the row has no figure."""
        if unit not in self.pivot.units or second not in self.pivot.seconds:
            return None
        line = self.pivot.units.index(unit) * len(self.pivot.seconds) + self.pivot.seconds.index(second)
        at = int(np.searchsorted(self.lines, line))
        if at >= len(self.lines) or self.lines[at] != line:
            return None
        return int(self.shown_at[at]), self.columns.index(column) if column in self.columns else None

    def next(self, mask: Mask, after: tuple[int, int]) -> tuple[int, int] | None:
        """The cell of the next figure in a mask, after the two columns that name rows."""
        matches = np.flatnonzero(mask.take(self.rows))
        if not len(matches):
            return None
        width = len(self.columns) + NAMING
        cells = np.sort(self.shown_at[self.line_of[matches]] * width + self.places[matches] + NAMING)
        at = np.searchsorted(cells, after[0] * width + after[1], side="right") % len(cells)
        row, column = divmod(int(cells[at]), width)
        return row, column

    def arrange(self, order: NDArray[np.uint32]) -> "Cut":
        """The same with its rows in another order."""
        return replace(self, arranged=order)

    def _line(self, row: int) -> int:
        return row if self.arranged is None else int(self.arranged[row])


def pivoted(codes: Codes, workbook: Workbook, across: Across) -> Pivot:
    """The pivot of all figures. Indicators stand as the workbook gives them, periods in time."""
    units, indicators, periods, vintages = (codes[name] for name in ("unit", "indicator", "period", "vintage"))
    places = {code: at for at, code in enumerate(workbook.indicators)}
    texts_of = indicators.texts.to_list()
    ranks = np.empty(len(texts_of), np.int64)
    ranks[sorted(range(len(texts_of)), key=lambda at: (places.get(texts_of[at], len(places)), texts_of[at]))] = (
        np.arange(len(texts_of))
    )
    by_indicator, by_period = ranks.take(indicators.places), codes.times.take(periods.places)
    second, column = (by_indicator, by_period) if across == "periods" else (by_period, by_indicator)
    lists = _in_order(texts_of, ranks), _in_order(periods.texts.to_list(), codes.times)
    seconds, columns = lists if across == "periods" else lists[::-1]
    cells = (units.places.astype(np.int64) * len(seconds) + second) * len(columns) + column
    order = np.lexsort((codes.releases, cells)) if len(vintages.texts) > 1 else np.argsort(cells, kind="stable")
    return Pivot(across, units.texts.to_list(), seconds, columns, cells[order], order.astype(np.uint32))


def usual_decimals(frame: pl.DataFrame, numbers: NDArray[np.uint32]) -> dict[int, int]:
    """The decimals with which figures are shown together, for each power of ten in which they were printed.

    They are those that most have; more where some have more, but then no more than two. Of figures with more digits
    than can be read beside each other all have as many decimals as the largest has room for.
    """
    printed = frame.select("mult", "decimals", "value")[numbers].drop_nulls("value")
    counts = printed.group_by("mult", "decimals").len().sort("len", "decimals", descending=[True, False])
    usual = pl.max_horizontal(pl.col("decimals").first(), pl.col("decimals").max().clip(upper_bound=MOST_DECIMALS))
    largest = dict(printed.group_by("mult").agg(pl.col("value").abs().max()).iter_rows())
    rows = counts.group_by("mult", maintain_order=True).agg(usual).iter_rows()
    return {mult: min(decimals, _room(largest[mult] / 10.0**mult)) for mult, decimals in rows}


def _room(largest: float) -> int:
    """The decimals for which a number has room in a cell; at least so many as every figure has."""
    return max(MOST_DECIMALS, MOST_DIGITS - len(f"{largest:.0f}"))


def _in_order(texts: list[str], ranks: NDArray[np.signedinteger]) -> list[str]:
    return [texts[at] for at in np.argsort(ranks)]
