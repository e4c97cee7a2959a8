"""What it would take: the least change of one figure, or of several, with which a score or a rank is reached."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from core.errors import BadEntry, JingdexError
from core.figure import Figure, FigureKey
from core.method.errors import MethodError
from core.method.matrix import Matrix
from core.method.run import Failure, scored
from core.taken import Taken
from core.workbook import Workbook

LOOKS = 64
HALVINGS = 60
ROUNDS = 12
CLOSE = 1e-9
Margin = Callable[[Workbook], float]
Bounds = tuple[float, float]


class OutOfReach(JingdexError):
    """Nothing within the bounds gets there; the sentence says what comes nearest."""


@dataclass(frozen=True, slots=True)
class Goal:
    """A node of a method that shall have, for a unit in a period, a score of at least so much, or a rank."""

    method: str
    node: str
    unit: str
    period: str
    score: float | None = None
    rank: int | None = None

    def margin(self, taken: Taken | None = None) -> Margin:
        """By how much a workbook passes the goal, below 0 where it misses it.

        For a rank that is the lead over the best score that must stay behind. The function raises MethodError where the
        method gives no score.
        """
        if (self.score is None) == (self.rank is None):
            raise BadEntry("Name either the score or the rank to reach.")
        last = [taken or Taken()]

        def margin(workbook: Workbook) -> float:
            last[0] = Taken(last[0])
            result = scored(workbook, self.method, last[0])
            if isinstance(result, Failure):
                raise MethodError(f"{self.method}: {result.sentence}")
            if self.node not in result.nodes:
                raise MethodError(f"{self.node} is no node of {self.method}: use one of {', '.join(result.nodes)}.")
            rows = result.scores.select("unit", "period", self.node).iter_rows()
            here = {str(unit): score for unit, period, score in rows if str(period) == self.period}
            own = here.pop(self.unit, None)
            if own is None:
                raise MethodError(f"{self.node} has no score for {self.unit} in {self.period}: name another.")
            if self.score is not None:
                return float(own - self.score)
            others = sorted((score for score in here.values() if score is not None), reverse=True)
            place = self.rank or 1
            return float(own - others[place - 1]) if place <= len(others) else 0.0

        return margin


@dataclass(frozen=True, slots=True)
class Way:
    """The figures that get there, with what they are now; `is_least` where no smaller change within bounds does."""

    before: tuple[Figure, ...]
    after: tuple[Figure, ...]
    is_least: bool

    @property
    def effort(self) -> float:
        """The sum of the changes, each in per cent of the figure."""
        pairs = zip(self.before, self.after, strict=True)
        return sum(100 * abs((new.value or 0) / (old.value or 1) - 1) for old, new in pairs)


def one_figure(workbook: Workbook, margin: Margin, key: FigureKey, bounds: Bounds) -> Way:
    """The value nearest to the present one, within bounds, with which the margin is not below 0.

    The bounds are looked through on both sides of the present value in 64 steps each, and the first step that gets
    there is halved until nothing is left. Raises OutOfReach where none does, with the nearest.
    """
    figure = _figure(workbook, key)
    present = figure.value or 0.0

    def at(value: float) -> float:
        return margin(_with(workbook, {key: value}))

    if at(present) >= 0:
        return Way((figure,), (figure,), is_least=True)
    found: list[float] = []
    looked: dict[float, float] = {}
    for end in bounds:
        before = present
        for value in np.linspace(present, end, LOOKS + 1)[1:].tolist() if end != present else ():
            looked[value] = at(value)
            if looked[value] >= 0:
                found.append(_halved(at, before, value))
                break
            before = value
    if not found:
        nearest = max(looked, key=lambda value: looked[value], default=present)
        short = -looked.get(nearest, at(present))
        raise OutOfReach(
            f"No value of {' '.join(key[:3])} from {bounds[0]:.6g} to {bounds[1]:.6g} gets there: the nearest, "
            f"{nearest:.6g}, falls short by {short:.4g}."
        )
    best = min(found, key=lambda value: abs(value - present))
    return Way((figure,), (replace(figure, value=best, status="E"),), is_least=True)


def several_figures(workbook: Workbook, margin: Margin, bounds: Mapping[FigureKey, Bounds]) -> Way:
    """The smallest joint change of several figures within bounds, each change counted in per cent of the figure.

    A linear programme on the slopes at the present figures; where the answer then misses (the method is not linear
    there) it is made anew from the slopes at the answer, and is not told to be the least. Raises OutOfReach where the
    programme has no answer, or none that holds.
    """
    keys = list(bounds)
    figures = [_figure(workbook, key) for key in keys]
    present = np.array([figure.value or 0.0 for figure in figures])
    scales = np.where(present == 0, 1.0, np.abs(present))
    low, high = (np.array([bounds[key][side] for key in keys]) for side in (0, 1))

    def at(values: Sequence[float]) -> float:
        return margin(_with(workbook, dict(zip(keys, values, strict=True))))

    here = present.copy()
    missed = at(here.tolist())
    if missed >= 0:
        return Way(tuple(figures), tuple(figures), is_least=True)
    straight = True
    for _ in range(ROUNDS):
        slopes = np.array([_slope(at, here, n, low, high) for n in range(len(keys))])
        moves = _least(
            slopes * scales, -(missed - slopes @ (here - present)), (low - present) / scales, (high - present) / scales
        )
        if moves is None:
            break
        here = present + moves * scales
        missed = at(here.tolist())
        if abs(missed) <= CLOSE:
            after = (replace(one, value=float(x), status="E") for one, x in zip(figures, here, strict=True))
            changed = [(old, new) for old, new in zip(figures, after, strict=True) if old.value != new.value]
            return Way(tuple(old for old, _ in changed), tuple(new for _, new in changed), is_least=straight)
        straight = False
    raise OutOfReach(
        f"No change of {', '.join(' '.join(key[:3]) for key in keys)} within the bounds was found that gets there: "
        "widen the bounds, or name more figures."
    )


def _least(slopes: Matrix, needed: float, low: Matrix, high: Matrix) -> Matrix | None:
    """The moves (shares of the figures) with the least sum of sizes whose slopes bring what is needed."""
    from scipy.optimize import linprog  # noqa: PLC0415 - only wanted here

    n = len(slopes)
    both = np.concatenate([slopes, -slopes])
    limits = [(0, max(float(top), 0)) for top in high] + [(0, max(float(-bottom), 0)) for bottom in low]
    found = linprog(np.ones(2 * n), A_ub=-both[None, :], b_ub=[-needed], bounds=limits)
    return np.asarray(found.x)[:n] - np.asarray(found.x)[n:] if found.success else None


def _slope(at: Callable[[Sequence[float]], float], here: Matrix, n: int, low: Matrix, high: Matrix) -> float:
    """The slope of the margin along one figure, from two values about it within its bounds."""
    step = max(abs(here[n]), 1e-6) * 1e-4
    ends = [min(max(here[n] + side, low[n]), high[n]) for side in (-step, step)]
    if ends[0] == ends[1]:
        return 0.0
    margins = []
    for end in ends:
        moved = here.copy()
        moved[n] = end
        margins.append(at(moved.tolist()))
    return float((margins[1] - margins[0]) / (ends[1] - ends[0]))


def _halved(at: Callable[[float], float], misses: float, holds: float) -> float:
    for _ in range(HALVINGS):
        middle = (misses + holds) / 2
        if middle in (misses, holds):
            break
        misses, holds = (misses, middle) if at(middle) >= 0 else (middle, holds)
    return holds


def _figure(workbook: Workbook, key: FigureKey) -> Figure:
    figure = workbook.figure(key)
    if figure is None or figure.value is None:
        raise BadEntry(f"There is no figure of {' '.join(key[:3])} to change: put one there first.")
    return figure


def _with(workbook: Workbook, values: Mapping[FigureKey, float]) -> Workbook:
    for key, value in values.items():
        workbook = workbook.with_figure(key, replace(_figure(workbook, key), value=value))
    return workbook
