"""Ranks under thousands of runs: they are counted batch by batch, so that memory does not grow with the runs."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TypeAlias

import numpy as np
import polars as pl

from core.method.matrix import Counts, Matrix, Rows, rows_by_period, slices
from core.method.rank import ranked
from core.robustness.model import UncertaintyModel
from core.robustness.moves import moves_of
from core.robustness.points import sobol_points
from core.robustness.tally import BATCH_CELLS, Tally

MOST_AT_ONCE = 256
WHOLE_AT_ONCE = 8
"""Runs of one batch; fewer where each computes the whole method again, so that results appear early."""


@dataclass(frozen=True)
class Batch:
    """Successive runs: the number of the first one, and their count."""

    first: int
    count: int


@dataclass(frozen=True)
class Done:
    """A batch's scores (runs × rows), for each period its ranks (runs × units), and why runs of it failed."""

    scores: Matrix
    placed: tuple[Counts, ...]
    reasons: tuple[str, ...] = ()


Each: TypeAlias = Callable[[Callable[[Batch], Done], Iterable[Batch]], Iterable[Done]]
"""A function that does the work on every batch, with results in order: `map`, or one that uses several cores."""


class Study:
    """The runs of a model, counted batch by batch; the counts do not depend on the batches."""

    def __init__(self, chain: UncertaintyModel, seed: int = 1, design: Matrix | None = None) -> None:
        """A study of the points of the seed, or of a design (runs × dimensions), which sets the number of runs."""
        self.design = design
        self.reasons: Counter[str] = Counter()
        self.chain = chain
        self.seed = seed
        self.runs = 0
        self.shift = 0.0
        frame = chain.frame
        nominal = chain.nominal()
        self._rows = rows_by_period(frame)
        units = frame["unit"].cast(pl.String).to_list()
        periods = frame["period"].cast(pl.String).to_list()
        self.tallies: dict[str, Tally] = {}
        for rows in self._rows:
            places = np.arange(frame.height)[rows]
            self.tallies[periods[places[0]]] = Tally.of([units[at] for at in places], nominal[rows])
        self.moves = moves_of(self.tallies)

    def advance(self, runs: int, each: Each = map) -> Iterator[int]:
        """Do this many more runs, batch by batch, and yield the number of all runs after each."""
        most = WHOLE_AT_ONCE if self.chain.is_whole else MOST_AT_ONCE
        parts = slices(runs, max(self.chain.frame.height, BATCH_CELLS // most), BATCH_CELLS)
        batches = [Batch(self.runs + part.start, part.stop - part.start) for part in parts]
        work = partial(_run, self.chain.alone, self.seed, self.design, tuple(self._rows))
        for batch, done in zip(batches, each(work, batches), strict=True):
            self._count_batch(done)
            self.runs += batch.count
            yield self.runs

    def frame(self) -> pl.DataFrame:
        """The table of `Tally.frame` for every period, with the period before it."""
        tables = (
            tally.frame(self.runs).insert_column(0, pl.lit(at).alias("period")) for at, tally in self.tallies.items()
        )
        return pl.concat(tables)

    @property
    def mean_shift(self) -> float:
        """The mean distance of a unit from its nominal rank over units, periods and runs. (COINr)"""
        return self.shift / self.runs if self.runs else 0.0

    def _count_batch(self, done: Done) -> None:
        scores = {at: done.scores[:, rows] for at, rows in zip(self.tallies, self._rows, strict=True)}
        placed = dict(zip(self.tallies, done.placed, strict=True))
        for at, tally in self.tallies.items():
            tally.take(scores[at], placed[at])
        nominal = {at: tally.nominal for at, tally in self.tallies.items()}
        self.reasons.update(done.reasons)
        self.shift += float(sum(rank_shifts(placed, nominal)))
        for move in self.moves:
            move.take(placed[move.first], placed[move.last], scores[move.first], scores[move.last])


def _run(chain: UncertaintyModel, seed: int, design: Matrix | None, periods: Sequence[Rows], batch: Batch) -> Done:
    if design is None:
        points = sobol_points(chain.dimensions, batch.count, seed, batch.first)
    else:
        points = design[batch.first : batch.first + batch.count]
    evaluated = chain.evaluated(points)
    placed = tuple(ranked(evaluated.scores[:, rows]) for rows in periods)
    return Done(evaluated.scores, placed, tuple(evaluated.reasons.values()))


def rank_shifts(placed: dict[str, Counts], nominal: dict[str, Counts]) -> Matrix:
    """For each run the mean of |rank - nominal rank| over the units of all periods that have both."""
    moved = [np.where((placed[at] > 0) & (nominal[at] > 0), np.abs(placed[at] - nominal[at]), -1) for at in placed]
    distances = np.concatenate(moved, axis=1)
    known = distances >= 0
    shifts: Matrix = np.where(known, distances, 0).sum(axis=1) / np.maximum(known.sum(axis=1), 1)
    return shifts
