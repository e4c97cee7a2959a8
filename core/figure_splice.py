"""Changed rows put into the place of others in a frame, at the cost of what has changed."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias, TypeVar

import polars as pl

from core.figure import Series, SeriesKey

Run: TypeAlias = tuple[bool, int, int]
Spans: TypeAlias = Mapping[SeriesKey, tuple[int, int]]
Column = TypeVar("Column", pl.DataFrame, pl.Series)

MOST_PIECES = 256
"""Up to so many pieces a spliced frame stays in pieces; looking rows up in more of them costs more than one copy."""


@dataclass(frozen=True, eq=False, slots=True)
class Splice:
    """`runs` of rows from the frames `base` and `patch`: whether it is of the patch, its first row, the row after it.

    Whatever is known of the rows of both frames, as a frame or a series of their heights, is `joined` the same way.
    """

    base: pl.DataFrame
    patch: pl.DataFrame
    runs: tuple[Run, ...]

    def joined(self, base: Column, patch: Column) -> Column:
        """What is known of the rows of the base and of the patch, in the order of the whole."""
        if not self.patch.height and len(self.runs) == 1 and self.runs[0] == (False, 0, self.base.height):
            return base
        pieces = [(patch if of_patch else base).slice(start, stop - start) for of_patch, start, stop in self.runs]
        return pl.concat(pieces, rechunk=len(pieces) > MOST_PIECES) if pieces else base.clear()

    def whole(self) -> pl.DataFrame:
        """All rows in order."""
        return self.joined(self.base, self.patch)


def spliced(base: pl.DataFrame, patch: pl.DataFrame, spans: Spans, changed: Mapping[SeriesKey, Series]) -> Splice:
    """`changed` series in the places of their rows in `base`; `patch` holds their figures, in the order of the keys."""
    runs: list[Run] = []
    at = taken = 0
    for key, (start, stop) in _places(sorted(changed), spans, base.height):
        if start > at:
            runs.append((False, at, start))
        size = len(changed[key])
        if size:
            runs.append((True, taken, taken + size))
        at, taken = stop, taken + size
    if at < base.height:
        runs.append((False, at, base.height))
    return Splice(base, patch, tuple(runs))


def _places(keys: Sequence[SeriesKey], spans: Spans, height: int) -> list[tuple[SeriesKey, tuple[int, int]]]:
    """The rows that each key stands for, or for one that is new the place between those of its neighbours."""
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
