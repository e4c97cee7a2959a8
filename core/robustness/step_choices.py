"""The document of a method under each combination of other choices for its steps."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeAlias

import numpy as np

from core.method.document import Document, settings_of, settings_text
from core.method.errors import MethodError
from core.method.settings import in_force
from core.robustness.choices import WITHOUT, Alternatives, Choice, Within
from core.words import gettext, in_words
from core.workbook.entries import Step

Combination: TypeAlias = tuple[float, ...]
"""The option of each choice of a step, 0 for the method's own, or a number within its bounds."""
StepChoice: TypeAlias = Alternatives | Within
MOST_KEPT = 64


class StepChoices:
    """A method and the choices about its steps; the last few documents are kept, each with its tree.

    Raises MethodError where a choice does not fit its step.
    """

    def __init__(self, document: Document, choices: Sequence[Choice]) -> None:
        self._own = document
        self._choices = [choice for choice in choices if isinstance(choice, StepChoice)]
        self._cached: dict[Combination, tuple[Document, Document]] = {}
        for choice in self._choices:
            _check(document.steps, choice)

    @property
    def own(self) -> Combination:
        """The combination of the method itself; null where a number varies within bounds."""
        return tuple(0 if isinstance(choice, Alternatives) else np.nan for choice in self._choices)

    def documents(self, combination: Combination) -> tuple[Document, Document]:
        """The method under a combination, whole and without its last step."""
        if combination not in self._cached:
            while len(self._cached) >= MOST_KEPT:
                self._cached.popitem()
            document = self._otherwise(combination)
            self._cached[combination] = document, replace(document, steps=document.steps[:-1])
        return self._cached[combination]

    def _otherwise(self, combination: Combination) -> Document:
        """The method under a combination; numbers within bounds belong to the step's own choice, so they come first."""
        document = self._own
        picks = zip(self._choices, combination, strict=True)
        for choice, pick in sorted(picks, key=lambda pair: isinstance(pair[0], Alternatives)):
            if isinstance(choice, Within) or pick:
                steps = [
                    _changed(step, choice, pick) if step.number == choice.step else step for step in document.steps
                ]
                document = replace(document, steps=tuple(step for step in steps if step.how != WITHOUT))
        return document


def _check(steps: Sequence[Step], choice: StepChoice) -> None:
    step = next((step for step in steps if step.number == choice.step), None)
    if step is None:
        numbers = in_words(str(step.number) for step in steps)
        raise MethodError("There is no step {step}: use one of {numbers}.", step=choice.step, numbers=numbers)
    for pick in range(1, len(choice.options) + 1) if isinstance(choice, Alternatives) else (choice.low, choice.high):
        other = _changed(step, choice, pick)
        if other.how != WITHOUT:
            settings_of(other)
        elif step is steps[-1]:
            raise MethodError(
                "Step {step} aggregates the scores and cannot be {without}: name another choice.",
                step=choice.step,
                without=WITHOUT,
            )


def _changed(step: Step, choice: StepChoice, pick: float) -> Step:
    """The step with an alternative, or with a number of its settings. Raises MethodError on a misfit."""
    if isinstance(choice, Within):
        how, settings = step.how, {**settings_of(step), choice.setting: pick}
    elif choice.options[int(pick) - 1][0] == WITHOUT:
        return replace(step, how=WITHOUT)
    else:
        how, settings = choice.options[int(pick) - 1]
    where = gettext("Step {number}", number=step.number)
    return replace(step, how=how, settings=settings_text(in_force(step.kind, how, settings, where)))
