"""The one store of figures: series by key over one Polars frame, each side made from the other when first read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from core.workbook import figure_frame, figure_spans, figure_splice
from core.workbook.figure import Figure, Series, SeriesKey

if TYPE_CHECKING:
    import polars as pl

    from core.workbook.figure_spans import Spans
    from core.workbook.figure_splice import Splice


class Figures(Mapping[SeriesKey, Series]):
    """Series by unit and indicator, in the order of these codes; immutable, like the workbook.

    A store begins as series (`Figures.of`), whose frame is made when it is first read, or as a frame of SCHEMA whose
    rows are ordered by unit and indicator (`Figures(frame)`), of which a series is made when it is first read: a small
    workbook opens without Polars, a large one without a Python object for each figure. `cached` are the series made of
    rows so far, `changed` those that replace rows; an empty one is removed. Versions over the same frame share
    `cached`, so that unchanged series stay the same objects.
    """

    def __init__(
        self,
        frame: pl.DataFrame | None = None,
        cached: dict[SeriesKey, Series] | None = None,
        *,
        changed: dict[SeriesKey, Series] | None = None,
        spans: Spans | None = None,
    ) -> None:
        self._frame = frame
        self._cached = {} if cached is None else cached
        self._changed = changed or {}
        if frame is not None:
            self._spans = figure_spans.Spans(frame) if spans is None else spans
        self._whole: pl.DataFrame | None = None if self._changed else frame
        self._splice: Splice | None = None
        self.version = object()
        """Equal figures share it, whatever their authors: a result for one holds for all."""

    @classmethod
    def of(cls, series: Mapping[SeriesKey, Series]) -> Figures:
        """A store of these series, without the empty ones."""
        return cls(None, {key: series[key] for key in sorted(series) if series[key].figures})

    @property
    def _base(self) -> pl.DataFrame:
        """The frame under the changed series."""
        if self._frame is None:
            self._frame = self._whole = figure_frame.frame_of(
                figure for series in self._cached.values() for figure in series
            )
            self._spans = figure_spans.Spans(self._frame)
        return self._frame

    def __getitem__(self, key: SeriesKey) -> Series:
        if key in self._changed:
            if not self._changed[key].figures:
                raise KeyError(key)
            return self._changed[key]
        known = self._cached.get(key)
        if known is None:
            if self._frame is None:
                raise KeyError(key)
            start, stop = self._spans[key]
            rows = self._frame.slice(start, stop - start).iter_rows()
            known = self._cached[key] = Series.of(Figure(*row) for row in rows)
        return known

    def __iter__(self) -> Iterator[SeriesKey]:
        if self._frame is None:
            return iter(self._cached)
        if not self._changed:
            return iter(self._spans)
        unchanged = [key for key in self._spans if key not in self._changed]
        return iter(sorted([*unchanged, *(key for key, series in self._changed.items() if series.figures)]))

    def __len__(self) -> int:
        if self._frame is None:
            return len(self._cached)
        return len(self._spans) + sum(bool(s.figures) - (key in self._spans) for key, s in self._changed.items())

    def __contains__(self, key: object) -> bool:
        if key in self._changed:
            return bool(self._changed[key].figures)
        return key in (self._cached if self._frame is None else self._spans)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Figures):
            return super().__eq__(other)
        if self._frame is None and other._frame is None:
            return self._cached == other._cached
        return figure_frame.same(self.whole(), other.whole())

    @property
    def is_frame(self) -> bool:
        """Whether the figures are a frame, as in a large workbook."""
        return self._frame is not None

    @property
    def height(self) -> int:
        """How many figures there are."""
        return sum(map(len, self._cached.values())) if self._frame is None else self.whole().height

    def with_series(self, changed: Mapping[SeriesKey, Series]) -> Figures:
        """The store with these series; an empty one removes its key."""
        if self._frame is not None:
            return Figures(self._frame, self._cached, changed={**self._changed, **changed}, spans=self._spans)
        series = {**self._cached, **changed}
        if all(key in self._cached for key in changed):
            return Figures(None, {key: part for key, part in series.items() if part.figures})
        return Figures.of(series)

    def whole(self) -> pl.DataFrame:
        """Every figure as a row, in the columns of a figure, by unit and indicator."""
        if self._whole is None:
            self._whole = self.splice().whole() if self._changed else self._base
        return self._whole

    def splice(self) -> Splice:
        """The changed rows among those of the frame that all versions share."""
        if self._splice is None:
            keys = sorted(self._changed)
            rows = figure_frame.frame_of(figure for key in keys for figure in self._changed[key])
            self._splice = figure_splice.spliced(
                self._base, rows, self._spans, {key: len(self._changed[key]) for key in keys}
            )
        return self._splice

    def span(self, key: SeriesKey) -> range:
        """The rows of a series in the whole; empty where it has no figure."""
        if key not in self:
            return range(0)
        self.whole()  # a store of series has no rows before
        if key not in self._changed:
            start, stop = self._spans[key]
            first = self.splice().place(start, of_patch=False) if self._changed else start
            return range(first, first + stop - start)
        before = sum(len(series) for other, series in self._changed.items() if other < key)
        first = self.splice().place(before, of_patch=True)
        return range(first, first + len(self._changed[key]))

    def replaced(self, put: pl.DataFrame, sizes: Mapping[SeriesKey, int]) -> Figures:
        """The store with other rows, this many for each series, in the order of the keys."""
        if self._changed:
            return Figures(self.whole(), cached_without(self, ())).replaced(put, sizes)
        return Figures(figure_splice.spliced(self._base, put, self._spans, sizes).whole(), cached_without(self, sizes))


def cached_without(figures: Figures, keys: Iterable[SeriesKey]) -> dict[SeriesKey, Series]:
    """The series made so far, without those of these keys."""
    by_key = {**figures._cached, **figures._changed}  # noqa: SLF001 - of this module
    for key in keys:
        by_key.pop(key, None)
    return {key: series for key, series in by_key.items() if series.figures}


def of_series(figures: Figures, keys: Iterable[SeriesKey]) -> pl.DataFrame:
    """The rows of these series."""
    return figures.whole()[[row for key in keys for row in figures.span(key)]]
