"""The panels that runs are scored on: the steps before the aggregation, once for each combination of choices."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TypeAlias

import numpy as np
import polars as pl

from core.method.document import Document
from core.method.errors import MethodError
from core.method.matrix import Matrix, slices
from core.method.run import Scored, steps_after
from core.method.stages import Stage
from core.robustness.choices import Choice, Within
from core.robustness.figure_spread import Spread
from core.robustness.scores import Block, blocks_of
from core.robustness.step_choices import Combination, StepChoices

Blocks: TypeAlias = tuple[Block, ...]
AT_ONCE = 1 << 18
"""The number of figures of runs that stay in the processor's cache."""


def is_whole(choices: Sequence[Choice]) -> bool:
    """Whether each run is computed by itself, as a number of a step varies within bounds."""
    return any(isinstance(choice, Within) and not choice.whole for choice in choices)


class PreparedRuns:
    """The stage before the aggregation of a result, under each combination, with uncertain figures for many runs.

    A combination is kept, unless every run has its own. `newest` has the denominators.
    """

    def __init__(
        self, scored: Scored, choices: Sequence[Choice], spread: Spread, newest: pl.DataFrame | None = None
    ) -> None:
        self._scored, self._spread, self._newest = scored, spread, newest
        self._choices = StepChoices(scored.document, choices)
        self._prepared: dict[Combination, Blocks | MethodError] = {}
        self._is_kept = not is_whole(choices)

    def blocks(
        self, combination: Combination, runs: list[int], noise: Matrix | None
    ) -> Iterator[tuple[list[int], Blocks | MethodError]]:
        """The blocks of these runs, together or in groups, or the reasons why they cannot be computed.

        `noise` has the factors of uncertain figures (all runs × figures).
        """
        if noise is None or not self._spread.rows:
            yield runs, self._prepare(combination)
            return
        for some in slices(len(runs), self._scored.stages[0].panel.values.size, AT_ONCE):
            yield from self._spread_runs(self._choices.documents(combination), runs[some], noise)

    def own(self) -> Blocks:
        """The stage before the aggregation of the method as it is, which has been computed already."""
        document = self._scored.document
        return blocks_of(self._scored.stages[-2], document.tree, document.steps[-1].how, document.settings[-1])

    def _spread_runs(
        self, documents: tuple[Document, Document], runs: list[int], noise: Matrix
    ) -> Iterator[tuple[list[int], Blocks | MethodError]]:
        """Runs together, each with its own figures; where one cannot be computed, by halves, down to that run."""
        blocks = self._blocks(*documents, self._with_noise(noise[runs]), 0)
        if isinstance(blocks, MethodError) and len(runs) > 1:
            for half in (runs[: len(runs) // 2], runs[len(runs) // 2 :]):
                yield from self._spread_runs(documents, half, noise)
        else:
            yield runs, blocks

    def _prepare(self, combination: Combination) -> Blocks | MethodError:
        """The stage before the aggregation under this combination, from the first step that differs."""
        if combination == self._choices.own:
            return self.own()
        if combination in self._prepared:
            return self._prepared[combination]
        document, ahead = self._choices.documents(combination)
        mine = self._scored.document.steps
        same = next((at for at, step in enumerate(ahead.steps) if step is not mine[at]), len(ahead.steps))
        blocks = self._blocks(document, ahead, self._scored.stages[same], same)
        if self._is_kept:
            self._prepared[combination] = blocks
        return blocks

    def _with_noise(self, noise: Matrix) -> Stage:
        """The figures of many runs: uncertain ones times their factor (runs × uncertain figures)."""
        start, place = self._scored.stages[0], self._scored.stages[0].panel.place
        values = np.repeat(start.panel.values[None], len(noise), axis=0)
        columns = np.array([place[code] for code in self._spread.columns])
        values[:, columns, np.array(self._spread.rows)] *= noise
        return replace(start, panel=replace(start.panel, values=values), since=None)

    def _blocks(self, document: Document, ahead: Document, stage: Stage, first: int) -> Blocks | MethodError:
        """The stage before the aggregation, after the steps from `first` on; the reason where it cannot be computed."""
        try:
            last = steps_after(ahead, stage, first, self._newest)
            blocks = blocks_of(last, document.tree, document.steps[-1].how, document.settings[-1])
        except MethodError as error:
            return error
        keys, nominal = last.panel.keys, self._scored.stages[-1].panel.keys
        if keys is not nominal and (keys.units, keys.periods) != (nominal.units, nominal.periods):
            return MethodError("Other units pass the screening in this run: keep or drop them by name.")
        return blocks
