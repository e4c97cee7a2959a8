"""The number of runs with each rank of each unit: the ranks themselves for few runs, counts for many."""

from collections.abc import Callable, Iterator

import numpy as np

from core.method.matrix import Counts, Matrix, slices

AT_ONCE = 1 << 22
LOW, HIGH = 0.05, 0.95
Table = dict[str, Matrix | Counts]


class RankCounts:
    """The ranks of each unit in all runs so far, in at most units × (units + 1) numbers."""

    def __init__(self, units: int) -> None:
        self._units = units
        self._few: list[Counts] = []
        self._counts: Counts | None = None

    def take(self, placed: Counts) -> None:
        """Count a batch: runs × units, 0 for no rank."""
        if self._counts is None:
            self._few.append(placed.astype(np.int32))
            if sum(map(len, self._few)) > self._units:
                counts = [of.astype(np.int32) for _, of in self.parts()]
                self._counts, self._few = np.concatenate(counts), []
        else:
            units = np.arange(self._units)
            for row in placed:
                self._counts[units, row] += 1

    def table(self, nominal: Counts) -> Table:
        """Statistics of the ranks of each unit, as in `Tally.frame`; `total` is the number of runs with a rank."""
        if self._counts is None:
            return _of_ranks(np.concatenate([np.zeros((0, self._units), np.int32), *self._few]), nominal)
        parts = [_of_counts(counts[:, 1:], nominal[some]) for some, counts in self.parts()]
        return {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}

    def parts(self) -> Iterator[tuple[slice, Counts]]:
        """Groups of units: their positions, and units × (units + 1) counts, the first of runs without a rank."""
        wide = self._units + 1
        for some in slices(self._units, wide, AT_ONCE):
            if self._counts is not None:
                yield some, self._counts[some]
                continue
            counts = np.zeros((len(range(self._units)[some]), wide), np.int64)
            for placed in self._few:
                places = placed[:, some] + wide * np.arange(len(counts))
                counts += np.bincount(places.ravel(), minlength=counts.size).reshape(counts.shape)
            yield some, counts


def _of_ranks(placed: Counts, nominal: Counts) -> Table:
    """From ranks of runs × units, 0 for none: order statistics of the ranks."""
    units = np.arange(placed.shape[1])
    none = (placed == 0).sum(axis=0)
    total = len(placed) - none
    ordered = np.concatenate([np.sort(placed, axis=0), np.ones((1, len(units)), np.int32)])
    several = np.maximum(total, 1)
    return {
        **_order_statistics(lambda number: ordered[none + number, units], total),
        "mean_rank": placed.sum(axis=0) / several,
        "same": (placed == np.maximum(nominal, 1)).sum(axis=0) / several,
        "first": (placed == 1).sum(axis=0) / several,
    }


def _of_counts(known: Counts, nominal: Counts) -> Table:
    """From counts of units × ranks."""
    total = known.sum(axis=1)
    running = np.cumsum(known, axis=1)
    shares = known / np.maximum(total, 1)[:, None]
    return {
        **_order_statistics(lambda number: 1 + (running <= number[:, None]).sum(axis=1), total),
        "mean_rank": shares @ np.arange(1, known.shape[1] + 1),
        "same": shares[np.arange(len(nominal)), np.maximum(nominal - 1, 0)],
        "first": shares[:, 0],
    }


def _order_statistics(at: Callable[[Counts], Counts], total: Counts) -> Table:
    """Quantiles of ranks by the function from a place, 0 for the lowest rank of each unit, to the rank there.

    Those of type 7 lie at the place (n - 1) p, on a straight line between two ranks.
    """
    table: Table = {"total": total}
    for name, share in (("median", 0.5), ("low", LOW), ("high", HIGH)):
        table[name] = at(np.ceil(share * total).astype(np.int64) - 1)
        place = np.maximum(total - 1, 0) * share
        below = np.floor(place).astype(np.int64)
        first, second = at(below), at(np.minimum(below + 1, total - 1))
        table[f"{name}_7"] = np.asarray(first + (place - below) * (second - first), dtype=float)
    return table
