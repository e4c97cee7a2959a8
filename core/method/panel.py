"""A panel has one row for each unit and period: as a wide frame with its columns, or as numbers that steps compute on.

A step works *across* years (all rows together, so that scores compare over time) or *within* years (each period by
itself, so that only ranks do). A missing figure is null in a frame and NaN among the numbers.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, TypeAlias, TypeVar, cast

import numpy as np
import polars as pl

from core.method.errors import MethodError
from core.method.matrix import Matrix, Rows, slices
from core.method.row_keys import EVERY_ROW, KEYS, RowKeys
from core.words import gettext, in_words

__all__ = ["KEYS"]
Years: TypeAlias = Literal["across", "within"]
Impossible: TypeAlias = Literal["stop", "missing"]
SettingValue: TypeAlias = float | str | bool | None
AT_ONCE = 1 << 17
"""How many numbers stay in the processor's cache."""

Choice = TypeVar("Choice", bound=str)


@dataclass(frozen=True, eq=False)
class Panel:
    """The numbers of a panel: columns × rows, or runs × columns × rows where there are many runs of the same rows.

    `codes` names the columns of numbers, `names` the order of all columns in the frame. Every step is a function of
    such numbers, whose last axis is the rows, so that one run, each year by itself and a thousand runs are the same
    code; plain arrays take a tenth of the time of expressions on a frame of few rows.
    """

    keys: RowKeys
    codes: tuple[str, ...]
    values: Matrix
    names: tuple[str, ...]

    @classmethod
    def of(cls, frame: pl.DataFrame, codes: Sequence[str]) -> "Panel":
        """The panel of a frame. Raises MethodError as `check_panel` does."""
        _check_columns(frame, codes)
        numbers = frame.select(codes)
        if any(kind != pl.Float64 for kind in numbers.dtypes):
            numbers = numbers.cast(pl.Float64)
        values = numbers.to_numpy(order="fortran").T
        keys = RowKeys(frame.drop(codes))
        keys.check()
        return cls(keys, tuple(codes), values, tuple(frame.columns))

    @cached_property
    def place(self) -> dict[str, int]:
        """The position of the column of each code."""
        return {code: at for at, code in enumerate(self.codes)}

    @cached_property
    def frame(self) -> pl.DataFrame:
        """The wide frame of a panel with one run."""
        columns = {code: pl.Series(code, self.values[at], nan_to_null=True) for code, at in self.place.items()}
        known = self.keys.frame
        return pl.DataFrame([columns[name] if name in columns else known[name] for name in self.names])

    @property
    def runs(self) -> int | None:
        """The number of runs; null for a panel without runs."""
        return len(self.values) if self.values.ndim > 2 else None  # noqa: PLR2004 - runs × columns × rows

    def part(self, codes: Sequence[str]) -> Matrix:
        """The numbers of some columns: (runs ×) columns × rows. Raises MethodError where a column does not exist."""
        if tuple(codes) == self.codes:
            return self.values
        places = self._places(codes)
        if places and places == list(range(places[0], places[0] + len(places))):
            return self.values[..., places[0] : places[0] + len(places), :]
        return self.values[..., places, :]

    def with_part(self, codes: Sequence[str], part: Matrix) -> "Panel":
        """The panel with other numbers in some columns, also in new ones."""
        new = tuple(code for code in codes if code not in self.place)
        if tuple(codes) == self.codes:
            return Panel(self.keys, self.codes, part, self.names)
        room = np.full((*part.shape[:-2], len(new), part.shape[-1]), np.nan)
        base = np.broadcast_to(self.values, (*part.shape[:-2], *self.values.shape[-2:]))
        panel = Panel(self.keys, (*self.codes, *new), np.concatenate([base, room], axis=-2), (*self.names, *new))
        panel.values[..., panel._places(codes), :] = part
        return panel

    def without(self, codes: Sequence[str]) -> "Panel":
        """The panel without some columns."""
        removed = set(codes)
        if removed.isdisjoint(self.names):
            return self
        remaining = tuple(code for code in self.codes if code not in removed)
        keys = RowKeys(self.keys.frame.drop(removed, strict=False))
        return Panel(keys, remaining, self.part(remaining), tuple(name for name in self.names if name not in removed))

    def only(self, rows: Rows) -> "Panel":
        """The panel with some of the rows."""
        if isinstance(rows, slice) and rows == EVERY_ROW:
            return self
        return Panel(self.keys.only(rows), self.codes, self.values[..., rows], self.names)

    def of_run(self, run: int) -> "Panel":
        """One of the runs."""
        return self if self.runs is None else Panel(self.keys, self.codes, self.values[run], self.names)

    def cell_error(self, row: int, indicator: str, trouble: str, **values: object) -> MethodError:
        """The error whose sentence is `UNIT INDICATOR PERIOD trouble`, a text with values in its places."""
        return cell_error(self.keys.frame, row, indicator, trouble, **values)

    def _places(self, codes: Sequence[str]) -> list[int]:
        for code in codes:
            if code not in self.place:
                raise _no_column(code)
        return [self.place[code] for code in codes]


