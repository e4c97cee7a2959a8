"""A method whose choices may be otherwise: from quasi-random points to the scores of a node, run by run."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import groupby
from typing import TypeAlias

import numpy as np
import polars as pl

from core.method.document import Document, settings_of, settings_text
from core.method.errors import MethodError
from core.method.matrix import Matrix
from core.method.panel import KEYS
from core.method.run import Scored, steps_after
from core.method.settings import in_force
from core.method.stages import Stage
from core.method.tree import Tree
from core.robustness.choices import WITHOUT, Alternatives, Choice, FigureNoise, WeightNoise, WeightSets, Within
from core.robustness.reading import Drawn, Spread, drawn, spread_figures
from core.robustness.scores import Block, block_scores, blocks_of
from core.words import gettext
from core.workbook.entries import Step

Combination: TypeAlias = tuple[float, ...]
Blocks: TypeAlias = tuple[Block, ...]
AT_ONCE = 1 << 18
"""So many figures of runs at once stay near the processor."""
MOST_DIMENSIONS = 1_000_000
MOST_KEPT = 64


@dataclass(frozen=True)
class Evaluated:
    """Scores of runs (runs × rows), missing where a run cannot be computed, and the reasons of these, by run."""

    scores: Matrix
    reasons: dict[int, str]


@dataclass
class UncertaintyModel:
    """A result, the node that is looked at, and what may be otherwise.

    Each choice has some of the columns of a point within the unit cube: one for each weight or figure, one or two for
    a step, an indicator, a set. Steps before the weights are taken once for each combination of steps, with spread
    figures for many runs at once; only numbers that are anywhere within bounds need a chain in every run.
    """

    scored: Scored
    node: str
    choices: tuple[Choice, ...]
    newest: pl.DataFrame | None = None
    _prepared: dict[Combination, Blocks | MethodError] = field(default_factory=dict)
    _made: dict[Combination, tuple[Document, Document]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Raise MethodError where the method, the node or a choice does not fit, or there is nothing to vary."""
        steps = self.scored.document.steps
        if not steps or steps[-1].kind != "aggregate":
            raise MethodError(gettext("The method does not end with an aggregation: add one as its last step."))
        if self.node not in self.scored.tree.children:
            raise MethodError(
                gettext(
                    "{node} is no node of the tree: use one of {nodes}.",
                    node=self.node,
                    nodes=", ".join(self.scored.tree.nodes),
                )
            )
        if not self.choices:
            raise MethodError(gettext("Nothing may be otherwise: name weights, a step, indicators or figures."))
        for one in self.choices:
            self._check(one)
        if not 0 < self.dimensions <= MOST_DIMENSIONS:
            raise MethodError(
                gettext(
                    "{dimensions} numbers may be otherwise: leave it at 1 to {most_dimensions}.",
                    dimensions=self.dimensions,
                    most_dimensions=MOST_DIMENSIONS,
                )
            )

    @property
    def codes(self) -> tuple[str, ...]:
        """All codes of the tree, in the order of factors."""
        return tuple(self.scored.tree.parents)

    @cached_property
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

    @property
    def is_whole(self) -> bool:
        """Whether every run is computed by itself: a number of a step is anywhere within bounds."""
        return any(isinstance(one, Within) and not one.whole for one in self.choices)

    @property
    def alone(self) -> "UncertaintyModel":
        """The chain without what is known of the derivation before, so that another process can have it."""
        stages = tuple(replace(stage, since=None) for stage in self.scored.stages)
        return replace(self, scored=Scored(self.scored.document, stages))

    @cached_property
    def spread(self) -> Spread:
        """The figures that are spread, found once; none where figures stay."""
        noise = next((one for one in self.choices if isinstance(one, FigureNoise)), None)
        return spread_figures(self.scored, noise) if noise else Spread((), (), (), ())

    @cached_property
    def trees(self) -> tuple[Tree, ...]:
        """The tree with the weights of each other set."""
        sets = next((one.sets for one in self.choices if isinstance(one, WeightSets)), ())
        tree = self.scored.tree
        return tuple(
            tree.with_weights({code: weight for code, weight in weights.items() if code in tree.parents})
            for _, weights in sets
        )

    def nominal(self) -> Matrix:
        """The scores of the method as it is: one for each row."""
        return np.asarray(self.weighed(np.ones((1, len(self.codes))))[0])

    def weighed(self, factors: Matrix) -> Matrix:
        """Runs × rows: scores of the method as it is, with every weight times its factor (runs × codes)."""
        return self._scored(self._known(), Drawn(factors, [], None, None))[0]

    def scores(self, points: Matrix) -> Matrix:
        """Runs × rows: the scores at points (runs × dimensions) within 0 and 1; a run that cannot be is missing."""
        return self.evaluated(points).scores

    def evaluated(self, points: Matrix, factors: Matrix | None = None) -> Evaluated:
        """The scores at points, and of each run that cannot be computed the reason.

        With factors (one for each code) the weights do not vary: each is its own times its factor in every run.
        """
        found = drawn(self.choices, self.groups, points, self.codes, self)
        if factors is not None:
            found = replace(found, factors=np.tile(factors, (len(points), 1)), mixture=None)
        made = Evaluated(np.full((len(points), self.scored.frame.height), np.nan), {})
        order = sorted(range(len(points)), key=found.combinations.__getitem__)
        for combination, runs in groupby(order, found.combinations.__getitem__):
            for some, blocks in self._computed(combination, list(runs), found.noise):
                if isinstance(blocks, MethodError):
                    made.reasons.update(dict.fromkeys(some, str(blocks)))
                    continue
                made.scores[some], refused = self._scored(blocks, found.only(some))
                made.reasons.update({some[run]: str(reason) for run, reason in refused.items()})
        return made

    def noised(self, one: WeightNoise) -> list[str]:
        """The codes whose weights a noise is on."""
        parents = self.scored.tree.parents
        return [code for code, parent in parents.items() if parent and (not one.nodes or parent in one.nodes)]

    def _computed(
        self, combination: Combination, runs: list[int], noise: Matrix | None
    ) -> Iterator[tuple[list[int], Blocks | MethodError]]:
        """The stage before the aggregation for all these runs, or for some after others, or why there is none."""
        if noise is None or not self.spread.rows:
            yield runs, self._prepare(combination)
            return
        start = self.scored.stages[0]
        step = max(1, AT_ONCE // max(start.panel.values.size, 1))
        for first in range(0, len(runs), step):
            yield from self._spread_runs(self._documents(combination), runs[first : first + step], noise)

    def _spread_runs(
        self, documents: tuple[Document, Document], runs: list[int], noise: Matrix
    ) -> Iterator[tuple[list[int], Blocks | MethodError]]:
        """Runs at once, each with its own figures; where one cannot be, the halves, down to that run alone."""
        found = self._blocks(*documents, self._moved(noise[runs]), 0)
        if isinstance(found, MethodError) and len(runs) > 1:
            for half in (runs[: len(runs) // 2], runs[len(runs) // 2 :]):
                yield from self._spread_runs(documents, half, noise)
        else:
            yield runs, found

    def _prepare(self, combination: Combination) -> Blocks | MethodError:
        """The stage before the aggregation under this combination, from the first step that is another on."""
        if combination == self._as_it_is:
            return self._known()
        if combination in self._prepared:
            return self._prepared[combination]
        made, ahead = self._documents(combination)
        mine = self.scored.document.steps
        same = next((at for at, step in enumerate(ahead.steps) if step is not mine[at]), len(ahead.steps))
        found = self._blocks(made, ahead, self.scored.stages[same], same)
        if not self.is_whole:
            self._prepared[combination] = found
        return found

    @property
    def _as_it_is(self) -> Combination:
        """The combination that is the method itself; none where a number is anywhere within bounds."""
        return tuple(0 if isinstance(one, Alternatives) else np.nan for one in self._steps)

    @cached_property
    def _steps(self) -> tuple[Alternatives | Within, ...]:
        return tuple(one for one in self.choices if isinstance(one, Alternatives | Within))

    def _moved(self, noise: Matrix) -> Stage:
        """The figures of many runs: each as it is, times its factor where it is spread (runs × spread figures)."""
        start, place = self.scored.stages[0], self.scored.stages[0].panel.place
        values = np.repeat(start.panel.values[None], len(noise), axis=0)
        columns = np.array([place[code] for code in self.spread.columns])
        values[:, columns, np.array(self.spread.rows)] *= noise
        return replace(start, panel=replace(start.panel, values=values), since=None)

    def _scored(self, blocks: Blocks, found: Drawn) -> tuple[Matrix, dict[int, MethodError]]:
        height = self.scored.frame.height
        return block_scores(blocks, height, found.factors, self.codes, self.node, found.mixture)

    def _known(self) -> Blocks:
        """The stage before the aggregation of the method as it is, which has been computed already."""
        made = self.scored.document
        return blocks_of(self.scored.stages[-2], made.tree, made.steps[-1].how, made.settings[-1])

    def _blocks(self, made: Document, ahead: Document, stage: Stage, first: int) -> Blocks | MethodError:
        """The stage before the aggregation, after the steps from `first` on; the reason where it cannot be."""
        try:
            last = steps_after(ahead, stage, first, self.newest)
            blocks = blocks_of(last, made.tree, made.steps[-1].how, made.settings[-1])
        except MethodError as error:
            return error
        keys, nominal = last.panel.keys, self.scored.stages[-1].panel.keys
        if keys is not nominal and (keys.units, keys.periods) != (nominal.units, nominal.periods):
            return MethodError(gettext("Other units pass the screening in this run: keep or drop them by name."))
        return blocks

    def _documents(self, combination: Combination) -> tuple[Document, Document]:
        """The method under a combination, whole and without its last step; the last few are kept with their trees."""
        if combination not in self._made:
            while len(self._made) >= MOST_KEPT:
                self._made.popitem()
            made = self._otherwise(combination)
            self._made[combination] = made, replace(made, steps=made.steps[:-1])
        return self._made[combination]

    def _otherwise(self, combination: Combination) -> Document:
        """The method under a combination; numbers within bounds are of the step's own choice, so they come first."""
        made = self.scored.document
        picks = zip(self._steps, combination, strict=True)
        for one, pick in sorted(picks, key=lambda each: isinstance(each[0], Alternatives)):
            if isinstance(one, Within) or pick:
                steps = [_changed(step, one, pick) if step.number == one.step else step for step in made.steps]
                made = replace(made, steps=tuple(step for step in steps if step.how != WITHOUT))
        return made

    def _check(self, one: Choice) -> None:
        steps = self.scored.document.steps
        if not isinstance(one, Alternatives | Within):
            return
        step = next((step for step in steps if step.number == one.step), None)
        if step is None:
            numbers = ", ".join(str(step.number) for step in steps)
            raise MethodError(gettext("There is no step {step}: use one of {numbers}.", step=one.step, numbers=numbers))
        for pick in range(1, len(one.options) + 1) if isinstance(one, Alternatives) else (one.low, one.high):
            other = _changed(step, one, pick)
            if other.how != WITHOUT:
                settings_of(other)
            elif step is steps[-1]:
                raise MethodError(
                    gettext(
                        "Step {step} draws the scores together: name another choice, not {without}.",
                        step=one.step,
                        without=WITHOUT,
                    )
                )

    def _width(self, one: Choice) -> int:
        if isinstance(one, WeightNoise):
            return len(self.noised(one))
        if isinstance(one, WeightSets):
            return 1 + one.between
        return len(self.spread.rows) if isinstance(one, FigureNoise) else 1


def _changed(step: Step, one: Alternatives | Within, pick: float) -> Step:
    """The step as an alternative, or with a number of its settings, has it. Raises MethodError on a misfit."""
    where = gettext("Step {number}", number=step.number)
    if isinstance(one, Within):
        settings = {**settings_of(step), one.setting: pick}
        return replace(step, settings=settings_text(in_force(step.kind, step.how, settings, where)))
    how, given = one.options[int(pick) - 1]
    if how == WITHOUT:
        return replace(step, how=how)
    return replace(step, how=how, settings=settings_text(in_force(step.kind, how, given, where)))
