"""What a point within the unit cube stands for: factors of weights, a set, choices of steps, factors of figures."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import polars as pl

from core.method.matrix import Matrix
from core.method.panel import KEYS
from core.method.run import Scored
from core.method.tree import Tree
from core.robustness.choices import (
    Alternatives,
    Choice,
    FigureNoise,
    LeaveOut,
    WeightNoise,
    WeightSets,
    Within,
    chosen,
    figure_factors,
    weight_factors,
    within,
)
from core.robustness.scores import Mixture
from core.workbook.status import WORST_LAST


@dataclass(frozen=True)
class Spread:
    """The figures that are spread: row and column of each, per cent of one standard deviation, whether only upwards."""

    rows: tuple[int, ...]
    columns: tuple[str, ...]
    per_cent: tuple[float, ...]
    upwards: tuple[bool, ...]


@dataclass(frozen=True)
class Drawn:
    """Runs: factors of weights (runs × codes), for each run the picks of steps, other sets, factors of figures."""

    factors: Matrix
    combinations: list[tuple[float, ...]]
    mixture: Mixture | None
    noise: Matrix | None

    def only(self, rows: Sequence[int]) -> "Drawn":
        """Weights of some of the runs."""
        mixture = self.mixture.only(rows) if self.mixture else None
        return Drawn(self.factors[list(rows)], [], mixture, None)


class Known(Protocol):
    """What is known of a chain."""

    @property
    def spread(self) -> Spread:
        """The figures that are spread."""
        ...

    @property
    def trees(self) -> tuple[Tree, ...]:
        """The tree of each other set of weights."""
        ...

    def noised(self, one: WeightNoise) -> list[str]:
        """The codes whose weights a noise is on."""
        ...


def drawn(
    choices: Sequence[Choice], groups: Mapping[str, range], points: Matrix, codes: Sequence[str], known: Known
) -> Drawn:
    """What points (runs × dimensions) stand for; `groups` has each choice's columns, `codes` the order of factors."""
    factors = np.ones((len(points), len(codes)))
    place = {code: at for at, code in enumerate(codes)}
    picks: list[Sequence[float]] = []
    noise, mixture = None, None
    for one, columns in zip(choices, groups.values(), strict=True):
        mine = points[:, columns.start : columns.stop]
        match one:
            case WeightNoise():
                factors[:, [place[code] for code in known.noised(one)]] *= weight_factors(mine, one.spread)
            case WeightSets():
                mixture = _mixture(one, mine, known.trees)
            case Alternatives():
                picks.append(chosen(mine[:, 0], len(one.options) + 1))
            case Within():
                picks.append(within(mine[:, 0], one))
            case LeaveOut():
                for row, left in enumerate(chosen(mine[:, 0], len(one.codes) + 1)):
                    if left:
                        factors[row, place[one.codes[left - 1]]] = 0
            case FigureNoise():
                noise = figure_factors(mine, known.spread.per_cent, known.spread.upwards)
    combinations: list[tuple[float, ...]] = list(zip(*picks, strict=True)) if picks else [()] * len(points)
    return Drawn(factors, combinations, mixture, noise)


def spread_figures(scored: Scored, one: FigureNoise) -> Spread:
    """Every figure whose letter has a spread, or that is a bound, in the raw panel of a result."""
    start = scored.stages[0]
    keys = start.frame.select(pl.col(KEYS).cast(pl.String)).rows()
    widest = max(one.spreads.values(), default=0.0)
    found: list[tuple[int, str, float, bool]] = []
    for code in start.flags.columns:
        if code in KEYS:
            continue
        for row, letter in enumerate(start.flags[code]):
            over = (keys[row][0], code, keys[row][1]) in one.bounds
            per_cent = 0.0 if letter is None else one.spreads.get(WORST_LAST[letter], 0.0)
            if letter is not None and (per_cent or over):
                found.append((row, code, per_cent or widest, over))
    rows, columns, spreads, sides = zip(*found, strict=True) if found else ((), (), (), ())
    return Spread(rows, columns, spreads, sides)


def _mixture(one: WeightSets, points: Matrix, trees: tuple[Tree, ...]) -> Mixture:
    """Which set each run takes, and how much of it."""
    if one.between:
        return Mixture(trees, np.array(chosen(points[:, 0], len(trees))), points[:, 1])
    picks = np.array(chosen(points[:, 0], len(trees) + 1))
    return Mixture(trees, np.maximum(picks - 1, 0), (picks > 0).astype(float))
