"""Imputation: gaps are filled, and every imputed cell gets the status I."""

from collections.abc import Callable, Mapping, Sequence
from typing import Literal, TypeAlias

import numpy as np
import polars as pl

from core.method import expectation, fill, neighbours
from core.method.errors import MethodError
from core.method.matrix import Matrix
from core.method.panel import KEYS, SettingValue, Table, Years, as_given, in_parts, one_of, panel_of
from core.method.row_keys import RowKeys
from core.words import gettext, in_words

Imputation: TypeAlias = Literal[
    "mean",
    "median",
    "group_mean",
    "group_median",
    "row_mean",
    "row_median",
    "nearest",
    "regression",
    "em",
    "latest",
    "constant",
    "linear",
    "linear_constant",
]

BY_COLUMN: dict[Imputation, Callable[..., Matrix]] = {
    "mean": fill.mean,
    "median": fill.median,
    "group_mean": fill.group_mean,
    "group_median": fill.group_median,
}
BY_ROW: dict[Imputation, Callable[..., Matrix]] = {
    "row_mean": neighbours.row_mean,
    "row_median": neighbours.row_median,
    "nearest": neighbours.nearest,
    "regression": expectation.regression,
    "em": expectation.em,
}
BY_UNIT: dict[Imputation, Callable[..., Matrix]] = {
    "latest": fill.latest,
    "constant": fill.constant,
    "linear": fill.linear,
    "linear_constant": fill.linear_constant,
}
IMPUTATIONS: dict[Imputation, Callable[..., Matrix]] = {
    **BY_COLUMN,
    **BY_ROW,
    **BY_UNIT,
}


def imputed(
    table: Table,
    indicators: Sequence[str],
    how: Imputation = "mean",
    *,
    years: Years = "across",
    directions: Mapping[str, int] | None = None,
    **settings: SettingValue,
) -> Table:
    """The panel, of one run or of many, with gaps filled as far as the choice goes; known figures never change.

    Column choices and neighbours work across years (default) or within each; the four that follow one unit over time
    use the periods themselves, in any row order. Column choices and panel choices fill each indicator by itself; the
    row choices fill from the other `indicators` given, so give them those of one element.
    """
    how = one_of(IMPUTATIONS, how, "imputation")
    panel = panel_of(table, indicators)
    values = panel.part(indicators)
    if how in BY_ROW:
        turns = np.array([(directions or {}).get(code) or 1 for code in indicators], dtype=float)
        filled = IMPUTATIONS[how](values, panel.keys, turns, years, **settings)
        return as_given(table, panel.with_part(indicators, filled), indicators)
    if how in BY_COLUMN:
        _check_group(panel.keys, str(settings.get("group", fill.GROUP)), how)
        settings = {"years": years, **settings}
    holed = np.flatnonzero(np.isnan(values).any(axis=(*range(values.ndim - 2), -1))).tolist()
    if not holed:
        return table
    filled = in_parts(values[..., holed, :], lambda part: IMPUTATIONS[how](part, panel.keys, **settings))
    return as_given(table, panel.with_part([indicators[at] for at in holed], filled), indicators)


def _check_group(keys: RowKeys, group: str, how: str) -> None:
    if "group" in how and group not in keys.frame.columns:
        texts = [name for name, kind in keys.frame.schema.items() if kind == pl.String and name not in KEYS]
        known = in_words(texts) or gettext("another imputation")
        raise MethodError(
            "There is no grouping {group}: give units a group in it, or use {known}.", group=group, known=known
        )


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
