"""What a gap is filled with: each function takes an expression and gives it back with fewer nulls."""

from typing import Annotated, TypeAlias

import polars as pl

from core.method.forms import FROM_0, TEXT
from core.method.panel import Years, over
from core.method.setting import Setting

TIME = "years of the panel"
GROUP = "group"
Grouping: TypeAlias = Annotated[
    str, Setting("the grouping whose groups are looked at, by its name in the workbook", TEXT)
]
Reach: TypeAlias = Annotated[
    float | None, Setting("how many years a figure may be away from the gap that it fills", FROM_0, empty="any")
]


def mean(values: pl.Expr, years: Years = "across") -> pl.Expr:
    """Gaps take the indicator's mean, over all years or its own. (Handbook, ch. 3; COINr, i_mean)"""
    return values.fill_null(over(values.mean(), years))


def median(values: pl.Expr, years: Years = "across") -> pl.Expr:
    """Gaps take the indicator's median, over all years or its own. (COINr, i_median)"""
    return values.fill_null(over(values.median(), years))


def group_mean(values: pl.Expr, years: Years = "across", group: Grouping = GROUP) -> pl.Expr:
    """Gaps take the mean of the unit's group, named by its column; a unit without group keeps its gap. (i_mean_grp)"""
    return values.fill_null(pl.when(pl.col(group).is_not_null()).then(over(values.mean(), years, group)))


def group_median(values: pl.Expr, years: Years = "across", group: Grouping = GROUP) -> pl.Expr:
    """Gaps take the median of the unit's group; a unit without group keeps its gap. (i_median_grp)"""
    return values.fill_null(pl.when(pl.col(group).is_not_null()).then(over(values.median(), years, group)))


def latest(values: pl.Expr, reach: Reach = None) -> pl.Expr:
    """Gaps take the unit's last earlier value, at most `reach` years old; never a later one.

    Rows may stand in any order: COINr's impute_panel puts values beside the wrong units where they are not sorted.
    Its `max_time` counts points of the panel, this counts years.
    """
    return values.fill_null(_carried(values, reach, back=False))


def constant(values: pl.Expr, reach: Reach = None) -> pl.Expr:
    """Gaps take the unit's last earlier value, those before the first value take that. (COINr, impute_panel)"""
    return values.fill_null(_carried(values, reach, back=False)).fill_null(_carried(values, reach, back=True))


def linear(values: pl.Expr, reach: Reach = None) -> pl.Expr:
    """Straight line between the unit's values, by years; outside them, and with one value only, the gap stays.

    `reach` is how far, in years, both ends may be. COINr's `linear` also goes on flat outside: that is
    `linear_constant` here. (OECD/JRC Handbook, ch. 3)
    """
    line = values.interpolate_by(TIME).over("unit")
    return values.fill_null(line if reach is None else pl.when(_nearest_two(values) <= reach).then(line))


def linear_constant(values: pl.Expr, reach: Reach = None) -> pl.Expr:
    """Straight line inside, the nearest value outside; one value serves for all years. (COINr, linear-constant)"""
    return constant(linear(values, reach), reach)


def _carried(values: pl.Expr, reach: float | None, *, back: bool) -> pl.Expr:
    when = pl.when(values.is_not_null()).then(pl.col(TIME))
    fill, since = (
        (values.backward_fill(), when.backward_fill()) if back else (values.forward_fill(), when.forward_fill())
    )
    if reach is None:
        return fill.over("unit", order_by=TIME)
    return pl.when((pl.col(TIME) - since).abs() <= reach).then(fill).over("unit", order_by=TIME)


def _nearest_two(values: pl.Expr) -> pl.Expr:
    when = pl.when(values.is_not_null()).then(pl.col(TIME))
    before, after = pl.col(TIME) - when.forward_fill(), when.backward_fill() - pl.col(TIME)
    further = pl.when(before > after).then(before).otherwise(after)  # of several columns each its own
    return further.over("unit", order_by=TIME)
