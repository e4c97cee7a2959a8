"""A method with uncertain inputs: from quasi-random points to the scores of a node, run by run."""

from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby

import numpy as np
import polars as pl

from core.method.errors import MethodError
from core.method.matrix import Matrix
from core.method.panel import KEYS
from core.method.run import Scored
from core.method.tree import Tree
from core.robustness.choices import Choice
from core.robustness.prepared_runs import Blocks, PreparedRuns, is_whole
from core.robustness.scores import Mixture, block_scores
from core.robustness.variation import Drawn, Variation
from core.words import in_words

MOST_DIMENSIONS = 1_000_000


@dataclass(frozen=True)
class Evaluated:
    """Scores of runs (runs × rows), missing where a run cannot be computed, and the reasons by run."""

    scores: Matrix
    reasons: dict[int, str]


@dataclass
class UncertaintyModel:
    """A result, a node of it, and the choices that vary; `newest` has the denominators."""

    scored: Scored
    node: str
    choices: tuple[Choice, ...]
    newest: pl.DataFrame | None = None

    def __post_init__(self) -> None:
        """Raise MethodError where the method, the node or a choice does not fit, or nothing varies."""
        steps = self.scored.document.steps
        if not steps or steps[-1].kind != "aggregate":
            raise MethodError("The method does not end with an aggregation: add one as its last step.")
        if self.node not in self.scored.tree.children:
            raise MethodError(
                "{node} is not a node of the tree: use one of {nodes}.",
                node=self.node,
                nodes=in_words(self.scored.tree.nodes),
            )
        if not self.choices:
            raise MethodError("Nothing varies: name weights, a step, indicators or figures that may vary.")
        names = [choice.name for choice in self.choices]
        for name in {name for name in names if names.count(name) > 1}:
            raise MethodError("{name} is named twice: name it once.", name=name)
        self._prepared = PreparedRuns(self.scored, self.choices, self.variation.spread, self.newest)
        if not self.dimensions:
            raise MethodError("Nothing varies: no figure has one of these statuses. Name others, such as A=5.")
        if self.dimensions > MOST_DIMENSIONS:
            raise MethodError(
                "{dimensions:,} numbers vary: let at most {most:,} vary.",
                dimensions=self.dimensions,
                most=MOST_DIMENSIONS,
            )

    @cached_property
    def variation(self) -> Variation:
        """The inputs that a point within the unit cube stands for."""
        return Variation(self.scored, self.choices)

    @property
    def codes(self) -> tuple[str, ...]:
        """All codes of the tree, in the order of factors."""
        return self.variation.codes

    @property
    def dimensions(self) -> int:
        """The number of columns of a point."""
        return self.variation.dimensions

    @property
    def frame(self) -> pl.DataFrame:
        """The rows that are scored: unit and period."""
        return self.scored.frame.select(KEYS)

    @property
    def is_whole(self) -> bool:
        """Whether each run is computed by itself, as a number of a step varies within bounds."""
        return is_whole(self.choices)

    @property
    def alone(self) -> "UncertaintyModel":
        """The model without the results of the derivation before, so that it can be sent to another process."""
        stages = tuple(replace(stage, since=None) for stage in self.scored.stages)
        return replace(self, scored=Scored(self.scored.document, stages))

    def nominal(self) -> Matrix:
        """The scores of the method itself: one for each row."""
        return np.asarray(self.weighed(np.ones((1, len(self.codes))))[0])

    def weighed(self, factors: Matrix) -> Matrix:
        """Runs × rows: scores of the method with every weight times its factor (runs × codes)."""
        return self._scores(self._prepared.own(), Drawn(factors, [], None, None))[0]

    def scores(self, points: Matrix) -> Matrix:
        """Runs × rows: the scores at points (runs × dimensions) within 0 and 1; missing where a run fails."""
        return self.evaluated(points).scores

    def evaluated(self, points: Matrix, weights: Tree | None = None) -> Evaluated:
        """The scores at points, and the reason for each run that cannot be computed.

        The weights of a tree hold in every run, whatever the points say of weights.
        """
        inputs = self.variation.drawn(points)
        if weights is not None:
            only = Mixture((weights,), np.zeros(len(points), np.int64), np.ones(len(points)))
            inputs = replace(inputs, factors=np.ones_like(inputs.factors), mixture=only)
        result = Evaluated(np.full((len(points), self.scored.frame.height), np.nan), {})
        order = sorted(range(len(points)), key=inputs.combinations.__getitem__)
        for combination, runs in groupby(order, inputs.combinations.__getitem__):
            for some, blocks in self._prepared.blocks(combination, list(runs), inputs.noise):
                if isinstance(blocks, MethodError):
                    result.reasons.update(dict.fromkeys(some, str(blocks)))
                    continue
                result.scores[some], refused = self._scores(blocks, inputs.only(some))
                result.reasons.update({some[run]: str(reason) for run, reason in refused.items()})
        return result

    def _scores(self, blocks: Blocks, inputs: Drawn) -> tuple[Matrix, dict[int, MethodError]]:
        height = self.scored.frame.height
        return block_scores(blocks, height, inputs.factors, self.codes, self.node, inputs.mixture)
