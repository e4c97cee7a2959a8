"""Imputation column by column: each function takes numbers along their rows and returns them with fewer gaps."""

from collections.abc import Callable
from typing import Annotated, TypeAlias

import numpy as np

from core.method import along
from core.method.forms import FROM_0, TEXT
from core.method.matrix import Matrix
from core.method.panel import Years
from core.method.row_keys import RowKeys, each_alone
from core.method.setting import Setting

GROUP = "group"
Grouping: TypeAlias = Annotated[str, Setting("the name of the grouping in the workbook", TEXT, word="grouping")]
Reach: TypeAlias = Annotated[
    float | None,
    Setting("how many years a figure may be away from the gap that it fills", FROM_0, word="max. gap", empty="any"),
]


def mean(values: Matrix, keys: RowKeys, years: Years = "across") -> Matrix:
    """Gaps take the indicator's mean, over all years or its own. (Handbook, ch. 3; COINr, i_mean)"""
    return _filled(values, each_alone(values, keys.together(years), _everywhere(along.mean)))


def median(values: Matrix, keys: RowKeys, years: Years = "across") -> Matrix:
    """Gaps take the indicator's median, over all years or its own. (COINr, i_median)"""
    return _filled(values, each_alone(values, keys.together(years), _everywhere(along.median)))


def group_mean(values: Matrix, keys: RowKeys, years: Years = "across", group: Grouping = GROUP) -> Matrix:
    """Gaps take the mean of the unit's group, named by its column; a unit without group keeps its gap. (i_mean_grp)"""
    return _filled(values, each_alone(values, keys.in_groups(group, years), _everywhere(along.mean)))


def group_median(values: Matrix, keys: RowKeys, years: Years = "across", group: Grouping = GROUP) -> Matrix:
    """Gaps take the median of the unit's group; a unit without group keeps its gap. (i_median_grp)"""
    return _filled(values, each_alone(values, keys.in_groups(group, years), _everywhere(along.median)))


def latest(values: Matrix, keys: RowKeys, reach: Reach = None) -> Matrix:
    """Gaps take the unit's last earlier value, at most `reach` years old; never a later one.

    Rows may stand in any order: COINr's impute_panel puts values beside the wrong units where they are not sorted.
    Its `max_time` counts points of the panel, this counts years.
    """
    return _filled(values, _carried(values, keys, reach, back=False))


def constant(values: Matrix, keys: RowKeys, reach: Reach = None) -> Matrix:
    """Gaps take the unit's last earlier value, those before the first value take that. (COINr, impute_panel)"""
    ahead, back = (_carried(values, keys, reach, back=way) for way in (False, True))
    return _filled(_filled(values, ahead), back)


def linear(values: Matrix, keys: RowKeys, reach: Reach = None) -> Matrix:
    """Straight line between the unit's values, by years; outside them, and with one value only, the gap stays.

    `reach` is how far, in years, both ends may be. COINr's `linear` also goes on flat outside: that is
    `linear_constant` here. (OECD/JRC Handbook, ch. 3)
    """
    (low, before), (high, after) = (_neighbour(values, keys, back=way) for way in (False, True))
    with np.errstate(invalid="ignore", divide="ignore"):
        line = low + (high - low) / (after - before) * (keys.times - before)
    if reach is not None:
        line = np.where(np.maximum(keys.times - before, after - keys.times) <= reach, line, np.nan)
    return _filled(values, line)


def linear_constant(values: Matrix, keys: RowKeys, reach: Reach = None) -> Matrix:
    """Straight line inside, the nearest value outside; one value serves for all years. (COINr, linear-constant)"""
    return constant(linear(values, keys, reach), keys, reach)


def _filled(values: Matrix, fill: Matrix) -> Matrix:
    return np.where(np.isnan(values), fill, values)


def _everywhere(middle: Callable[[Matrix], Matrix]) -> Callable[[Matrix], Matrix]:
    """The middle of the rows, for each of them."""
    return lambda values: np.broadcast_to(middle(values), values.shape)


def _carried(values: Matrix, keys: RowKeys, reach: float | None, *, back: bool) -> Matrix:
    fill, when = _neighbour(values, keys, back=back)
    return fill if reach is None else np.where(np.abs(keys.times - when) <= reach, fill, np.nan)


def _neighbour(values: Matrix, keys: RowKeys, *, back: bool) -> tuple[Matrix, Matrix]:
    """The last known value of the row's unit up to its time (with `back` the next one), and its time; else NaN."""
    order, unit = (rows[::-1] if back else rows for rows in keys.in_time)
    starts = np.maximum.accumulate(np.where(np.diff(unit, prepend=-1) != 0, np.arange(len(unit)), 0))
    known = ~np.isnan(values[..., order])
    last = np.maximum.accumulate(np.where(known, np.arange(len(order)), -1), axis=-1)
    is_known, last = last >= starts, np.maximum(last, 0)
    values_of, when = np.full(values.shape, np.nan), np.full(values.shape, np.nan)
    values_of[..., order] = np.where(is_known, np.take_along_axis(values[..., order], last, axis=-1), np.nan)
    when[..., order] = np.where(is_known, keys.times[order][last], np.nan)
    return values_of, when
