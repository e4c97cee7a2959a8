"""Imputation from several columns at once: from the unit's other figures, or from the units most like it."""

from typing import Annotated, Literal

import numpy as np

from core.method import along
from core.method.errors import MethodError
from core.method.forms import WHOLE_FROM_1
from core.method.matrix import Matrix
from core.method.panel import Years
from core.method.row_keys import RowKeys, each_alone, each_run
from core.method.setting import Setting


def row_mean(
    values: Matrix,
    keys: RowKeys,
    directions: Matrix,
    years: Years = "across",
    middle: Literal["mean", "median"] = "mean",
) -> Matrix:
    """A unit's gap takes the place that the unit has, on average, on the other indicators given (of one element).

    Each indicator is turned by its direction and scaled to 0-1, across years or within each; the mean (median) of
    the row's own scaled values is scaled back. A row without any keeps its gaps. (COINr, Impute by row)
    """
    turns = directions[:, None]
    return each_alone(values * turns, keys.together(years), lambda some: _at_middle_place(some, middle)) * turns


def row_median(values: Matrix, keys: RowKeys, directions: Matrix, years: Years = "across") -> Matrix:
    """As `row_mean`, by the median of the row. (COINr, Impute by row)"""
    return row_mean(values, keys, directions, years, "median")


def nearest(
    values: Matrix,
    keys: RowKeys,
    directions: Matrix,  # noqa: ARG001 a distance has none; all functions of this family are given them
    years: Years = "across",
    count: Annotated[int, Setting("how many nearest units a gap is filled from", WHOLE_FROM_1, word="neighbours")] = 5,
) -> Matrix:
    """A gap takes the mean of the `count` nearest rows that have the figure; ties in distance all count.

    Distance: root mean squared difference of the 0-1 scaled indicators that both rows have. Across years a neighbour
    may be of any year, the unit's own others included; within years it is of the same. (Troyanskaya et al. 2001)
    """
    if count < 1:
        raise MethodError("{count} neighbours cannot fill a gap: ask for 1 or more.", count=count)
    return each_run(values, keys.together(years), lambda some: _from_neighbours(some, count))


def _at_middle_place(values: Matrix, middle: Literal["mean", "median"]) -> Matrix:
    """Columns × rows, in any number of runs, each gap filled with the middle position of its row."""
    low, span = _low_and_span(values)
    scaled = np.swapaxes((values - low) / span, -1, -2)
    place = (along.mean if middle == "mean" else along.median)(scaled)
    return np.where(np.isnan(values), np.swapaxes(place, -1, -2) * span + low, values)


def _low_and_span(values: Matrix) -> tuple[Matrix, Matrix]:
    """The minimum of columns × rows, and how far the maximum is from it: 1 for a constant."""
    low = along.least(values)
    span = along.most(values) - low
    return low, np.where(span > 0, span, 1)


def _from_neighbours(values: Matrix, count: int) -> Matrix:
    """Rows × columns with their gaps filled."""
    low, span = _low_and_span(values.T)
    scaled = (values - low.T) / span.T
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
