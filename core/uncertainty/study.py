"""Ranks under thousands of runs: what is counted in passing, so that memory does not grow with their number."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import polars as pl
from numpy.typing import NDArray

from core.method.matrix import Matrix, rows_by_period
from core.uncertainty.chain import Chain
from core.uncertainty.points import sobol_points

Counts = NDArray[np.int64]
BATCH_CELLS = 1 << 20
MOST_PAIRED = 500
LOW, HIGH = 0.05, 0.95


@dataclass
class Tally:
    """The counts of one period: how often each unit had each rank, and stood above each other unit.

    `ranks` is units × (units + 1); its first column counts runs without a score. `above` is units × units where there
    are at most 500 of them; `next_above` counts for each unit the runs in which it stood above the one that follows
    it nominally. `score` are the nominal scores; `sums` has for each unit the sums of the differences from them, and of
    their squares.
    """

    units: list[str]
    nominal: NDArray[np.int64]
    ranks: Counts
    above: Counts | None
    next_above: Counts
    score: Matrix
    sums: Matrix

    @classmethod
    def of(cls, units: list[str], scores: Matrix) -> "Tally":
        """Nothing counted yet; `scores` are those of the method as it is."""
        n = len(units)
        paired = np.zeros((n, n), dtype=np.int64) if n <= MOST_PAIRED else None
        return cls(
            units,
            ranked(scores[None, :])[0],
            np.zeros((n, n + 1), np.int64),
            paired,
            np.zeros(n, np.int64),
            scores,
            np.zeros((2, n)),
        )

    def take(self, scores: Matrix) -> NDArray[np.int64]:
        """Count a batch (runs × units) and give its ranks, 0 for none."""
        placed = ranked(scores)
        units = np.arange(len(self.units))
        for row in placed:
            self.ranks[units, row] += 1
        apart = np.nan_to_num(scores - self.score)
        self.sums += np.stack([apart.sum(axis=0), (apart**2).sum(axis=0)])
        if self.above is not None:
            step = max(1, BATCH_CELLS // max(len(units) ** 2, 1))
            for start in range(0, len(scores), step):
                part = scores[start : start + step]
                self.above += (part[:, :, None] > part[:, None, :]).sum(axis=0)
        order = self.order
        self.next_above[order[:-1]] += (scores[:, order[:-1]] > scores[:, order[1:]]).sum(axis=0)
        return placed

    @property
    def order(self) -> NDArray[np.int64]:
        """The units by nominal rank, those without one last."""
        return np.argsort(np.where(self.nominal > 0, self.nominal, len(self.nominal) + 1), kind="stable")

    def frame(self, runs: int) -> pl.DataFrame:
        """A row for each unit, by nominal rank.

        Columns unit, nominal, median, low and high (5 and 95 % of the runs with a score), same (the share with the
        nominal rank), first (rank 1), above_next (above the unit that follows; null for the last), scored (having a
        score), and the nominal score, the mean and the standard deviation of the scores.
        """
        known = self.ranks[:, 1:]
        total = known.sum(axis=1)
        running = np.cumsum(known, axis=1)
        low, middle, high = (1 + (running < share * total[:, None]).sum(axis=1) for share in (LOW, 0.5, HIGH))
        shares = known / np.maximum(total, 1)[:, None]
        here = np.arange(len(self.units))
        following = self.next_above / runs
        middle_off = self.sums[0] / np.maximum(total, 1)
        order = self.order
        made = pl.DataFrame(
            {
                "unit": self.units,
                "nominal": self.nominal,
                "median": middle,
                "low": low,
                "high": high,
                "same": shares[here, np.maximum(self.nominal - 1, 0)],
                "first": shares[:, 0],
                "above_next": following,
                "scored": total / runs,
                "score": self.score,
                "mean": self.score + middle_off,
                "sd": np.sqrt(np.maximum(self.sums[1] / np.maximum(total, 1) - middle_off**2, 0)),
            }
        )
        given = pl.Series(total > 0)
        made = made.with_columns(
            pl.when(given).then(pl.col("median", "low", "high", "same", "first", "mean", "sd").fill_nan(None)),
            score=pl.col("score").fill_nan(None),
            nominal=pl.when(pl.col("nominal") > 0).then("nominal"),
            above_next=pl.when(pl.int_range(pl.len()) != int(order[-1])).then("above_next"),
        )
        return made[order]

    def pairs(self, runs: int) -> pl.DataFrame:
        """Columns unit, other, share of the runs in which the unit stands above the other; empty beyond 500 units."""
        if self.above is None:
            return pl.DataFrame(schema={"unit": pl.String, "other": pl.String, "share": pl.Float64})
        n = len(self.units)
        return pl.DataFrame(
            {
                "unit": np.repeat(self.units, n),
                "other": np.tile(self.units, n),
                "share": (self.above / runs).ravel(),
            }
        ).filter(pl.col("unit") != pl.col("other"))


@dataclass
class Moves:
    """Places gained from one period to the next: units × (2 n + 1), the middle column for none."""

    first: str
    last: str
    units: list[str]
    here: NDArray[np.int64]
    there: NDArray[np.int64]
    counts: Counts

    def take(self, before: NDArray[np.int64], after: NDArray[np.int64]) -> None:
        """Count a batch of ranks (runs × units of each period); runs without a rank on one side do not count."""
        was, now = before[:, self.here], after[:, self.there]
        middle = self.counts.shape[1] // 2
        units = np.broadcast_to(np.arange(len(self.units)), was.shape)
        known = (was > 0) & (now > 0)
        np.add.at(self.counts, (units[known], (was - now)[known] + middle), 1)

    def frame(self) -> pl.DataFrame:
        """Columns unit, from, to, median, low, high (5 and 95 %) of the places gained, rose (share of runs)."""
        total = self.counts.sum(axis=1)
        running = np.cumsum(self.counts, axis=1)
        middle = self.counts.shape[1] // 2
        low, median, high = ((running < share * total[:, None]).sum(axis=1) - middle for share in (LOW, 0.5, HIGH))
        rose = self.counts[:, middle + 1 :].sum(axis=1) / np.maximum(total, 1)
        names = {"from": [self.first] * len(self.units), "to": [self.last] * len(self.units)}
        made = pl.DataFrame({"unit": self.units, **names, "median": median, "low": low, "high": high, "rose": rose})
        return made.filter(pl.Series(total > 0))


class Study:
    """A chain's runs, counted as they come: the same counts after so many runs, in whatever batches they came."""

    def __init__(self, chain: Chain, seed: int = 1) -> None:
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
        self.moves = self._moves()

    def advance(self, runs: int) -> Iterator[int]:
        """Do so many more runs, batch by batch, saying each time how many are done in all."""
        goal = self.runs + runs
        step = max(1, min(256, BATCH_CELLS // max(self.chain.frame.height, 1)))
        while self.runs < goal:
            count = min(step, goal - self.runs)
            points = sobol_points(self.chain.dimensions, count, self.seed, self.runs)
            self._take(self.chain.scores(points))
            self.runs += count
            yield self.runs

    def frame(self) -> pl.DataFrame:
        """The table of `Tally.frame` for every period, with the period before it."""
        tables = (
            tally.frame(self.runs).insert_column(0, pl.lit(at).alias("period")) for at, tally in self.tallies.items()
        )
        return pl.concat(tables)

    @property
    def mean_shift(self) -> float:
        """How many places a unit is moved from its nominal rank, on average over units, periods and runs. (COINr)"""
        return self.shift / self.runs if self.runs else 0.0

    def _take(self, scores: Matrix) -> None:
        placed = {
            at: tally.take(scores[:, rows]) for (at, tally), rows in zip(self.tallies.items(), self._rows, strict=True)
        }
        nominal = {at: tally.nominal for at, tally in self.tallies.items()}
        self.shift += float(sum(rank_shifts(placed, nominal)))
        for move in self.moves:
            move.take(placed[move.first], placed[move.last])

    def _moves(self) -> list[Moves]:
        made = []
        periods = list(self.tallies)
        for first, last in pairwise(periods):
            here, there = self.tallies[first].units, self.tallies[last].units
            both = [unit for unit in here if unit in set(there)]
            size = 2 * max(len(here), len(there)) + 1
            before, after = (_places(units, both) for units in (here, there))
            made.append(Moves(first, last, both, before, after, np.zeros((len(both), size), np.int64)))
        return made


def _places(units: list[str], wanted: list[str]) -> NDArray[np.int64]:
    place = {unit: at for at, unit in enumerate(units)}
    return np.array([place[unit] for unit in wanted], dtype=np.int64)


def ranked(scores: Matrix) -> NDArray[np.int64]:
    """Runs × units: 1 the best, ties the lowest number, 0 where there is no score."""
    from scipy.stats import rankdata  # noqa: PLC0415 - it takes long to load

    missing = np.isnan(scores)
    placed = rankdata(np.where(missing, np.inf, -scores), method="min", axis=1).astype(np.int64)
    placed[missing] = 0
    return placed


def rank_shifts(placed: dict[str, NDArray[np.int64]], nominal: dict[str, NDArray[np.int64]]) -> Matrix:
    """For each run the mean of |rank - nominal rank| over the units of all periods that have both."""
    moved = [np.where((placed[at] > 0) & (nominal[at] > 0), np.abs(placed[at] - nominal[at]), -1) for at in placed]
    together = np.concatenate(moved, axis=1)
    known = together >= 0
    shifts: Matrix = np.where(known, together, 0).sum(axis=1) / np.maximum(known.sum(axis=1), 1)
    return shifts
