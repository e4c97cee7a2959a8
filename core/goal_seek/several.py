"""The smallest joint change of several figures with which a goal is reached."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import scipy

from core.goal_seek.goal import Goal
from core.goal_seek.goalposts import Bounds
from core.goal_seek.search import FAR_OFF, Search, Tick, silent
from core.goal_seek.solution import Solution, start
from core.method.matrix import Matrix
from core.words import in_words
from core.workbook.figure import FigureKey
from core.workbook.workbook import Workbook

ROUNDS = 6
LOOKS = 256
SEED = 20261124


def several_figures(
    workbook: Workbook, goal: Goal, bounds: Mapping[FigureKey, Bounds], tick: Tick = silent
) -> Solution:
    """The smallest joint change of several figures within bounds, each change counted in per cent of its figure.

    Where the margin is linear in them the answer is that of a linear programme, and the smallest. Otherwise the
    programme is repeated with the slopes at each answer until the answer reaches the goal, and no figure of it can be
    moved less by itself; it is not certain to be the smallest. Where each figure helps in one direction only, the
    bounds prove that the goal is out of reach; otherwise 256 points within the bounds are tried. Raises OutOfReach.
    """
    search = Search(workbook, goal, bounds, tick)
    if (missed := search.now()) >= 0:
        figures = tuple(start(workbook, key) for key in search.keys)
        return Solution(figures, figures, is_least=True)
    reached = _reaching_point(search)
    programmed = _by_linear_programme(search, missed)
    if programmed is not None and search.shape == "straight":
        return _solution(search, programmed, is_least=True)
    begun = (reached, search.crossing(search.present, reached), programmed)
    smaller = [_shortened(search, point) for point in begun if point is not None]
    return _solution(search, min(smaller, key=lambda point: _effort(search, point)), is_least=False)


def _reaching_point(search: Search) -> Matrix:
    """A point within the bounds that reaches the goal. Raises OutOfReach."""
    if search.shape != "anything":
        corner = search.corner
        if (missed := search.at(corner)) < 0:
            where = in_words(f"{value:.6g}" for value in corner)
            raise search.refuse(missed, is_proved=True, where=where)
        return corner

    points = search.low + scipy.stats.qmc.Sobol(len(search.keys), rng=SEED).random(LOOKS) * (search.high - search.low)
    best, nearest = FAR_OFF, search.present
    for point in (search.low, search.high, *points):
        margin = search.at(point)
        if margin >= 0:
            return np.asarray(point)
        if margin > best:
            best, nearest = margin, point
    raise search.refuse(best, is_proved=False, where=in_words(f"{value:.6g}" for value in nearest))


def _by_linear_programme(search: Search, missed: float) -> Matrix | None:
    """The answer of the linear programme, repeated with the slopes at each answer until it reaches the goal."""
    present = search.present
    scales = _scales(search)
    point = present
    for _ in range(ROUNDS):
        slopes = np.array([_slope(search, point, n) for n in range(len(search.keys))])
        needed = float(slopes @ (point - present)) - missed
        moves = _least(slopes * scales, needed, (search.low - present) / scales, (search.high - present) / scales)
        if moves is None:
            return None
        point = np.clip(present + moves * scales, search.low, search.high)
        missed = search.at(point)
        if abs(missed) <= 1e-9 * max(1.0, abs(needed)):
            return point if missed >= 0 else _lengthened(search, point)
        if search.shape == "straight":
            return None
    return None


def _lengthened(search: Search, point: Matrix) -> Matrix | None:
    """The answer with its moves made slightly longer until it reaches the goal, as rounding may leave it just short."""
    for push in range(30):
        longer = np.clip(point + (point - search.present) * 1e-15 * 2.0**push, search.low, search.high)
        if search.at(longer) >= 0:
            return longer
    return None


def _shortened(search: Search, point: Matrix) -> Matrix:
    """Each figure moved back towards the present value as far as the goal allows, those first that help least."""
    margin = search.at(point)
    gains = []
    for n in range(len(point)):
        moved = abs(point[n] - search.present[n]) / _scales(search)[n]
        gains.append((margin - search.at(_with_present(search, point, n))) / moved if moved else np.inf)
    for n in np.argsort(gains, kind="stable").tolist():
        point = search.crossing(_with_present(search, point, n), point)
    return point


def _with_present(search: Search, point: Matrix, n: int) -> Matrix:
    back = point.copy()
    back[n] = search.present[n]
    return back


def _effort(search: Search, point: Matrix) -> float:
    return float(np.sum(np.abs(point - search.present) / _scales(search)))


def _scales(search: Search) -> Matrix:
    return np.where(search.present == 0, 1.0, np.abs(search.present))


def _solution(search: Search, point: Matrix, *, is_least: bool) -> Solution:
    figures = [start(search.workbook, key) for key in search.keys]
    after = [replace(figure, value=float(x), status="E") for figure, x in zip(figures, point, strict=True)]
    moved = [(old, new) for old, new in zip(figures, after, strict=True) if old.value != new.value]
    return Solution(tuple(old for old, _ in moved), tuple(new for _, new in moved), is_least=is_least)


def _least(slopes: Matrix, needed: float, low: Matrix, high: Matrix) -> Matrix | None:
    """The moves (shares of the figures) with the least sum of sizes whose slopes bring what is needed."""
    n = len(slopes)
    doubled = np.concatenate([slopes, -slopes])
    limits = [(0, max(float(top), 0)) for top in high] + [(0, max(float(-bottom), 0)) for bottom in low]
    solution = scipy.optimize.linprog(np.ones(2 * n), A_ub=-doubled[None, :], b_ub=[-needed], bounds=limits)
    return np.asarray(solution.x)[:n] - np.asarray(solution.x)[n:] if solution.success else None


def _slope(search: Search, point: Matrix, n: int) -> float:
    """The slope of the margin along one figure, from two values about it within its bounds."""
    step = max(abs(point[n]), 1e-6) * 1e-4
    ends = [min(max(point[n] + side, search.low[n]), search.high[n]) for side in (-step, step)]
    if ends[0] == ends[1]:
        return 0.0
    margins = []
    for end in ends:
        moved = point.copy()
        moved[n] = end
        margins.append(search.at(moved))
    return float((margins[1] - margins[0]) / (ends[1] - ends[0])) if min(margins) > FAR_OFF else 0.0
