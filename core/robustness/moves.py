"""Places gained from one period to the next, run by run."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import polars as pl
from numpy.typing import NDArray

from core.method.matrix import Counts, Matrix
from core.robustness.rank_counts import HIGH, LOW
from core.robustness.tally import Tally, quantiles


@dataclass
class Moves:
    """Places gained from one period to the next: units × (2 n + 1), the middle column for none.

    `here` and `there` are the positions of the units in both periods, `sums` (3 × units) the number of runs with a
    score in both, and the sums of the change of the score and of its square.
    """

    first: str
    last: str
    units: list[str]
    here: Counts
    there: Counts
    counts: NDArray[np.int32]
    sums: Matrix
    before: Tally
    after: Tally

    def take(self, before: Counts, after: Counts, was_scored: Matrix, is_scored: Matrix) -> None:
        """Count a batch of ranks and scores (runs × units of each period); runs without one of them do not count."""
        was, now = before[:, self.here], after[:, self.there]
        middle = self.counts.shape[1] // 2
        units = np.broadcast_to(np.arange(len(self.units)), was.shape)
        known = (was > 0) & (now > 0)
        np.add.at(self.counts, (units[known], (was - now)[known] + middle), 1)
        moved = np.where(known, is_scored[:, self.there] - was_scored[:, self.here], 0)
        self.sums += np.stack([known.sum(axis=0), moved.sum(axis=0), (moved**2).sum(axis=0)])

    def frame(self) -> pl.DataFrame:
        """Columns unit, from, to; median, low, high (5 and 95 %) of the places gained; rose (share of runs).

        Then the change of the score: its mean and standard deviation, and 5 and 95 % of it over the first runs.
        """
        total = self.counts.sum(axis=1)
        running = np.cumsum(self.counts, axis=1)
        middle = self.counts.shape[1] // 2
        low, median, high = ((running < share * total[:, None]).sum(axis=1) - middle for share in (LOW, 0.5, HIGH))
        rose = self.counts[:, middle + 1 :].sum(axis=1) / np.maximum(total, 1)
        names = {"from": [self.first] * len(self.units), "to": [self.last] * len(self.units)}
        counted = np.maximum(self.sums[0], 1)
        change = self.sums[1] / counted
        low_change, high_change = quantiles(
            self.after.first_scores[:, self.there] - self.before.first_scores[:, self.here]
        )
        table = pl.DataFrame(
            {
                "unit": self.units,
                **names,
                "median": median,
                "low": low,
                "high": high,
                "rose": rose,
                "change": change,
                "change_low": low_change,
                "change_high": high_change,
                "change_sd": np.sqrt(np.maximum(self.sums[2] / counted - change**2, 0)),
            }
        )
        return table.filter(pl.Series(total > 0))


def moves_of(tallies: Mapping[str, Tally]) -> list[Moves]:
    """Empty counts for every period and the one that follows."""
    result = []
    for first, last in pairwise(tallies):
        first_units, last_units = tallies[first].units, tallies[last].units
        among = set(last_units)
        common = [unit for unit in first_units if unit in among]
        size = 2 * max(len(first_units), len(last_units)) + 1
        before, after = (_places(units, common) for units in (first_units, last_units))
        counts = np.zeros((len(common), size), np.int32)
        result.append(
            Moves(first, last, common, before, after, counts, np.zeros((3, len(common))), tallies[first], tallies[last])
        )
    return result


def _places(units: list[str], names: list[str]) -> Counts:
    place = {unit: at for at, unit in enumerate(units)}
    return np.array([place[unit] for unit in names], dtype=np.int64)
