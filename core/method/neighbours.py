"""Gaps filled from the unit's other figures, or from the units most like it: these look at several columns at once."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Literal

import numpy as np
import polars as pl

from core.method.errors import MethodError
from core.method.forms import WHOLE_FROM_1
from core.method.matrix import Matrix, frame_of, matrix, rows_by_period
from core.method.panel import Years
from core.method.setting import Setting


def row_mean(
    frame: pl.DataFrame,
    indicators: Sequence[str],
    directions: Mapping[str, int],
    years: Years = "across",
    middle: Literal["mean", "median"] = "mean",
) -> pl.DataFrame:
    """A unit's gap takes the place that the unit has, on average, on the other indicators given (of one element).

    Each indicator is turned by its direction and scaled to 0-1, across years or within each; the mean (median) of
    the row's own scaled values is scaled back. A row without any keeps its gaps. (COINr, Impute by row)
    """
    turns = np.array([directions.get(code) or 1 for code in indicators], dtype=float)
    values = matrix(frame, indicators) * turns
    filled = values.copy()
    for rows in rows_by_period(frame) if years == "within" else [slice(None)]:
        filled[rows] = _placed(values[rows], middle)
    return frame.with_columns(frame_of(filled * turns, indicators))


def row_median(
    frame: pl.DataFrame, indicators: Sequence[str], directions: Mapping[str, int], years: Years = "across"
) -> pl.DataFrame:
    """As `row_mean`, by the median of the row. (COINr, Impute by row)"""
    return row_mean(frame, indicators, directions, years, "median")


def nearest(
    frame: pl.DataFrame,
    indicators: Sequence[str],
    directions: Mapping[str, int],  # noqa: ARG001 a distance has none; all functions of this family are given them
    years: Years = "across",
    count: Annotated[int, Setting("how many nearest units a gap is filled from", WHOLE_FROM_1)] = 5,
) -> pl.DataFrame:
    """A gap takes the mean of the `count` nearest rows that have the figure; ties in distance all count.

    Distance: root mean squared difference of the 0-1 scaled indicators that both rows have. Across years a neighbour
    may be of any year, the unit's own others included; within years it is of the same. (Troyanskaya et al. 2001)
    """
    if count < 1:
        raise MethodError(f"{count} neighbours cannot fill a gap: ask for 1 or more.")
    values = matrix(frame, indicators)
    filled = values.copy()
    for rows in rows_by_period(frame) if years == "within" else [slice(None)]:
        filled[rows] = _from_neighbours(values[rows], int(count))
    return frame.with_columns(frame_of(filled, indicators))


def _scaled(values: Matrix) -> tuple[Matrix, Matrix, Matrix]:
    known = ~np.isnan(values)
    low = np.where(known, values, np.inf).min(axis=0)
    span = np.where(known, values, -np.inf).max(axis=0) - low
    low, span = np.where(np.isfinite(low), low, 0), np.where(span > 0, span, 1)
    return (values - low) / span, low, span


def _placed(values: Matrix, middle: Literal["mean", "median"]) -> Matrix:
    scaled, low, span = _scaled(values)
    unknown = np.isnan(values)
    place = np.full(len(values), np.nan)
    some = ~unknown.all(axis=1)
    place[some] = (np.nanmean if middle == "mean" else np.nanmedian)(scaled[some], axis=1)
    known_columns = ~unknown.all(axis=0)
    return np.where(unknown & known_columns, place[:, None] * span + low, values)


def _from_neighbours(values: Matrix, count: int) -> Matrix:
    scaled, _, _ = _scaled(values)
    known = ~np.isnan(values)
    filled = values.copy()
    for row in np.flatnonzero(~known.all(axis=1)):
        shared = known & known[row]
        gaps = np.where(shared, scaled - scaled[row], 0)
        among = shared.sum(axis=1)
        distance = np.where(among > 0, np.sqrt((gaps**2).sum(axis=1) / np.maximum(among, 1)), np.inf)
        for column in np.flatnonzero(~known[row]):
            having = np.flatnonzero(known[:, column] & np.isfinite(distance))
            if len(having):
                furthest = np.sort(distance[having])[:count][-1]
                filled[row, column] = values[having[distance[having] <= furthest], column].mean()
    return filled
