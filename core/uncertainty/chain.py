"""A method whose choices may be otherwise: from quasi-random points to the scores of a node, run by run."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import TypeAlias

import numpy as np
import polars as pl

from core.method.document import Document, settings_text
from core.method.errors import MethodError
from core.method.matrix import Matrix
from core.method.panel import KEYS
from core.method.run import Scored, run
from core.method.settings import in_force
from core.status import WORST_LAST
from core.uncertainty.choices import (
    Alternatives,
    Choice,
    FigureNoise,
    LeaveOut,
    WeightNoise,
    chosen,
    figure_factors,
    weight_factors,
)
from core.uncertainty.scores import Block, blocks_of, node_scores

Combination: TypeAlias = tuple[int, ...]
MOST_DIMENSIONS = 10_000


@dataclass
class Chain:
    """A result, the node that is looked at, and what may be otherwise.

    Each choice has some of the columns of a point within the unit cube: one for each weight or figure, one for a step
    or an indicator. Steps before the weights are taken once for each combination of steps; only spread figures need
    the whole method in every run.
    """

    scored: Scored
    node: str
    choices: tuple[Choice, ...]
    newest: pl.DataFrame | None = None
    _prepared: dict[Combination, tuple[Block, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Raise MethodError where the method, the node or a choice does not fit, or there is nothing to vary."""
        steps = self.scored.document.steps
        if not steps or steps[-1].kind != "aggregate":
            raise MethodError("The method does not end with an aggregation: add one as its last step.")
        if self.node not in self.scored.tree.children:
            raise MethodError(f"{self.node} is no node of the tree: use one of {', '.join(self.scored.tree.nodes)}.")
        if not self.choices:
            raise MethodError("Nothing may be otherwise: name weights, a step, indicators or figures.")
        numbers = [step.number for step in steps]
        for one in self.choices:
            if isinstance(one, Alternatives) and one.step not in numbers:
                raise MethodError(f"There is no step {one.step}: use one of {', '.join(map(str, numbers))}.")
        if not 0 < self.dimensions <= MOST_DIMENSIONS:
            raise MethodError(f"{self.dimensions} numbers may be otherwise: leave it at 1 to {MOST_DIMENSIONS}.")

    @property
    def codes(self) -> tuple[str, ...]:
        """All codes of the tree, in the order of factors."""
        return tuple(self.scored.tree.parents)

    @property
    def groups(self) -> dict[str, range]:
        """The columns of a point that belong to each choice, by its name."""
        found, at = {}, 0
        for one in self.choices:
            found[one.name] = range(at, at + self._width(one))
            at += self._width(one)
        return found

    @property
    def dimensions(self) -> int:
        """How many columns a point has."""
        return sum(self._width(one) for one in self.choices)

    @property
    def frame(self) -> pl.DataFrame:
        """The rows that are scored: unit and period."""
        return self.scored.frame.select(KEYS)

    def nominal(self) -> Matrix:
        """The scores of the method as it is: one for each row."""
        return np.asarray(self.weighed(np.ones((1, len(self.codes))))[0])

    def weighed(self, factors: Matrix) -> Matrix:
        """Runs × rows: scores of the method as it is, with every weight times its factor (runs × codes)."""
        as_it_is = tuple(0 for one in self.choices if isinstance(one, Alternatives))
        return self._scores(as_it_is, factors)

    def scores(self, points: Matrix) -> Matrix:
        """Runs × rows: the scores at points (runs × dimensions) within 0 and 1; a run that cannot be is missing."""
        factors, combinations, noise = self._read(points)
        scores = np.full((len(points), self.scored.frame.height), np.nan)
        if noise is not None:
            for at, combination in enumerate(combinations):
                scores[at] = self._noisy(combination, factors[at : at + 1], noise[at])
            return scores
        order = sorted(range(len(points)), key=combinations.__getitem__)
        for combination, runs in groupby(order, combinations.__getitem__):
            rows = list(runs)
            scores[rows] = self._scores(combination, factors[rows])
        return scores

    def _read(self, points: Matrix) -> tuple[Matrix, list[Combination], Matrix | None]:
        factors = np.ones((len(points), len(self.codes)))
        place = {code: at for at, code in enumerate(self.codes)}
        picks: list[list[int]] = []
        noise = None
        for one, columns in zip(self.choices, self.groups.values(), strict=True):
            mine = points[:, columns.start : columns.stop]
            if isinstance(one, WeightNoise):
                factors[:, [place[code] for code in self._noised(one)]] *= weight_factors(mine, one.spread)
            elif isinstance(one, Alternatives):
                picks.append(chosen(mine[:, 0], len(one.options) + 1))
            elif isinstance(one, LeaveOut):
                for row, left in enumerate(chosen(mine[:, 0], len(one.codes) + 1)):
                    if left:
                        factors[row, place[one.codes[left - 1]]] = 0
            else:
                _, _, spreads, sides = self._spread(one)
                noise = figure_factors(mine, spreads, sides)
        combinations: list[Combination] = list(zip(*picks, strict=True)) if picks else [()] * len(points)
        return factors, combinations, noise

    def _scores(self, combination: Combination, factors: Matrix) -> Matrix:
        if combination not in self._prepared:
            as_it_is = not any(combination)
            self._prepared[combination] = self._known() if as_it_is else self._blocks(combination, self.scored.raw)
        return self._scored(self._prepared[combination], factors)

    def _noisy(self, combination: Combination, factors: Matrix, noise: Matrix) -> Matrix:
        one = next(choice for choice in self.choices if isinstance(choice, FigureNoise))
        rows, columns, _, _ = self._spread(one)
        frame = self.scored.raw
        for code in dict.fromkeys(columns):
            places = [at for at, column in enumerate(columns) if column == code]
            moved = frame[code].to_numpy().copy()
            moved[[rows[at] for at in places]] *= noise[places]
            frame = frame.with_columns(pl.Series(code, moved, nan_to_null=True))
        return np.asarray(self._scored(self._blocks(combination, frame), factors)[0])

    def _scored(self, blocks: tuple[Block, ...], factors: Matrix) -> Matrix:
        height = self.scored.frame.height
        if not blocks:
            return np.full((len(factors), height), np.nan)
        return node_scores(blocks, height, factors, self.codes, self.node)

    def _known(self) -> tuple[Block, ...]:
        """The stage before the aggregation of the method as it is, which has been computed already."""
        made = self.scored.document
        return blocks_of(self.scored.stages[-2], made.tree, made.steps[-1].how, made.settings[-1])

    def _blocks(self, combination: Combination, frame: pl.DataFrame) -> tuple[Block, ...]:
        """The stage before the aggregation under this combination; nothing where the method cannot be run so."""
        made = self._otherwise(combination)
        ahead, last = replace(made, steps=made.steps[:-1]), made.steps[-1]
        try:
            stage = run(ahead, frame, newest=self.newest).stages[-1]
        except MethodError:
            if combination and any(combination):
                return ()
            raise
        if not stage.frame.select(KEYS).equals(self.frame):
            return ()
        return blocks_of(stage, made.tree, last.how, made.settings[-1])

    def _otherwise(self, combination: Combination) -> Document:
        """The document with the steps of a combination; 0 is the method's own choice."""
        steps = list(self.scored.document.steps)
        several = [one for one in self.choices if isinstance(one, Alternatives)]
        for one, pick in zip(several, combination, strict=True):
            if pick:
                at = next(n for n, step in enumerate(steps) if step.number == one.step)
                how, own = one.options[pick - 1]
                settings = in_force(steps[at].kind, how, own, f"Step {one.step}")
                steps[at] = replace(steps[at], how=how, settings=settings_text(settings))
        return replace(self.scored.document, steps=tuple(steps))

    def _width(self, one: Choice) -> int:
        if isinstance(one, WeightNoise):
            return len(self._noised(one))
        return len(self._spread(one)[0]) if isinstance(one, FigureNoise) else 1

    def _noised(self, one: WeightNoise) -> Sequence[str]:
        parents = self.scored.tree.parents
        return [code for code, parent in parents.items() if parent and (not one.nodes or parent in one.nodes)]

    def _spread(self, one: FigureNoise) -> tuple[list[int], list[str], list[float], list[bool]]:
        """The row and the column of each figure that is spread, by how much, and whether only upwards."""
        start = self.scored.stages[0]
        keys = start.frame.select(pl.col(KEYS).cast(pl.String)).rows()
        found: list[tuple[int, str, float, bool]] = []
        for code in start.flags.columns:
            if code in KEYS:
                continue
            for row, letter in enumerate(start.flags[code]):
                over = (keys[row][0], code, keys[row][1]) in one.bounds
                spread = 0.0 if letter is None else one.spreads.get(WORST_LAST[letter], 0.0)
                if letter is not None and (spread or over):
                    found.append((row, code, spread or max(one.spreads.values(), default=0.0), over))
        rows, columns, spreads, sides = zip(*found, strict=True) if found else ((), (), (), ())
        return list(rows), list(columns), list(spreads), list(sides)
