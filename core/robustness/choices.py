"""The uncertain inputs of a method: weights, the choice of a step, an indicator left out, the figures themselves."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

import numpy as np
from scipy.special import ndtri

from core.method.matrix import Matrix
from core.method.setting import Settings

Option: TypeAlias = tuple[str, Settings]
EDGE = 1e-9
WITHOUT = "none"
"""In the place of a choice: the step is not taken at all."""
SPREADS: dict[str, float] = {"E": 5.0, "P": 2.0, "I": 10.0, "F": 10.0, "U": 10.0}
"""Per cent of the figure that one standard deviation is, by status letter, where nothing else is said."""


@dataclass(frozen=True)
class WeightNoise:
    """Every weight below these nodes (all where none is named) times 1 ± up to `spread`, each by itself."""

    spread: float = 0.25
    nodes: tuple[str, ...] = ()
    name: str = "weights"


@dataclass(frozen=True)
class WeightSets:
    """The method's own weights or those of another set (name, weights by code), each set as likely.

    With `between` a run is anywhere between its own weights and one of the others. A code that a set does not name
    keeps its own weight there.
    """

    sets: tuple[tuple[str, Mapping[str, float]], ...]
    between: bool = False
    name: str = "weight sets"


@dataclass(frozen=True)
class Alternatives:
    """Other choices for the step of this number, or going `WITHOUT` it; the method's own is always one of them."""

    step: int
    options: tuple[Option, ...]

    @property
    def name(self) -> str:
        """The step."""
        return f"step {self.step}"


@dataclass(frozen=True)
class Within:
    """A number among the settings of a step, anywhere from `low` to `high`; a whole number where `whole`."""

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
    """All indicators, or all but one of these, each as likely."""

    codes: tuple[str, ...]
    name: str = "indicator left out"


@dataclass(frozen=True)
class FigureNoise:
    """Figures by their letter: normally spread, one standard deviation being this many per cent of the figure.

    `bounds` are the cells (unit, indicator, period) known as “over”: they only ever grow. Figures with other letters
    stay as they are.
    """

    spreads: Mapping[str, float] = field(default_factory=lambda: dict(SPREADS))
    bounds: frozenset[tuple[str, str, str]] = frozenset()
    name: str = "figures"


Choice: TypeAlias = WeightNoise | WeightSets | Alternatives | Within | LeaveOut | FigureNoise


def weight_factors(points: Matrix, spread: float) -> Matrix:
    """From points within 0 and 1 to factors within 1 - spread and 1 + spread."""
    return 1 + spread * (2 * points - 1)


def within(points: Matrix, one: Within) -> list[float]:
    """From points within 0 and 1 to numbers within the bounds, whole ones each as likely."""
    if one.whole:
        return [one.low + pick for pick in chosen(points, int(one.high - one.low) + 1)]
    return [float(number) for number in one.low + (one.high - one.low) * points]


def chosen(points: Matrix, count: int) -> list[int]:
    """Which of so many choices a point within 0 and 1 falls on, all as likely."""
    return [int(place) for place in np.minimum((points * count).astype(np.int64), count - 1)]


def figure_factors(points: Matrix, spreads: Sequence[float], one_sided: Sequence[bool]) -> Matrix:
    """Runs × figures: from points within 0 and 1 to normal factors about 1; one-sided ones are never below 1."""
    normal: Matrix = ndtri(np.clip(points, EDGE, 1 - EDGE))
    normal = np.where(np.array(one_sided, dtype=bool), np.abs(normal), normal)
    return np.asarray(1 + normal * np.array(spreads) / 100)