def in_parts(values: Matrix, change: Callable[[Matrix], Matrix]) -> Matrix:
    """A function applied to as many columns (runs × columns × rows) at a time as stay in the processor's cache."""
    result = np.empty(values.shape)
    for some in slices(values.shape[-2], values[..., :1, :].size, AT_ONCE):
        result[..., some, :] = change(values[..., some, :])
    return result


def has_gap(values: Matrix) -> bool:
    """Whether a number is missing; the sums show it faster than a test of each number."""
    return bool(np.isnan(values.sum(axis=-1)).any())


Scores: TypeAlias = pl.DataFrame | Panel
"""A panel as a frame, or as the numbers that steps compute on."""
Table = TypeVar("Table", bound=Scores)


def panel_of(scores: Scores, codes: Sequence[str]) -> Panel:
    """The panel of a frame with these columns, or the panel that it is."""
    return scores if isinstance(scores, Panel) else Panel.of(scores, codes)


def as_given(table: Table, panel: Panel, codes: Sequence[str]) -> Table:
    """A panel that was made of some columns of a table: in a frame these columns are replaced."""
    return cast("Table", panel if isinstance(table, Panel) else table.with_columns(panel.frame.select(codes)))


def check_panel(frame: pl.DataFrame, indicators: Sequence[str]) -> None:
    """Raise MethodError where a column is missing, doubled or not of numbers, or a unit comes twice in one period."""
    _check_columns(frame, indicators)
    RowKeys(frame.select(KEYS)).check()


def _check_columns(frame: pl.DataFrame, indicators: Sequence[str]) -> None:
    kinds = dict(frame.schema)
    for code in (*KEYS, *indicators):
        if code not in kinds:
            raise _no_column(code)
    if len(set(indicators)) < len(indicators):
        twice = next(code for at, code in enumerate(indicators) if code in indicators[:at])
        raise MethodError("Indicator {twice} is named twice: name it once.", twice=twice, indicator=twice)
    for code in indicators:
        if code in KEYS or not (kinds[code].is_numeric() or kinds[code] == pl.Null):
            raise MethodError(
                "Column {code} holds no numbers: leave it out of the indicators.", code=code, indicator=code
            )


def cell_error(frame: pl.DataFrame, row: int, indicator: str, trouble: str, **values: object) -> MethodError:
    """The error whose sentence is `UNIT INDICATOR PERIOD trouble`, a text with values in its places."""
    return MethodError(
        "{unit} {indicator} {period} {trouble}",
        unit=frame["unit"][row],
        indicator=indicator,
        period=frame["period"][row],
        trouble=gettext(trouble, **values),
    )


def over(values: pl.Expr, years: Years, *more: str) -> pl.Expr:
    """The expression on all rows together, or on each period (and each of the further groups) by itself."""
    groups = (*more, *(("period",) if years == "within" else ()))
    return values.over(groups) if groups else values


def choice_of(
    how: str, settings: Mapping[str, SettingValue], own: Mapping[str, SettingValue]
) -> dict[str, SettingValue]:
    """`how` and the settings of one column or node: its own over the general ones; with another `how` only its own."""
    return {"how": how, **(settings if own.get("how", how) == how else {}), **own}


def one_of(family: Mapping[Choice, object], text: str, what: str = "choice") -> Choice:
    """The choice of this name in a family. Raises MethodError, listing the others, where there is none."""
    for choice in family:
        if choice == text:
            return choice
    raise MethodError(
        "There is no {what} {text}: choose one of {family}.", what=what, text=text, family=in_words(family)
    )


def _no_column(code: str) -> MethodError:
    return MethodError("There is no column {code}: give the frame one, or leave {code} out.", code=code, indicator=code)
