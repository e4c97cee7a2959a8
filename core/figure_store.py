"""The series of a large workbook, each made of its rows of one frame when it is first asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from core.figure import Figure, Series, SeriesKey

if TYPE_CHECKING:
    import polars as pl

    from core.figure_spans import Spans
    from core.figure_splice import Splice


class StoredFigures(Mapping[SeriesKey, Series]):
    """Series by key over a frame whose rows stand together by unit and indicator; immutable, as the workbook is.

    `made` are the series that have been made of the rows, `changed` those that stand in the place of the rows' own;
    an empty one is gone. Versions over the same frame share what was made, so that unchanged series stay the same.
    """

    def __init__(
        self,
        frame: pl.DataFrame,
        made: dict[SeriesKey, Series] | None = None,
        *,
        changed: dict[SeriesKey, Series] | None = None,
        spans: Spans | None = None,
    ) -> None:
        self._frame = frame
        self._made = {} if made is None else made
        self._changed = changed or {}
        self._known_spans = spans
        self._whole: pl.DataFrame | None = None if self._changed else frame
        self._splice: Splice | None = None

    @property
    def _spans(self) -> Spans:
        """The rows of each series."""
        if self._known_spans is None:
            from core.figure_spans import Spans  # noqa: PLC0415 - it loads Polars, which small workbooks do without

            self._known_spans = Spans(self._frame)
        return self._known_spans

    def __getitem__(self, key: SeriesKey) -> Series:
        if key in self._changed:
            if not self._changed[key].figures:
                raise KeyError(key)
            return self._changed[key]
        start, stop = self._spans[key]
        known = self._made.get(key)
        if known is None:
            rows = self._frame.slice(start, stop - start).iter_rows()
            known = self._made[key] = Series.of(Figure(*row) for row in rows)
        return known

    def __iter__(self) -> Iterator[SeriesKey]:
        yield from (key for key in self._spans if key not in self._changed)
        yield from (key for key, series in self._changed.items() if series.figures)

    def __len__(self) -> int:
        return len(self._spans) + sum(bool(s.figures) - (key in self._spans) for key, s in self._changed.items())

    def __contains__(self, key: object) -> bool:
        if key in self._changed:
            return bool(self._changed[key].figures)
        return key in self._spans

    def __eq__(self, other: object) -> bool:
        if isinstance(other, StoredFigures):
            from core.figure_frame import same  # noqa: PLC0415 - it loads Polars, which small workbooks do without

            return same(self.whole(), other.whole())
        return super().__eq__(other)

    __hash__ = None  # type: ignore[assignment]  # as a dict

    def with_series(self, changed: Mapping[SeriesKey, Series]) -> StoredFigures:
        """The same with these series in their places; an empty one takes its key away."""
        return StoredFigures(self._frame, self._made, changed={**self._changed, **changed}, spans=self._spans)

    def whole(self) -> pl.DataFrame:
        """Every figure as a row, in the columns of a figure, by unit and indicator."""
        if self._whole is None:
            self._whole = self.splice().whole()
        return self._whole

    def splice(self) -> Splice:
        """The changed rows among those of the frame that all versions share."""
        if self._splice is None:
            from core.figure_frame import frame_of  # noqa: PLC0415 - as above
            from core.figure_splice import spliced  # noqa: PLC0415 - as above

            keys = sorted(self._changed)
            rows = frame_of(figure for key in keys for figure in self._changed[key])
            self._splice = spliced(self._frame, rows, self._spans, {key: len(self._changed[key]) for key in keys})
        return self._splice

    def span(self, key: SeriesKey) -> range:
        """The rows of a series in the whole; none where it has no figure."""
        if key not in self:
            return range(0)
        if key not in self._changed:
            start, stop = self._spans[key]
            first = self.splice().place(start, of_patch=False) if self._changed else start
            return range(first, first + stop - start)
        before = sum(len(series) for other, series in self._changed.items() if other < key)
        first = self.splice().place(before, of_patch=True)
        return range(first, first + len(self._changed[key]))

    def of_series(self, keys: Iterable[SeriesKey]) -> pl.DataFrame:
        """The rows of these series."""
        return self.whole()[[row for key in keys for row in self.span(key)]]

    def replaced(self, put: pl.DataFrame, sizes: Mapping[SeriesKey, int]) -> StoredFigures:
        """The same with these rows, so many for each series, in the order of the keys, in the place of theirs."""
        from core.figure_splice import spliced  # noqa: PLC0415 - as above

        if self._changed:
            return StoredFigures(self.whole(), self.made_without(())).replaced(put, sizes)
        return StoredFigures(spliced(self._frame, put, self._spans, sizes).whole(), self.made_without(sizes))

    def made_without(self, keys: Iterable[SeriesKey]) -> dict[SeriesKey, Series]:
        """The series that are made already, without those of these keys and those that are gone."""
        kept = {**self._made, **self._changed}
        for key in keys:
            kept.pop(key, None)
        return {key: series for key, series in kept.items() if series.figures}
