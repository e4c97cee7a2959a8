"""The figures of a large workbook as columns of a panel, straight from its frame: no series is made for it."""

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
FEW_RUNS = 4
"""A column is read by its runs of equal texts where these are, on average, at least so long."""


class Texts:
    """A column of texts, read by its runs of equal ones where they are long: rows stand by unit and indicator."""

    def __init__(self, column: pl.Series, first: pl.Series) -> None:
        self._column = column
        self._starts = first.arg_true().to_numpy()
        self._is_long = len(self._starts) * FEW_RUNS <= len(column)

    @cached_property
    def known(self) -> list[str]:
        """The texts that there are, each once, in the order in which they first come."""
        texts = self._column.gather(self._starts) if self._is_long else self._column
        return texts.unique(maintain_order=True).to_list()

    def places(self, among: Sequence[str]) -> Places:
        """Where each text stands among some; NOWHERE for the others."""
        if not self._is_long:
            return self._column.to_frame().select(_place(self._column.name, among)).to_series().to_numpy()
        place = {text: at for at, text in enumerate(among)}
        found = np.array([place.get(text, NOWHERE) for text in self._column.gather(self._starts)], dtype=np.int64)
        return np.repeat(found, np.diff(self._starts, append=len(self._column)))


def texts_of(rows: pl.DataFrame, *more: pl.Expr) -> tuple[dict[str, Texts], list[pl.Series]]:
    """The columns of texts, and further expressions, looked at all at once."""
    columns = [name for name, kind in rows.schema.items() if kind == pl.String]
    first = rows.select(*(pl.col(name).ne_missing(pl.col(name).shift()) for name in columns), *more)
    return {name: Texts(rows[name], first[name]) for name in columns}, first.get_columns()[len(columns) :]


class Cells:
    """The rows of some indicators: which units and periods they have, and their figures as columns."""

    def __init__(self, whole: pl.DataFrame, codes: Sequence[str]) -> None:
        rows = whole.select("unit", "indicator", "period", "vintage", "value", "status", "source")
        self._texts, (code,) = texts_of(
            rows.drop("indicator", "source"), _place(rows["indicator"], codes).alias("code")
        )
        self._code = code.to_numpy()
        if (self._code == NOWHERE).any():
            rows, self._code = rows.filter(code != NOWHERE), self._code[self._code != NOWHERE]
            self._texts, _ = texts_of(rows.drop("indicator", "source"))
        self._rows = rows
        self._codes = codes

    @property
    def units(self) -> set[str]:
        """The units that have a figure."""
        return set(self._texts["unit"].known)

    def periods(self, units: Collection[str] = ()) -> list[str]:
        """The periods of which these units, or any, have a figure."""
        if not units:
            return self._texts["period"].known
        return list(self._rows.filter(pl.col("unit").is_in(list(units)))["period"].unique())

    def numbers(self, units: Sequence[str], periods: Sequence[str]) -> tuple[Grid, Letters]:
        """Figures and letters (places in WORST_LAST): indicators × (units × periods); the newest releases."""
        unit, period, code = self._texts["unit"].places(units), self._texts["period"].places(periods), self._code
        values_of, status = self._rows["value"].to_numpy(), self._texts["status"].places(WORST_LAST)
        here, at = (unit != NOWHERE) & (period != NOWHERE), unit * len(periods) + period
        several = len(self._texts["vintage"].known) > 1
        order = by_release(self._rows.with_row_index("row"))["row"].to_numpy() if several else slice(None)
        if several or not here.all():
            kept = np.arange(len(at))[order]
            kept = kept[here[kept]]
            at, code, values_of, status = at[kept], code[kept], values_of[kept], status[kept]
        size, spot = (len(self._codes), len(units) * len(periods)), code * (len(units) * len(periods)) + at
        values, letters = np.full(size, np.nan), np.zeros(size, dtype=np.int8)
        values.ravel()[spot] = values_of
        some = slice(None) if several else np.flatnonzero(status > 0)
        letters.ravel()[spot[some]] = np.maximum(status[some], 0)
        letters[np.isnan(values)] = NOWHERE
        return values, letters

    def newest(self, codes: Iterable[str], units: Sequence[str], order: Sequence[str]) -> list[pl.Series]:
        """Of some indicators each unit's last figure, by the order of periods and then by release."""
        return [_last(code, self._rows.filter(pl.col("indicator") == code), units, order) for code in codes]


def _place(column: pl.Series | str, among: Sequence[str]) -> pl.Expr:
    """Where each text of a column stands among some; NOWHERE for the others."""
    texts = pl.col(column) if isinstance(column, str) else pl.lit(column)
    return texts.cast(pl.Enum(list(among)), strict=False).to_physical().cast(pl.Int64).fill_null(NOWHERE)


def _last(code: str, rows: pl.DataFrame, units: Sequence[str], order: Sequence[str]) -> pl.Series:
    known = rows.filter(pl.col("value").is_not_null())
    known = by_release(known).with_columns(when=_place("period", order)).sort("when", maintain_order=True)
    unit = known.select(_place("unit", units)).to_series().to_numpy()
    values = np.full(len(units), np.nan)
    values[unit[unit != NOWHERE]] = known["value"].to_numpy()[unit != NOWHERE]
    return pl.Series(code, values, nan_to_null=True)
