"""The profile of one unit: its scores and ranks, strengths and weaknesses, and how it differs from another unit."""

from collections.abc import Mapping, Sequence
from typing import Literal, TypeAlias

import polars as pl

from core.method.errors import MethodError
from core.method.panel import check_panel
from core.method.rank import rank_of

Side: TypeAlias = Literal["strengths", "weaknesses"]
Period: TypeAlias = str | float


def profile(
    frame: pl.DataFrame,
    columns: Sequence[str],
    unit: str,
    period: Period,
    *,
    directions: Mapping[str, int] | None = None,
) -> pl.DataFrame:
    """A row for each column: code, value, rank (1 best), of, worst_rank, at_worst, best, median.

    Within the period; `of` units have a value, `at_worst` of them share the worst rank. Rank and best follow the
    direction (1 where not given), so that raw indicators and scores may stand together. Raises MethodError where the
    unit has no row. (COINr, get_unit_summary)
    """
    check_panel(frame, columns)
    year = frame.filter(pl.col("period").cast(pl.String) == str(period))
    own = year["unit"].cast(pl.String).index_of(unit)
    if own is None:
        raise MethodError("{unit} has no row in {period}: name another unit or period.", unit=unit, period=period)
    turned = [code for code, direction in (directions or {}).items() if direction < 0]
    rows = [_row(year[code], own, less_is_better=code in turned) for code in columns]
    return pl.DataFrame(rows, schema=_SCHEMA, orient="row")


_SCHEMA = {
    "code": pl.String,
    "value": pl.Float64,
    "rank": pl.Int64,
    "of": pl.Int64,
    "worst_rank": pl.Int64,
    "at_worst": pl.Int64,
    "best": pl.Float64,
    "median": pl.Float64,
}


def extremes(
    profiled: pl.DataFrame, side: Side, count: int = 5, *, keep_last_place: bool = True, any_half: bool = False
) -> pl.DataFrame:
    """The rows of a `profile` that are its strengths (best ranks) or weaknesses (worst ranks), by rank.

    Strengths are ranks in the upper half of the units with a value, weaknesses ranks in the lower half; the middle rank
    is neither. With `any_half` the best and the worst ranks count wherever they stand, as in COINr.
    Rows that tie with the last of `count` are included. An indicator on which several units share the worst place is
    left out. COINr also leaves out an indicator on which the unit alone is last, such as the public debt of Japan in
    2018, and cuts ties by the order of columns; `keep_last_place=False` does the first of the two. (COINr,
    get_str_weak)
    """
    last = (pl.col("at_worst") == 1) if keep_last_place else pl.lit(value=False)
    fit = profiled.drop_nulls("rank").filter((pl.col("rank") < pl.col("worst_rank")) | last)
    if not any_half:
        middle = (pl.col("of") + 1) / 2
        fit = fit.filter(pl.col("rank") < middle if side == "strengths" else pl.col("rank") > middle)
    if side == "strengths":
        return fit.filter(pl.col("rank") <= pl.col("rank").bottom_k(count).max()).sort("rank", maintain_order=True)
    return fit.filter(pl.col("rank") >= pl.col("rank").top_k(count).min()).sort("rank", maintain_order=True)


def differences(frame: pl.DataFrame, columns: Sequence[str], first: str, second: str, period: Period) -> pl.DataFrame:
    """Two units in one period: code, first, second and difference (second less first) of each column."""
    profiles = [profile(frame, columns, unit, period) for unit in (first, second)]
    return pl.DataFrame({"code": columns, "first": profiles[0]["value"], "second": profiles[1]["value"]}).with_columns(
        difference=pl.col("second") - pl.col("first")
    )


def _row(values: pl.Series, own: int, *, less_is_better: bool) -> tuple[object, ...]:
    ranks = pl.select(rank_of(pl.lit(-values if less_is_better else values))).to_series()
    worst = ranks.max()
    best = values.min() if less_is_better else values.max()
    at_worst = 0 if worst is None else (ranks == worst).sum()
    return (values.name, values[own], ranks[own], values.count(), worst, at_worst, best, values.median())
