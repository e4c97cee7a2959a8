"""The search for figures that reach a goal: one figure alone, or several together."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import scipy

from core.errors import JingdexError
from core.goal_seek.goal import Goal, OutOfReach, spoken
from core.goal_seek.goalposts import Bounds, useful
from core.goal_seek.shape import Shape, shape
from core.goal_seek.solution import changed, start
from core.method.matrix import Matrix
from core.words import gettext, in_words
from core.workbook.entry import spoken_name
from core.workbook.figure import FigureKey
from core.workbook.workbook import Workbook

Tick = Callable[[], None]
FAR_OFF = -1e12
"""The margin of values without a score: worse than any margin with a score."""
HALVINGS = 200
PUSHES = 40


def silent() -> None:
    """Reports nothing."""


@dataclass
class Search:
    """A goal, the figures that may change within bounds, and the margin at their values; each look calls `tick`."""

    workbook: Workbook
    goal: Goal
    bounds: Mapping[FigureKey, Bounds]
    tick: Tick = silent
    looks: int = 0
    keys: list[FigureKey] = field(init=False)
    present: Matrix = field(init=False)
    low: Matrix = field(init=False)
    high: Matrix = field(init=False)
    shape: Shape = field(init=False)
    ways: dict[FigureKey, int] = field(init=False)

    def __post_init__(self) -> None:
        """Raise BadEntry where there is no figure to begin from."""
        self.keys = list(self.bounds)
        self.present = np.array([start(self.workbook, key).value or 0.0 for key in self.keys])
        self.bounds = useful(self.workbook, self.goal, self.bounds)
        self.low, self.high = (np.array([self.bounds[key][side] for key in self.keys]) for side in (0, 1))
        self.shape, self.ways = shape(self.workbook, self.goal, self.bounds)
        self._margin = self.goal.margin(self.workbook)

    def at(self, values: Sequence[float] | Matrix) -> float:
        """The margin with these values; a very low one where the method has no score with them."""
        self.tick()
        self.looks += 1
        changes = dict(zip(self.keys, map(float, values), strict=True))
        try:
            return self._margin(changed(self.workbook, changes))
        except JingdexError:
            return FAR_OFF

    def now(self) -> float:
        """The present margin. Raises JingdexError where there is none, which changed figures cannot mend."""
        if all(self.workbook.figure(key) for key in self.keys):
            return self._margin(self.workbook)
        return self._margin(changed(self.workbook, dict(zip(self.keys, self.present.tolist(), strict=True))))

    @property
    def corner(self) -> Matrix:
        """The figures at the bounds that help most, where these are known."""
        return np.array([self.high[n] if self.ways[key] > 0 else self.low[n] for n, key in enumerate(self.keys)])

    def crossing(self, misses: Matrix, holds: Matrix) -> Matrix:
        """The nearest point that reaches the goal, on the line from a point that misses it to one that reaches it."""

        def along(share: float) -> float:
            return self.at(misses + share * (holds - misses))

        if self.at(misses) >= 0:
            return misses
        share = 1.0
        if along(1.0) > 0:
            share = float(scipy.optimize.toms748(along, 0.0, 1.0, xtol=1e-15, rtol=1e-14, maxiter=HALVINGS, disp=False))
        return self._pushed_over(misses, holds, share)

    def _pushed_over(self, misses: Matrix, holds: Matrix, share: float) -> Matrix:
        """The point, moved on until it reaches the goal, as rounding may leave it just short."""
        for push in range(PUSHES):
            point = misses + min(share, 1.0) * (holds - misses)
            if self.at(point) >= 0:
                return point
            share += 1e-16 * 2.0**push
        return holds

    def refuse(self, best: float, *, is_proved: bool, where: str) -> OutOfReach:
        """The error that no values reach the goal, with the distance of the best ones."""
        units, indicators = self.workbook.units, self.workbook.indicators
        names = in_words(f"{spoken_name(units, unit)} {spoken_name(indicators, code)}" for unit, code, *_ in self.keys)
        goal = spoken(self.goal, self.workbook)
        short = (
            gettext("where the method has no score")
            if best <= FAR_OFF
            else gettext("short by {value:.4g}", value=-best)
        )
        if is_proved:
            sentence = gettext(
                "Proved: nothing within the bounds reaches {goal}. {names} can help it in one direction only, ",
                goal=goal,
                names=names,
            )
            sentence += gettext("and at {where} it is {short}.", where=where, short=short)
        else:
            sentence = gettext(
                "Nothing within the bounds reaches {goal}: at the nearest of {looks} points tried of {names},"
                " {where}, it is {short}.",
                looks=self.looks,
                names=names,
                goal=goal,
                where=where,
                short=short,
            )
        return OutOfReach("{sentence} Widen the bounds, or name other figures.", sentence=sentence, is_proved=is_proved)
