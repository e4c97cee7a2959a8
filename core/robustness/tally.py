"""The number of runs with each rank of each unit, and of those in which it stands above each other unit."""

from dataclasses import dataclass

import numpy as np
import polars as pl

from core.method.matrix import Counts, Matrix, slices
from core.method.rank import ranked
from core.robustness.rank_counts import HIGH, LOW, RankCounts

BATCH_CELLS = 1 << 20
MOST_PAIRED = 500
"""Beyond so many units their pairs are not counted."""
OF_SCORED = (
    "median", "low", "high", "mean_rank", "median_7", "low_7", "high_7", "same", "first", "mean", "sd",
)  # fmt: skip
"""Columns that are null for a unit without a score in any run."""
MOST_KEPT, KEPT_CELLS = 1024, 1 << 24
"""The first runs' scores are kept for the intervals of scores: at most so many runs, and so many scores in all."""


@dataclass
class Tally:
    """The counts of one period: how often each unit had each rank, and stood above each other unit.

    `ranks` counts them for each unit. `above` is units × units where there
    are at most 500 of them; `next_above` counts for each unit the runs in which it stood above the one that follows
    it nominally. `paired` and `next_paired` count the runs in which both of the two had a score. `score` are the
    nominal scores; `sums` has for each unit the sums of the differences from them, and of their squares; `kept` has
    the scores of the first runs, batch by batch.
    """

    units: list[str]
    nominal: Counts
    ranks: RankCounts
    above: Counts | None
    next_above: Counts
    paired: Counts | None
    next_paired: Counts
    score: Matrix
    sums: Matrix
    kept: list[Matrix]

    @classmethod
    def of(cls, units: list[str], scores: Matrix) -> "Tally":
        """Empty counts; `scores` are those of the method itself."""
        n = len(units)
        paired = np.zeros((n, n), dtype=np.int64) if n <= MOST_PAIRED else None
        return cls(
            units,
            ranked(scores[None, :])[0],
            RankCounts(n),
            paired,
            np.zeros(n, np.int64),
            None if paired is None else paired.copy(),
            np.zeros(n, np.int64),
            scores,
            np.zeros((2, n)),
            [np.zeros((0, n))],
        )

    def take(self, scores: Matrix, placed: Counts) -> None:
        """Count a batch: scores and ranks, 0 for none (runs × units)."""
        self._keep(scores)
        self.ranks.take(placed)
        differences = np.nan_to_num(scores - self.score)
        self.sums += np.stack([differences.sum(axis=0), (differences**2).sum(axis=0)])
        present = (placed > 0).astype(np.float64)
        places = np.where(placed > 0, placed, np.nan)
        if self.above is not None and self.paired is not None:
            self.paired += (present.T @ present).astype(np.int64)
            for some in slices(len(scores), len(self.units) ** 2, BATCH_CELLS):
                self.above += (places[some, :, None] < places[some, None, :]).sum(axis=0)
        order = self.order
        self.next_above[order[:-1]] += (places[:, order[:-1]] < places[:, order[1:]]).sum(axis=0)
        self.next_paired[order[:-1]] += (present[:, order[:-1]] * present[:, order[1:]]).sum(axis=0).astype(np.int64)

    def _keep(self, scores: Matrix) -> None:
        most = min(MOST_KEPT, KEPT_CELLS // len(self.units))
        self.kept.append(scores[: max(most - sum(map(len, self.kept)), 0)].copy())

    @property
    def first_scores(self) -> Matrix:
        """The scores of the first runs: runs × units."""
        return np.concatenate(self.kept)

    @property
    def order(self) -> Counts:
        """The units by nominal rank, those without one last."""
        return np.argsort(np.where(self.nominal > 0, self.nominal, np.inf), kind="stable")

    def frame(self, runs: int) -> pl.DataFrame:
        """A row for each unit, by nominal rank.

        Columns unit and nominal; median, low and high (5 and 95 % of the runs with a score: the least rank that so many
        runs do not exceed); mean_rank, median_7, low_7 and high_7 (as COINr has them, between two ranks: quantiles of
        type 7 of Hyndman and Fan 1996); same (the share with the nominal rank), first (rank 1), above_next (above the
        unit that follows, of the runs in which both have a score; null for the last), scored (having a score, of all
        runs); and the nominal score, the mean and the standard deviation of the scores.
        """
        ranks = self.ranks.table(self.nominal)
        total = ranks["total"]
        following = self.next_above / np.maximum(self.next_paired, 1)
        middle_off = self.sums[0] / np.maximum(total, 1)
        order = self.order
        score_low, score_high = quantiles(self.first_scores)
        table = pl.DataFrame(
            {
                "unit": self.units,
                "nominal": self.nominal,
                **{name: ranks[name] for name in OF_SCORED if name in ranks},
                "above_next": following,
                "scored": total / runs,
                "score": self.score,
                "score_low": score_low,
                "score_high": score_high,
                "mean": self.score + middle_off,
                "sd": np.sqrt(np.maximum(self.sums[1] / np.maximum(total, 1) - middle_off**2, 0)),
            }
        )
        has_score = pl.Series(total > 0)
        table = table.with_columns(
            pl.when(has_score).then(pl.col(*OF_SCORED).fill_nan(None)),
            pl.col("score", "score_low", "score_high").fill_nan(None),
            nominal=pl.when(pl.col("nominal") > 0).then("nominal"),
            above_next=pl.when(pl.int_range(pl.len()) != int(order[-1])).then("above_next"),
        )
        return table[order]

    @property
    def above_shares(self) -> Matrix | None:
        """Units × units: the share of the runs with both scores in which the row stands above the column."""
        return None if self.above is None or self.paired is None else self.above / np.maximum(self.paired, 1)

    def pairs(self) -> pl.DataFrame:
        """Columns unit, other, share as in `above_shares`; empty beyond 500 units."""
        shares = self.above_shares
        if shares is None:
            return pl.DataFrame(schema={"unit": pl.String, "other": pl.String, "share": pl.Float64})
        n = len(self.units)
        return pl.DataFrame(
            {"unit": np.repeat(self.units, n), "other": np.tile(self.units, n), "share": shares.ravel()}
        ).filter(pl.col("unit") != pl.col("other"))

    def chances(self) -> pl.DataFrame:
        """The probability of each rank: columns unit, rank, share (of the unit's runs with a score), without zeros."""
        place, units = np.argsort(self.order), np.array(self.units, dtype=object)
        tables = [pl.DataFrame(schema={"unit": pl.String, "rank": pl.Int64, "share": pl.Float64, "order": pl.Int64})]
        for some, counts in self.ranks.parts():
            known = counts[:, 1:]
            shares = known / np.maximum(known.sum(axis=1), 1)[:, None]
            rows, ranks = np.nonzero(shares)
            columns = {"unit": units[some][rows].tolist(), "rank": ranks + 1, "share": shares[rows, ranks]}
            tables.append(pl.DataFrame({**columns, "order": place[some][rows]}, schema=tables[0].schema))
        return pl.concat(tables).sort("order", "rank").drop("order")


def quantiles(values: Matrix) -> tuple[Matrix, Matrix]:
    """5 and 95 % of each column, gaps left out; NaN where there is nothing else."""
    result = np.full((2, values.shape[1]), np.nan)
    known = ~np.isnan(values).all(axis=0)
    if known.any():
        result[:, known] = np.nanquantile(values[:, known], (LOW, HIGH), axis=0)
    return result[0], result[1]
