"""The results of a study so far, which can be shown while it runs."""

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from core.method.matrix import Matrix
from core.robustness.study import Study

Interval = tuple[int, int]


@dataclass(frozen=True, eq=False)
class Outcome:
    """The results of a number of runs of a study of one node.

    `tables` has for each period the table of `Tally.frame`, `moves` that of `Moves.frame` for each two successive ones.
    `chances` and `above` (units × units, as in `units`) are shares of the runs with a score, only for few units.
    """

    node: str
    names: tuple[str, ...]
    seed: int
    runs: int
    mean_shift: float
    tables: Mapping[str, pl.DataFrame]
    moves: tuple[pl.DataFrame, ...]
    chances: Mapping[str, pl.DataFrame]
    above: Mapping[str, Matrix]
    units: Mapping[str, tuple[str, ...]]
    reasons: tuple[tuple[str, int], ...] = ()
    """The reasons why runs could not be computed, the most frequent first, with the numbers of runs."""

    def intervals(self, period: str) -> dict[str, Interval]:
        """The rank from 5 to 95 % of each unit that has one."""
        table = self.tables.get(period)
        rows = table.select("unit", "low", "high").drop_nulls().iter_rows() if table is not None else ()
        return {unit: (low, high) for unit, low, high in rows}


def outcome(study: Study) -> Outcome:
    """The present state of a study, which may continue."""
    runs = max(study.runs, 1)
    few = {at: shares for at, tally in study.tallies.items() if (shares := tally.above_shares) is not None}
    return Outcome(
        study.chain.node,
        tuple(study.chain.variation.groups),
        study.seed,
        study.runs,
        study.mean_shift,
        {at: tally.frame(runs) for at, tally in study.tallies.items()},
        tuple(move.frame() for move in study.moves),
        {at: study.tallies[at].chances() for at in few},
        few,
        {at: tuple(tally.units) for at, tally in study.tallies.items()},
        tuple(study.reasons.most_common()),
    )
