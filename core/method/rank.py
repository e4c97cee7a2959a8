"""Ranks: 1 is best, ties share the lowest number, a missing score has no rank."""

from collections.abc import Sequence
from typing import Literal, TypeAlias

import polars as pl

from core.method.panel import Years, check_panel, over

Ranking: TypeAlias = Literal["overall", "in groups"]
RANKINGS: dict[Ranking, str] = {
    "overall": "among all units of the year (within) or of all years (across)",
    "in groups": "the same, in each group by itself; a unit without group has no rank",
}


def ranks(
    frame: pl.DataFrame, columns: Sequence[str], *, years: Years = "within", group: str | None = None
) -> pl.DataFrame:
    """The panel with the scores of the columns replaced by their ranks, within each year (default) or across.

    With a group column, in each group by itself; a unit without group has no rank. (COINr, get_results)
    """
    check_panel(frame, columns)
    placed = over(pl.col(columns).rank("min", descending=True), years, *(() if group is None else (group,)))
    return frame.with_columns(placed if group is None else pl.when(pl.col(group).is_not_null()).then(placed))


def rank_changes(frame: pl.DataFrame, other: pl.DataFrame, columns: Sequence[str]) -> pl.DataFrame:
    """Places gained from the first frame's ranks to the other's: unit, period and a signed number a column.

    Rows are matched by unit and period; those of one frame only are left out.
    """
    both = frame.select("unit", "period", *columns).join(other, on=["unit", "period"], maintain_order="left")
    return both.select(
        "unit", "period", *(pl.col(code).cast(pl.Int64) - pl.col(f"{code}_right").cast(pl.Int64) for code in columns)
    )
