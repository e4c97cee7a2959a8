"""The uncertain inputs of a method: weights, the choice of a step, an indicator left out, the figures themselves."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

import numpy as np
import scipy

from core.method.matrix import Matrix
from core.method.setting import Settings

Option: TypeAlias = tuple[str, Settings]
EDGE = 1e-9
WITHOUT = "none"
"""In place of a choice: the step is left out."""
SPREADS: dict[str, float] = {"E": 5.0, "P": 2.0, "I": 10.0, "F": 10.0, "U": 10.0}
"""The default standard deviation by status letter, in per cent of the figure."""


@dataclass(frozen=True)
class WeightNoise:
    """Every weight below these nodes (all by default) times 1 ± up to `spread`, independently."""

    spread: float = 0.25
    nodes: tuple[str, ...] = ()
    name: str = "weights"


@dataclass(frozen=True)
class WeightSets:
    """The method's own weights or those of another set (name, weights by code), each set equally likely.

    With `between` a run has a mixture of its own weights and those of one of the others. A code that is missing in a
    set keeps its own weight there.
    """

    sets: tuple[tuple[str, Mapping[str, float]], ...]
    between: bool = False
    name: str = "weight sets"


@dataclass(frozen=True)
class Alternatives:
    """Other choices for the step of this number, or `WITHOUT` it; the method's own choice is always one of them."""

    step: int
    options: tuple[Option, ...]

    @property
    def name(self) -> str:
        """The step."""
        return f"step {self.step}"


@dataclass(frozen=True)
class Within:
    """A number among the settings of a step, uniform from `low` to `high`; a whole number where `whole`."""

    step: int
    setting: str
    low: float
    high: float
    whole: bool = False

    @property
    def name(self) -> str:
        """The step and its setting."""
        return f"step {self.step} {self.setting}"


@dataclass(frozen=True)
class LeaveOut:
    """All indicators, or all but one of these, each equally likely."""

    codes: tuple[str, ...]
    name: str = "indicator left out"


@dataclass(frozen=True)
class FigureNoise:
    """Figures by their letter: normally distributed, with a standard deviation of this many per cent of the figure.

    `bounds` are the cells (unit, indicator, period) known as “over”: these only increase. Figures with other letters
    stay as they are.
    """

    spreads: Mapping[str, float] = field(default_factory=lambda: dict(SPREADS))
    bounds: frozenset[tuple[str, str, str]] = frozenset()
    name: str = "figures"


Choice: TypeAlias = WeightNoise | WeightSets | Alternatives | Within | LeaveOut | FigureNoise


def weight_factors(points: Matrix, spread: float) -> Matrix:
    """From points within 0 and 1 to factors within 1 - spread and 1 + spread."""
    return 1 + spread * (2 * points - 1)


def within(points: Matrix, choice: Within) -> list[float]:
    """From points within 0 and 1 to numbers within the bounds, whole ones equally likely."""
    if choice.whole:
        return [choice.low + pick for pick in chosen(points, int(choice.high - choice.low) + 1)]
    return [float(number) for number in choice.low + (choice.high - choice.low) * points]


def chosen(points: Matrix, count: int) -> list[int]:
    """The index of the option, of `count` equally likely ones, for a point within 0 and 1."""
    return [int(place) for place in np.minimum((points * count).astype(np.int64), count - 1)]


def figure_factors(points: Matrix, spreads: Sequence[float], one_sided: Sequence[bool]) -> Matrix:
    """Runs × figures: from points within 0 and 1 to normal factors about 1; one-sided ones are never below 1."""
    normal: Matrix = scipy.special.ndtri(np.clip(points, EDGE, 1 - EDGE))
    normal = np.where(np.array(one_sided, dtype=bool), np.abs(normal), normal)
    return np.asarray(1 + normal * np.array(spreads) / 100)
