"""The rows of a panel: the unit, period and groups of each, and the rows that a step compares."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import polars as pl

from core.method.errors import MethodError
from core.method.matrix import Counts, Matrix, Rows
from core.workbook.period import period

KEYS = ("unit", "period")
EVERY_ROW = slice(None)
FEW_ROWS = 500
"""Up to so many rows Python's own set finds a doubled key faster than Polars."""


@dataclass(frozen=True, eq=False)
class RowKeys:
    """A frame with a row for each row of the panel: unit, period, groupings, and further columns without numbers."""

    frame: pl.DataFrame

    @property
    def height(self) -> int:
        """How many rows there are."""
        return self.frame.height

    @cached_property
    def units(self) -> list[str]:
        """The unit of each row, as text."""
        return self.frame["unit"].cast(pl.String).to_list()

    @cached_property
    def periods(self) -> list[str]:
        """The period of each row, as text."""
        return self.frame["period"].cast(pl.String).to_list()

    @cached_property
    def by_period(self) -> tuple[Rows, ...]:
        """The rows of each period, in the order in which periods first come."""
        return (EVERY_ROW,) if len(set(self.periods)) == 1 else self._rows_by_name(self.periods)

    @cached_property
    def by_unit(self) -> tuple[Rows, ...]:
        """The rows of each unit."""
        return self._rows_by_name(self.units)

    @cached_property
    def times(self) -> Matrix:
        """The periods as years: numbers as they are, texts such as `2016-2020` or `2025-H1` by when they end."""
        if self.frame.schema["period"].is_numeric():
            return self.frame["period"].cast(pl.Float64).to_numpy()
        ends = {text: period(text).end for text in set(self.periods)}
        return np.array([ends[text] for text in self.periods], dtype=float)

    @cached_property
    def in_time(self) -> tuple[Counts, Counts]:
        """The rows by unit and then by time, and the number of the unit of each of them."""
        number = {unit: at for at, unit in enumerate(dict.fromkeys(self.units))}
        unit = np.array([number[code] for code in self.units], dtype=np.int64)
        order = np.lexsort((self.times, unit))
        return order, unit[order]

    def together(self, years: str) -> tuple[Rows, ...]:
        """The rows that are compared with each other: all of them, or within years those of each period."""
        return self.by_period if years == "within" else (EVERY_ROW,)

    def in_groups(self, group: str, years: str) -> list[Counts]:
        """The rows of each group, within years of each group and period; rows without a group are left out."""
        names = self.frame[group].to_list()
        when = self.periods if years == "within" else [""] * len(names)
        groups: dict[object, list[int]] = {}
        for at, name in enumerate(names):
            if name is not None:
                groups.setdefault((name, when[at]), []).append(at)
        return [np.array(rows, dtype=np.int64) for rows in groups.values()]

    def row_of(self, unit: str, when: str | None) -> int | None:
        """The first row of a unit, in a period where one is given; null where there is none."""
        spots = enumerate(zip(self.units, self.periods, strict=True))
        return next((at for at, (code, period) in spots if code == unit and when in (None, period)), None)

    def only(self, rows: Rows) -> "RowKeys":
        """Some of the rows."""
        return self if isinstance(rows, slice) and rows == EVERY_ROW else RowKeys(self.frame[rows])

    def check(self) -> None:
        """Raise MethodError where a unit comes twice in one period, or a row lacks one of the two."""
        for column in KEYS:
            if self.frame[column].null_count():
                row = self.frame[column].is_null().arg_true()[0]
                raise MethodError(
                    "Row {row} has no {column}: fill it in, or leave the row out.", row=row + 1, column=column
                )
        if self.height > FEW_ROWS:
            is_doubled = self.frame.select(KEYS).is_duplicated().any()
        else:
            is_doubled = len(set(zip(self.units, self.periods, strict=True))) < self.height
        if is_doubled:
            unit, when = self.frame.filter(~pl.struct(KEYS).is_first_distinct()).select(KEYS).row(0)
            raise MethodError("Unit {unit} comes twice in {period}: keep one row.", unit=unit, period=when)

    def _rows_by_name(self, names: list[str]) -> tuple[Rows, ...]:
        groups: dict[str, list[int]] = {}
        for at, name in enumerate(names):
            groups.setdefault(name, []).append(at)
        return tuple(np.array(rows, dtype=np.int64) for rows in groups.values())


def each_alone(values: Matrix, groups: tuple[Rows, ...] | list[Counts], change: Callable[[Matrix], Matrix]) -> Matrix:
    """A function on the rows (the last axis) applied to each group of rows by itself; other rows are NaN."""
    return each_group(values, groups, lambda some, _: change(some))


def each_run(values: Matrix, groups: tuple[Rows, ...], change: Callable[[Matrix], Matrix]) -> Matrix:
    """A function of one run, rows × columns, applied to each group of rows of every run by itself."""
    runs = values.reshape(-1, *values.shape[-2:])
    changed = [each_alone(run, groups, lambda some: change(some.T).T) for run in runs]
    return np.asarray(changed).reshape(values.shape)


def each_group(
    values: Matrix, groups: tuple[Rows, ...] | list[Counts], change: Callable[[Matrix, Rows], Matrix]
) -> Matrix:
    """As `each_alone`; the function also gets the rows."""
    if len(groups) == 1 and isinstance(groups[0], slice):
        return change(values, groups[0])
    result = np.full(values.shape, np.nan)
    for rows in groups:
        result[..., rows] = change(values[..., rows], rows)
    return result
