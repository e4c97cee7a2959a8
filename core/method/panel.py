"""A panel is a wide frame with one row for each unit and period: its columns `unit`, `period`, groups, indicators.

A step works *across* years (all rows together, so that scores compare over time) or *within* years (each period by
itself, so that only ranks do). A missing figure is null.
"""

from collections.abc import Mapping, Sequence
from typing import Literal, TypeAlias, TypeVar

import polars as pl

from core.method.errors import MethodError
from core.workbook.period import period

Years: TypeAlias = Literal["across", "within"]
Impossible: TypeAlias = Literal["stop", "missing"]
SettingValue: TypeAlias = float | str | bool | None

Choice = TypeVar("Choice", bound=str)

KEYS = ("unit", "period")
FEW_ROWS = 500


def check_panel(frame: pl.DataFrame, indicators: Sequence[str]) -> None:
    """Raise MethodError where a column is missing, doubled or not of numbers, or a unit comes twice in one period."""
    kinds = dict(frame.schema)
    for code in (*KEYS, *indicators):
        if code not in kinds:
            raise MethodError(f"There is no column {code}: give the frame one, or leave {code} out.", indicator=code)
    if len(set(indicators)) < len(indicators):
        twice = next(code for at, code in enumerate(indicators) if code in indicators[:at])
        raise MethodError(f"Indicator {twice} is named twice: name it once.", indicator=twice)
    for code in indicators:
        if code in KEYS or not (kinds[code].is_numeric() or kinds[code] == pl.Null):
            raise MethodError(f"Column {code} holds no numbers: leave it out of the indicators.", indicator=code)
    _check_rows(frame.select(KEYS))


def _check_rows(keys: pl.DataFrame) -> None:
    """Raise MethodError where a unit comes twice in one period; Python's own set is the faster for few rows."""
    doubled = keys.is_duplicated() if keys.height > FEW_ROWS else None
    if doubled is not None and not doubled.any():
        return
    seen = set()
    for row in keys.iter_rows() if doubled is None else keys.filter(doubled).iter_rows():
        if row in seen:
            unit, when = map(str, row)
            raise MethodError(f"Unit {unit} comes twice in {when}: keep one row.", unit=unit, period=when)
        seen.add(row)


def cell_error(frame: pl.DataFrame, row: int, indicator: str, trouble: str) -> MethodError:
    """The error whose sentence is `UNIT INDICATOR PERIOD trouble`."""
    unit, when = _key(frame, row)
    return MethodError(f"{unit} {indicator} {when} {trouble}", unit=unit, indicator=indicator, period=when)


def over(values: pl.Expr, years: Years, *more: str) -> pl.Expr:
    """The expression on all rows together, or on each period (and each of the further groups) by itself."""
    groups = (*more, *(("period",) if years == "within" else ()))
    return values.over(groups) if groups else values


def choice_of(
    how: str, settings: Mapping[str, SettingValue], own: Mapping[str, SettingValue]
) -> dict[str, SettingValue]:
    """`how` and the settings of one column or node: those of all, under its own; with another `how` only its own."""
    return {"how": how, **(settings if own.get("how", how) == how else {}), **own}


def one_of(family: Mapping[Choice, object], text: str, what: str = "choice") -> Choice:
    """The choice of this name in a family. Raises MethodError, listing the others, where there is none."""
    for choice in family:
        if choice == text:
            return choice
    raise MethodError(f"There is no {what} {text}: choose one of {', '.join(family)}.")


def times(frame: pl.DataFrame) -> pl.Series:
    """The periods as years: numbers as they are, texts such as `2016-2020` or `2025-H1` by when they end."""
    periods = frame["period"]
    if periods.dtype.is_numeric():
        return periods.cast(pl.Float64)
    ends = {text: period(text).end for text in periods.unique().cast(pl.String)}
    return periods.cast(pl.String).replace_strict(ends, return_dtype=pl.Float64)


def _key(frame: pl.DataFrame, row: int) -> tuple[str, str]:
    return str(frame["unit"][row]), str(frame["period"][row])
