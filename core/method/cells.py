"""The figures of a large workbook as columns of a panel, directly from its frame, without making series."""

from collections.abc import Collection, Iterable, Sequence
from functools import cached_property
from typing import TypeAlias

import numpy as np
import polars as pl
from numpy.typing import NDArray

from core.workbook.figure_frame import by_release
from core.workbook.status import WORST_LAST

Places: TypeAlias = NDArray[np.int64]
Grid: TypeAlias = NDArray[np.float64]
Letters: TypeAlias = NDArray[np.int8]
NOWHERE = -1
TEXTS = ("unit", "period", "vintage", "status")
FEW_RUNS = 4
"""A column is read by its runs of equal texts where these are, on average, at least so long."""


class Texts:
    """A column of texts, read by its runs of equal texts where they are long: rows stand by unit and indicator."""

    def __init__(self, column: pl.Series, begins: pl.Series) -> None:
        """`begins` says of each row whether another text begins there."""
        self._column = column
        self._starts: Places = begins.arg_true().to_numpy().astype(np.int64)

    @cached_property
    def known(self) -> set[str]:
        """The different texts."""
        return set(self._runs if self._is_long else self._column.unique())

    def places(self, among: Sequence[str], step: int = 1) -> Places:
        """The position of each text in a list, times a step; below 0 for texts that are not in it. Read-only."""
        if not self._is_long:
            return _places(self._column, among) * step
        place = dict(zip(among, range(len(among)), strict=True))
        places = np.array([place.get(text, NOWHERE) for text in self._runs], dtype=np.int64) * step
        if len(places) == 1:
            return np.broadcast_to(places, len(self._column))
        return np.repeat(places, np.diff(self._starts, append=len(self._column)))

    @cached_property
    def _runs(self) -> list[str]:
        return self._column.gather(self._starts).to_list()

    @property
    def _is_long(self) -> bool:
        return len(self._starts) * FEW_RUNS <= len(self._column)


class Cells:
    """The rows of some indicators: their units and periods, and their figures as columns."""

    def __init__(self, whole: pl.DataFrame, codes: Sequence[str]) -> None:
        begins = (pl.col(TEXTS).ne_missing(pl.col(TEXTS).shift()),)
        code, *first = whole.select(pl.col("indicator").cast(pl.Enum(codes), strict=False).to_physical(), *begins)
        if code.null_count():
            whole, code = whole.filter(code.is_not_null()), code.drop_nulls()
            first = whole.select(begins).get_columns()
        self._rows, self._code, self._codes = whole, code.to_numpy(), codes
        self._texts = {name: Texts(whole[name], starts) for name, starts in zip(TEXTS, first, strict=True)}

    @property
    def units(self) -> set[str]:
        """The units with a figure."""
        return self._texts["unit"].known

    def periods(self, units: Collection[str] = ()) -> set[str]:
        """The periods with a figure of these units, or of any."""
        if not units:
            return self._texts["period"].known
        return set(self._rows.filter(pl.col("unit").is_in(list(units)))["period"])

    def numbers(self, units: Sequence[str], periods: Sequence[str]) -> tuple[Grid, Letters]:
        """Figures and letters (places in WORST_LAST): indicators × (units × periods); the newest releases."""
        width, several = len(units) * len(periods), len(self._texts["vintage"].known) > 1
        unit, period = self._texts["unit"].places(units, len(periods)), self._texts["period"].places(periods)
        values_of, status = self._rows["value"].to_numpy(), self._texts["status"].places(WORST_LAST)
        spot = np.multiply(self._code, width, dtype=np.int64)
        spot += unit
        spot += period
        in_panel = (unit >= 0) & (period >= 0)
        if several or not in_panel.all():
            order = by_release(self._rows.with_row_index("row"))["row"].to_numpy() if several else np.arange(len(spot))
            rows = order[in_panel[order]]
            spot, values_of, status = spot[rows], values_of[rows], status[rows]
        values = np.full((len(self._codes), width), np.nan)
        values.ravel()[spot] = values_of
        letters = np.negative(np.isnan(values).view(np.int8))
        some = slice(None) if several else np.flatnonzero(status > 0)
        letters.ravel()[spot[some]] = np.where(np.isnan(values_of[some]), NOWHERE, np.maximum(status[some], 0))
        return values, letters

    def newest(self, codes: Iterable[str], units: Sequence[str], order: Sequence[str]) -> list[pl.Series]:
        """The last figure of each unit for some indicators, by the order of periods and then by release."""
        return [_last(code, self._rows.filter(pl.col("indicator") == code), units, order) for code in codes]


def _places(texts: pl.Series, among: Sequence[str]) -> Places:
    """The position of each text in a list; NOWHERE for the others."""
    physical = texts.cast(pl.Enum(among), strict=False).to_physical()
    places: Places = physical.cast(pl.Int64).fill_null(NOWHERE).to_numpy()
    return places


def _last(code: str, rows: pl.DataFrame, units: Sequence[str], order: Sequence[str]) -> pl.Series:
    known = by_release(rows.filter(pl.col("value").is_not_null()))
    known = known[np.argsort(_places(known["period"], order), kind="stable")]
    unit = _places(known["unit"], units)
    values = np.full(len(units), np.nan)
    values[unit[unit != NOWHERE]] = known["value"].to_numpy()[unit != NOWHERE]
    return pl.Series(code, values, nan_to_null=True)
