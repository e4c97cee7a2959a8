"""Gaps are filled, and every filled cell is known as such: its status is I."""

from collections.abc import Callable, Mapping, Sequence
from typing import Literal, TypeAlias

import polars as pl

from core.method import fill, neighbours
from core.method.errors import MethodError
from core.method.panel import KEYS, SettingValue, Years, check_panel, one_of, times

Imputation: TypeAlias = Literal[
    "mean",
    "median",
    "group_mean",
    "group_median",
    "row_mean",
    "row_median",
    "nearest",
    "latest",
    "constant",
    "linear",
    "linear_constant",
]

BY_COLUMN: dict[Imputation, Callable[..., pl.Expr]] = {
    "mean": fill.mean,
    "median": fill.median,
    "group_mean": fill.group_mean,
    "group_median": fill.group_median,
}
BY_ROW: dict[Imputation, Callable[..., pl.DataFrame]] = {
    "row_mean": neighbours.row_mean,
    "row_median": neighbours.row_median,
    "nearest": neighbours.nearest,
}
BY_UNIT: dict[Imputation, Callable[..., pl.Expr]] = {
    "latest": fill.latest,
    "constant": fill.constant,
    "linear": fill.linear,
    "linear_constant": fill.linear_constant,
}
IMPUTATIONS: dict[Imputation, Callable[..., pl.Expr] | Callable[..., pl.DataFrame]] = {
    **BY_COLUMN,
    **BY_ROW,
    **BY_UNIT,
}


def imputed(
    frame: pl.DataFrame,
    indicators: Sequence[str],
    how: Imputation = "mean",
    *,
    years: Years = "across",
    directions: Mapping[str, int] | None = None,
    **settings: SettingValue,
) -> pl.DataFrame:
    """The panel with gaps filled as far as the choice goes; known figures are never changed.

    Column choices and neighbours work across years (default) or within each; the four that follow one unit over time
    use the periods themselves, in any row order. Column choices and panel choices fill each indicator by itself; the
    row choices fill from the other `indicators` given, so give them those of one element.
    """
    check_panel(frame, indicators)
    codes, how = list(indicators), one_of(IMPUTATIONS, how, "imputation")
    if how in BY_ROW:
        return BY_ROW[how](frame, codes, directions or {}, years, **settings)
    values = pl.col(codes).cast(pl.Float64)
    if how in BY_COLUMN:
        _check_group(frame, str(settings.get("group", fill.GROUP)), how)
        return frame.with_columns(BY_COLUMN[how](values, years, **settings))
    dated = frame.with_columns(times(frame).alias(fill.TIME))
    return dated.with_columns(BY_UNIT[how](values, **settings)).drop(fill.TIME)


def _check_group(frame: pl.DataFrame, group: str, how: str) -> None:
    if "group" in how and group not in frame.columns:
        texts = [name for name, kind in frame.schema.items() if kind == pl.String and name not in KEYS]
        known = ", ".join(texts) or "another imputation"
        raise MethodError(f"There is no grouping {group}: give units a group in it, or use {known}.")


def imputed_in_turn(
    frame: pl.DataFrame,
    indicators: Sequence[str],
    steps: Sequence[Mapping[str, SettingValue]],
    *,
    years: Years = "across",
    directions: Mapping[str, int] | None = None,
) -> pl.DataFrame:
    """The panel filled by one imputation after another: `[{"how": "linear", "reach": 3}, {"how": "mean"}]`."""
    for step in steps:
        own = {name: value for name, value in step.items() if name != "how"}
        choice = one_of(IMPUTATIONS, str(step.get("how", "mean")))
        frame = imputed(frame, indicators, choice, years=years, directions=directions, **own)
    return frame


def imputed_cells(before: pl.DataFrame, after: pl.DataFrame, indicators: Sequence[str]) -> pl.DataFrame:
    """Each cell that imputation filled, to be marked I: unit, period, indicator, value. Rows as in both panels."""
    filled = [
        after.select(*KEYS, indicator=pl.lit(code), value=pl.col(code).cast(pl.Float64)).filter(
            before[code].is_null() & after[code].is_not_null()
        )
        for code in indicators
        if before[code].null_count()
    ]
    kinds = {**{key: after.schema[key] for key in KEYS}, "indicator": pl.String(), "value": pl.Float64()}
    return pl.concat([pl.DataFrame(schema=kinds), *filled])
