"""The uncertain inputs of a result, and the values that a point within the unit cube stands for."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from core.method.matrix import Matrix
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
from core.robustness.figure_spread import Spread, spread_figures
from core.robustness.scores import Mixture


@dataclass(frozen=True)
class Drawn:
    """The inputs of runs: factors of weights (runs × codes), the picks of steps, other sets, factors of figures."""

    factors: Matrix
    combinations: list[tuple[float, ...]]
    mixture: Mixture | None
    noise: Matrix | None

    def only(self, rows: list[int]) -> "Drawn":
        """The inputs of some of the runs, for weights."""
        mixture = self.mixture.only(rows) if self.mixture else None
        return Drawn(self.factors[rows], [], mixture, None)


@dataclass(frozen=True)
class Variation:
    """The choices about a result, each with its columns of a point: one for each weight or figure, else one or two."""

    scored: Scored
    choices: tuple[Choice, ...]

    @property
    def codes(self) -> tuple[str, ...]:
        """All codes of the tree, in the order of factors."""
        return tuple(self.scored.tree.parents)

    @property
    def dimensions(self) -> int:
        """The number of columns of a point."""
        return sum(map(self._width, self.choices))

    @cached_property
    def groups(self) -> dict[str, range]:
        """The columns of a point that belong to each choice, by its name."""
        groups, at = {}, 0
        for choice in self.choices:
            groups[choice.name] = range(at, at + self._width(choice))
            at += self._width(choice)
        return groups

    @cached_property
    def spread(self) -> Spread:
        """The uncertain figures; null where figures do not vary."""
        noise = next((choice for choice in self.choices if isinstance(choice, FigureNoise)), None)
        return spread_figures(self.scored, noise) if noise else Spread()

    def noised(self, noise: WeightNoise) -> list[str]:
        """The codes whose weights have noise."""
        parents = self.scored.tree.parents
        return [code for code, parent in parents.items() if parent and (not noise.nodes or parent in noise.nodes)]

    def drawn(self, points: Matrix) -> Drawn:
        """The inputs at points (runs × dimensions)."""
        factors = np.ones((len(points), len(self.codes)))
        place = {code: at for at, code in enumerate(self.codes)}
        picks: list[list[int] | list[float]] = []
        noise, mixture = None, None
        for choice, columns in zip(self.choices, self.groups.values(), strict=True):
            inputs = points[:, columns.start : columns.stop]
            match choice:
                case WeightNoise():
                    factors[:, [place[code] for code in self.noised(choice)]] *= weight_factors(inputs, choice.spread)
                case WeightSets():
                    mixture = _mixture(choice, inputs, self._trees)
                case Alternatives():
                    picks.append(chosen(inputs[:, 0], len(choice.options) + 1))
                case Within():
                    picks.append(within(inputs[:, 0], choice))
                case LeaveOut():
                    for row, number in enumerate(chosen(inputs[:, 0], len(choice.codes) + 1)):
                        if number:
                            factors[row, place[choice.codes[number - 1]]] = 0
                case FigureNoise():
                    noise = figure_factors(inputs, self.spread.per_cent, self.spread.upwards)
        combinations: list[tuple[float, ...]] = list(zip(*picks, strict=True)) if picks else [()] * len(points)
        return Drawn(factors, combinations, mixture, noise)

    @cached_property
    def _trees(self) -> tuple[Tree, ...]:
        """The tree with the weights of each other set."""
        sets = next((choice.sets for choice in self.choices if isinstance(choice, WeightSets)), ())
        tree = self.scored.tree
        return tuple(
            tree.with_weights({code: weight for code, weight in weights.items() if code in tree.parents})
            for _, weights in sets
        )

    def _width(self, choice: Choice) -> int:
        if isinstance(choice, WeightNoise):
            return len(self.noised(choice))
        if isinstance(choice, WeightSets):
            return 1 + choice.between
        return len(self.spread.rows) if isinstance(choice, FigureNoise) else 1


def _mixture(sets: WeightSets, points: Matrix, trees: tuple[Tree, ...]) -> Mixture:
    """The set of each run, and its share."""
    if sets.between:
        return Mixture(trees, np.array(chosen(points[:, 0], len(trees))), points[:, 1])
    picks = np.array(chosen(points[:, 0], len(trees) + 1))
    return Mixture(trees, np.maximum(picks - 1, 0), (picks > 0).astype(float))
