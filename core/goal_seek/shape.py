"""The shape of the distance to a goal as a function of a figure: straight, monotonic, or unknown."""

from collections.abc import Mapping, Sequence
from typing import Literal, TypeAlias

import polars as pl

from core.goal_seek.goal import Goal, ScoreGoal, ValueGoal
from core.goal_seek.goalposts import Bounds, choice_for, posts_of, scale_of
from core.method.panel import SettingValue
from core.method.run import Failure, Scored, scored
from core.method.setting import Settings
from core.method.weigh import FROM_FIGURES
from core.workbook.figure import FigureKey
from core.workbook.workbook import Workbook

Shape: TypeAlias = Literal["straight", "one way", "anything"]
SHAPES: tuple[Shape, ...] = ("straight", "one way", "anything")
ONE_WAY_MEANS = ("arithmetic", "geometric", "harmonic", "power")
ONE_WAY = ("goalposts", "scaled", "min_max", "rank", "borda", "percentile", "fraction_of_maximum")
"""Normalisations under which a higher figure (where more is better) never lowers its own score nor raises another's."""
OWN_ONE_WAY = (*ONE_WAY, "z_score", "distance_to_target")


def shape(workbook: Workbook, goal: Goal, bounds: Mapping[FigureKey, Bounds]) -> tuple[Shape, dict[FigureKey, int]]:
    """The shape of the margin of a goal between bounds, and the direction (1 up, -1 down) in which each figure helps.

    Linear: the margin is an affine function of the figures. Monotonic: each figure helps in one direction only, or not
    at all. Both follow from the steps of the method; any other dependence has an unknown shape.
    """
    if not isinstance(goal, ScoreGoal):
        sign = -1 if isinstance(goal, ValueGoal) and goal.is_most else 1
        return "straight", dict.fromkeys(bounds, sign)
    result = scored(workbook, goal.method)
    if isinstance(result, Failure) or not _are_in_row(result, goal, list(bounds)):
        return "anything", {}
    document = result.document
    shapes = (
        _of_step(step.kind, step.how, settings, result, at, key, bounds[key], goal)
        for at, (step, settings) in enumerate(zip(document.steps, document.settings, strict=True))
        for key in bounds
    )
    worst: Shape = max(shapes, key=SHAPES.index, default="anything")
    if worst == "anything" or document.steps[-1].kind != "aggregate":
        return "anything", {}
    return worst, {key: document.directions[key[1]] for key in bounds}


def _are_in_row(result: Scored, goal: ScoreGoal, keys: Sequence[FigureKey]) -> bool:
    """Whether all figures belong to the row of the goal, count towards its node, and are not denominators."""
    below = result.tree.indicators_below.get(goal.node, ())
    divide = result.document.denominators
    return all(
        (unit, when) == (goal.unit, goal.period) and code in below and code not in divide
        for unit, code, when, _ in keys
    )


def _of_step(
    kind: str, how: str, settings: Settings, result: Scored, at: int, key: FigureKey, bounds: Bounds, goal: ScoreGoal
) -> Shape:
    if kind == "denominate":
        return "straight"
    if kind == "impute":
        gaps = result.raw.select(pl.any_horizontal(pl.col(result.tree.indicators).is_null().any())).item()
        return "anything" if gaps else "straight"
    if kind == "weigh":
        return "anything" if how in FROM_FIGURES else "straight"
    if kind == "normalise":
        return _normalised(how, settings, result, at, key, bounds, goal)
    if kind == "aggregate":
        return _aggregated(how, settings, result, key[1], goal.node)
    return "anything"


def _normalised(
    how: str, settings: Settings, result: Scored, at: int, key: FigureKey, bounds: Bounds, goal: ScoreGoal
) -> Shape:
    code = key[1]
    choice, scale = choice_for(how, settings, code), scale_of(result, at, key)
    name = str(choice["how"])
    allowed = ONE_WAY if goal.rank is not None else OWN_ONE_WAY
    is_left_out = settings["codes"] and code not in settings["codes"]
    if settings["to"] or is_left_out or name not in allowed or scale is None:
        return "anything"
    within = bounds[0] * scale, bounds[1] * scale
    if name in ("scaled", "goalposts"):
        return _between_goalposts(name, choice, within)
    is_unit, is_period = pl.col("unit").cast(pl.String) == key[0], pl.col("period").cast(pl.String) == key[2]
    is_other = ~(is_unit & is_period) if settings["years"] == "across" else ~is_unit & is_period
    others = result.stages[at].frame.filter(is_other)[code]
    least, most = others.min(), others.max()
    if not isinstance(least, float | int) or not isinstance(most, float | int):
        return "anything"
    if name == "fraction_of_maximum" and min(within[0], least) <= 0:
        return "anything"
    return "straight" if name == "min_max" and least <= within[0] and within[1] <= most else "one way"


def _between_goalposts(name: str, choice: Mapping[str, SettingValue], within: Bounds) -> Shape:
    """Straight between posts that are given, one way where a score is cut off beyond them."""
    if name == "scaled" or not choice["truncate"]:
        return "straight"
    posts = posts_of(choice)
    slack = 1e-12 * max(map(abs, posts))
    return "straight" if posts[0] - slack <= within[0] and within[1] <= posts[1] + slack else "one way"


def _aggregated(how: str, settings: Settings, result: Scored, code: str, node: str) -> Shape:
    """Straight where all means on the way up to the node are arithmetic; one way where higher parts never harm."""
    path = [parent for parent in result.tree.ancestors(code) if parent == node or node in result.tree.ancestors(parent)]
    names = {str(settings["each"].get(parent, {}).get("how", how)) for parent in path}
    if names == {"arithmetic"}:
        return "straight"
    return "one way" if names <= set(ONE_WAY_MEANS) else "anything"
