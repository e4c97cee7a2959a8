"""The position of each series in a frame whose rows are ordered by unit and by indicator."""

from collections.abc import Iterator, Mapping
from functools import cached_property
from itertools import chain, groupby
from operator import itemgetter

import polars as pl

from core.workbook.figure import SeriesKey


class Spans(Mapping[SeriesKey, tuple[int, int]]):
    """The first row of each series and the row after its last; those of a unit are found when they are first needed."""

    def __init__(self, frame: pl.DataFrame) -> None:
        self._frame = frame
        self._of_unit: dict[str, dict[str, tuple[int, int]]] = {}

    def __getitem__(self, key: SeriesKey) -> tuple[int, int]:
        unit, indicator = key
        if unit not in self._of_unit:
            start, stop = self._units[unit]
            rows = self._frame["indicator"].slice(start, stop - start)
            self._of_unit[unit] = {text: (start + first, start + last) for text, first, last in _runs(rows)}
        return self._of_unit[unit][indicator]

    def __iter__(self) -> Iterator[SeriesKey]:
        return iter(self._all_spans)

    def __len__(self) -> int:
        return len(self._all_spans)

    @cached_property
    def _units(self) -> dict[str, tuple[int, int]]:
        return {text: (first, last) for text, first, last in _runs(self._frame["unit"])}

    @cached_property
    def _all_spans(self) -> dict[SeriesKey, tuple[int, int]]:
        unit, indicator = self._frame["unit"].rechunk(), self._frame["indicator"].rechunk()
        first = (unit.ne_missing(unit.shift()) | indicator.ne_missing(indicator.shift())).arg_true()
        starts = first.to_list()
        stops = [*starts[1:], self._frame.height][: len(starts)]
        names = zip(unit.gather(first), indicator.gather(first), strict=True)
        return dict(zip(names, zip(starts, stops, strict=True), strict=True))


def _runs(texts: pl.Series) -> Iterator[tuple[str, int, int]]:
    """Each run of equal texts: the text, its first row and the row after its last."""
    chunks = (chunk.rle().struct.unnest() for chunk in texts.get_chunks())
    stop = 0
    for text, runs in groupby(chain.from_iterable(chunk.iter_rows() for chunk in chunks), itemgetter(1)):
        first, stop = stop, stop + sum(length for length, _ in runs)
        yield text, first, stop
