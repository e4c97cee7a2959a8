"""The points of a study as a table, so that a study can be repeated exactly, and points from elsewhere can be run."""

from collections.abc import Sequence

import numpy as np
import polars as pl

from core.method.errors import MethodError
from core.method.matrix import Matrix, rows_by_period
from core.method.panel import KEYS
from core.method.rank import ranked
from core.robustness.choices import FigureNoise, WeightNoise, WeightSets
from core.robustness.model import UncertaintyModel
from core.words import gettext, in_words

RUN = "run"
RUNS = {
    RUN: pl.Int64,
    "period": pl.String,
    "unit": pl.String,
    "score": pl.Float64,
    "rank": pl.Int64,
    "reason": pl.String,
}


def varied(chain: UncertaintyModel) -> tuple[str, ...]:
    """The input of each column of a point: the choice, and the code or figure where it has several."""
    names: list[str] = []
    keys = chain.scored.raw.select(pl.col(KEYS).cast(pl.String)).rows()
    for choice in chain.choices:
        if isinstance(choice, WeightNoise):
            names += [f"{choice.name} {code}" for code in chain.variation.noised(choice)]
        elif isinstance(choice, WeightSets):
            names += [choice.name, *([f"{choice.name} between"] if choice.between else [])]
        elif isinstance(choice, FigureNoise):
            spots = zip(chain.variation.spread.rows, chain.variation.spread.columns, strict=True)
            names += [f"{choice.name} {keys[row][0]} {code} {keys[row][1]}" for row, code in spots]
        else:
            names.append(choice.name)
    return tuple(names)


def design_table(chain: UncertaintyModel, points: Matrix) -> pl.DataFrame:
    """The points of runs: the number of each from 1, and for all that varies a number from 0 to 1."""
    columns = {name: points[:, at] for at, name in enumerate(varied(chain))}
    return pl.DataFrame({RUN: np.arange(1, len(points) + 1), **columns})


def points_of(chain: UncertaintyModel, header: Sequence[str], rows: Sequence[Sequence[str]]) -> Matrix:
    """The points in a table of texts, in any order of its columns; the column `run` is ignored.

    Raises MethodError where a column is missing, doubled or unknown, or a cell is not a number from 0 to 1.
    """
    columns = varied(chain)
    names = [name for name in header if name != RUN]
    odd = (
        [name for name in columns if name not in names]
        or [name for name in names if name not in columns]
        or [name for at, name in enumerate(names) if name in names[:at]]
    )
    if odd:
        raise MethodError(
            "The design {known} the column {odd}: its columns are {wanted} …",
            known=gettext("lacks") if odd[0] not in names else gettext("repeats or does not need"),
            odd=odd[0],
            wanted=in_words(columns[:4]),
        )
    if not rows:
        raise MethodError("The design has no run: add a row of numbers from 0 to 1 for each.")
    place = [header.index(name) for name in columns]
    points = np.empty((len(rows), len(columns)))
    for number, row in enumerate(rows):
        if len(row) > len(header):
            raise MethodError("Run {row} of the design has more cells than there are columns.", row=number + 1)
        for at, column in enumerate(place):
            points[number, at] = _number(row[column] if column < len(row) else "", number + 1, columns[at])
    return points


def runs_table(chain: UncertaintyModel, points: Matrix) -> pl.DataFrame:
    """Every run by itself: columns run, period, unit, score, rank, and the reason where it cannot be computed."""
    evaluated = chain.evaluated(points)
    placed = np.zeros(evaluated.scores.shape, np.int64)
    for rows in rows_by_period(chain.frame):
        placed[:, rows] = ranked(evaluated.scores[:, rows])
    keys = chain.frame.select(pl.col(KEYS).cast(pl.String))
    height, runs = chain.frame.height, len(points)
    table = pl.DataFrame(
        {
            RUN: np.repeat(np.arange(1, runs + 1), height),
            "period": keys["period"].to_list() * runs,
            "unit": keys["unit"].to_list() * runs,
            "score": pl.Series(evaluated.scores.ravel(), nan_to_null=True),
            "rank": placed.ravel(),
            "reason": [evaluated.reasons.get(run) for run in range(runs) for _ in range(height)],
        },
        schema=RUNS,
    )
    return table.with_columns(rank=pl.when(pl.col("rank") > 0).then("rank"))


def _number(text: str, row: int, column: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if not 0 <= value <= 1:
        raise MethodError(
            "Run {row} of the design has “{text}” for {column}: write a number from 0 to 1.",
            row=row,
            text=text,
            column=column,
        )
    return value
