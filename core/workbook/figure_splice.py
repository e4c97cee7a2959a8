"""Replacement of rows in a frame, at a cost that depends only on the changed rows."""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias, TypeVar

import polars as pl

from core.workbook.figure import SeriesKey

Run: TypeAlias = tuple[bool, int, int]
Column = TypeVar("Column", pl.DataFrame, pl.Series)

MOST_PIECES = 256
"""Up to this many pieces a spliced frame stays in pieces; a look-up in more of them costs more than a copy."""


@dataclass(frozen=True, eq=False)
class Splice:
    """`runs` of rows from the frames `base` and `patch`: whether it is of the patch, its first row, the row after it.

    Any frame or series of their heights can be `joined` in the same way.
    """

    base: pl.DataFrame
    patch: pl.DataFrame
    runs: tuple[Run, ...]

    def joined(self, base: Column, patch: Column) -> Column:
        """Values of the rows of the base and of the patch, in the order of the whole."""
        pieces = [(patch if of_patch else base).slice(start, stop - start) for of_patch, start, stop in self.runs]
        return pl.concat(pieces, rechunk=len(pieces) > MOST_PIECES) if pieces else base.clear()

    def whole(self) -> pl.DataFrame:
        """All rows in order."""
        return self.joined(self.base, self.patch)

    def place(self, row: int, *, of_patch: bool) -> int:
        """The position of a row of the base or of the patch in the whole; it must be in it."""
        starts, places = self._runs[of_patch]
        run = bisect_right(starts, row) - 1
        return places[run] + row - starts[run]

    @cached_property
    def _runs(self) -> dict[bool, tuple[list[int], list[int]]]:
        """For the base and the patch the first row of each run, and its position in the whole."""
        runs_of: dict[bool, tuple[list[int], list[int]]] = {False: ([], []), True: ([], [])}
        at = 0
        for of_patch, start, stop in self.runs:
            runs_of[of_patch][0].append(start)
            runs_of[of_patch][1].append(at)
            at += stop - start
        return runs_of


def spliced(
    base: pl.DataFrame, patch: pl.DataFrame, spans: Mapping[SeriesKey, tuple[int, int]], sizes: Mapping[SeriesKey, int]
) -> Splice:
    """The frame `base` with other rows for some series; `patch` holds them in the order of the keys."""
    runs: list[Run] = []
    at = used = 0
    for key, (start, stop) in _places(sorted(sizes), spans, base.height):
        runs += [(False, at, start), (True, used, used + sizes[key])]
        at, used = stop, used + sizes[key]
    runs.append((False, at, base.height))
    return Splice(base, patch, tuple((of_patch, start, stop) for of_patch, start, stop in runs if start != stop))


def _places(
    keys: Sequence[SeriesKey], spans: Mapping[SeriesKey, tuple[int, int]], height: int
) -> list[tuple[SeriesKey, tuple[int, int]]]:
    """The rows of each key, for a new one the position between its neighbours."""
    fresh = [key for key in keys if key not in spans]
    if not fresh:
        return [(key, spans[key]) for key in keys]
    known = sorted(spans)
    new = {}
    for key in fresh:
        after = bisect_left(known, key)
        start = spans[known[after]][0] if after < len(known) else height
        new[key] = (start, start)
    return [(key, new.get(key) or spans[key]) for key in keys]
