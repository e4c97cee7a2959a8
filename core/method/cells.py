"""The figures of a large workbook as columns of a panel, straight from its frame: no series is made for it."""

from collections.abc import Collection, Iterable, Sequence
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


class Cells:
    """The rows of some indicators: which units and periods they have, and their figures as columns."""

    def __init__(self, whole: pl.DataFrame, codes: Sequence[str]) -> None:
        rows = whole.select("unit", "indicator", "period", "vintage", "value", "status", "source")
        if rows["indicator"].unique().is_in(codes).all():
            self._rows = rows
        else:
            self._rows = rows.filter(pl.col("indicator").is_in(codes))
        self._codes = codes

    @property
    def units(self) -> set[str]:
        """The units that have a figure."""
        return set(self._rows["unit"].unique())

    def periods(self, units: Collection[str] = ()) -> list[str]:
        """The periods of which these units, or any, have a figure."""
        rows = self._rows.filter(pl.col("unit").is_in(list(units))) if units else self._rows
        return list(rows["period"].unique())

    def numbers(self, units: Sequence[str], periods: Sequence[str]) -> tuple[Grid, Letters]:
        """Figures and letters (places in WORST_LAST): indicators × (units × periods); the newest releases."""
        rows = by_release(self._rows)
        unit, code, period = (
            _places(rows, "unit", units),
            _places(rows, "indicator", self._codes),
            _places(rows, "period", periods),
        )
        here = (unit != NOWHERE) & (period != NOWHERE)
        at, column = (unit * len(periods) + period)[here], code[here]
        size = (len(self._codes), len(units) * len(periods))
        values, letters = np.full(size, np.nan), np.full(size, NOWHERE, dtype=np.int8)
        values[column, at] = rows["value"].to_numpy()[here]
        letters[column, at] = np.maximum(_places(rows, "status", WORST_LAST)[here], 0)
        letters[np.isnan(values)] = NOWHERE
        return values, letters

    def newest(self, codes: Iterable[str], units: Sequence[str], order: Sequence[str]) -> list[pl.Series]:
        """Of some indicators each unit's last figure, by the order of periods and then by release."""
        return [_last(code, self._rows.filter(pl.col("indicator") == code), units, order) for code in codes]


def _places(rows: pl.DataFrame, column: str, known: Sequence[str]) -> Places:
    """Where each text of a column stands among the known ones; NOWHERE for the others."""
    found = rows[column].cast(pl.Enum(list(known)), strict=False).to_physical().cast(pl.Int64)
    return found.fill_null(NOWHERE).to_numpy()


def _last(code: str, rows: pl.DataFrame, units: Sequence[str], order: Sequence[str]) -> pl.Series:
    known = rows.filter(pl.col("value").is_not_null())
    known = by_release(known)
    known = known.with_columns(when=pl.Series(_places(known, "period", order))).sort("when", maintain_order=True)
    unit = _places(known, "unit", units)
    values = np.full(len(units), np.nan)
    values[unit[unit != NOWHERE]] = known["value"].to_numpy()[unit != NOWHERE]
    return pl.Series(code, values, nan_to_null=True)
