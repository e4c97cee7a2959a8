"""The least change of one figure with which a goal is reached."""

from dataclasses import replace

import numpy as np
import scipy

from core.goal_seek.goal import Goal
from core.goal_seek.goalposts import Bounds
from core.goal_seek.search import Search, Tick, silent
from core.goal_seek.solution import Solution, start
from core.workbook.figure import FigureKey
from core.workbook.workbook import Workbook

LOOKS = 64
NARROWED = 25


def one_figure(workbook: Workbook, goal: Goal, key: FigureKey, bounds: Bounds, tick: Tick = silent) -> Solution:
    """The value nearest to the present one, within bounds, that reaches the goal.

    Where the margin is monotonic in the figure, the bound that helps is tried, and the value solved for; a failure is
    then a proof. Otherwise both sides are sampled in 64 steps each and the first sample that reaches the goal is
    refined; where none does, the neighbourhood of the best sample is searched once more. Raises OutOfReach.
    """
    search = Search(workbook, goal, {key: bounds}, tick)
    figure = start(workbook, key)
    if search.now() >= 0:
        return Solution((figure,), (figure,), is_least=True)
    if search.shape != "anything":
        end = search.corner
        if (missed := search.at(end)) < 0:
            raise search.refuse(missed, is_proved=True, where=f"{end[0]:.6g}")
        return _solution(search, key, float(search.crossing(search.present, end)[0]), is_least=True)
    values = [value for end in bounds if (value := _nearest_to(search, end)) is not None]
    if not values:
        margin, nearest = _closest(search, bounds)
        if margin < 0:
            raise search.refuse(margin, is_proved=False, where=f"{nearest:.6g}")
        values = [float(search.crossing(search.present, np.array([nearest]))[0])]
    best = min(values, key=lambda value: abs(value - float(search.present[0])))
    return _solution(search, key, best, is_least=False)


def _solution(search: Search, key: FigureKey, value: float, *, is_least: bool) -> Solution:
    figure = start(search.workbook, key)
    plainer = float(f"{value:.12g}")
    value = plainer if search.at([plainer]) >= 0 else value
    return Solution((figure,), (replace(figure, value=value, status="E"),), is_least=is_least)


def _nearest_to(search: Search, end: float) -> float | None:
    """The first value that reaches the goal on the way from the present one to a bound."""
    before = float(search.present[0])
    if before == end:
        return None
    for value in np.linspace(before, end, LOOKS + 1)[1:].tolist():
        if search.at([value]) >= 0:
            return float(search.crossing(np.array([before]), np.array([value]))[0])
        before = value
    return None


def _closest(search: Search, bounds: Bounds) -> tuple[float, float]:
    """The largest margin within bounds and its value, after a search around the best of the samples."""
    values = np.linspace(*bounds, 2 * LOOKS + 1)
    margins = np.array([search.at([value]) for value in values])
    at = int(margins.argmax())
    around = (float(values[max(at - 1, 0)]), float(values[min(at + 1, len(values) - 1)]))
    closer = scipy.optimize.minimize_scalar(
        lambda x: -search.at([x]), bounds=around, method="bounded", options={"maxiter": NARROWED}
    )
    return max((float(margins[at]), float(values[at])), (-float(closer.fun), float(closer.x)))
