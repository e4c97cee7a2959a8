"""The shape of the distance to a goal as a function of a figure: straight, monotonic, or unknown."""

from collections.abc import Mapping, Sequence
from typing import Literal, TypeAlias

import polars as pl

from core.goal_seek.goal import Goal, ScoreGoal
from core.goal_seek.goalposts import Bounds, is_divided, own_settings, posts_of
from core.method.panel import SettingValue, choice_of
from core.method.run import Failure, Scored, scored
from core.method.setting import Settings
from core.method.stages import Stage
from core.method.weigh import FROM_FIGURES
from core.workbook.figure import FigureKey
from core.workbook.workbook import Workbook

Shape: TypeAlias = Literal["straight", "one way", "anything"]
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
        sign = -1 if getattr(goal, "is_most", False) else 1
        return "straight", dict.fromkeys(bounds, sign)
    result = scored(workbook, goal.method)
    if isinstance(result, Failure) or not _is_own_settings(result, goal, list(bounds)):
        return "anything", {}
    document = result.document
    result_shape: Shape = "straight"
    for at, (step, settings) in enumerate(zip(document.steps, document.settings, strict=True)):
        for key in bounds:
            shape_of_step = _of_step(step.kind, step.how, settings, result, at, key, bounds[key], goal)
            result_shape = max(result_shape, shape_of_step, key=RANKED.index)
    if result_shape == "anything" or document.steps[-1].kind != "aggregate":
        return "anything", {}
    return result_shape, {key: document.directions[key[1]] for key in bounds}


RANKED: tuple[Shape, ...] = ("straight", "one way", "anything")


def _is_own_settings(result: Scored, goal: ScoreGoal, keys: Sequence[FigureKey]) -> bool:
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
    code = key[1]
    if kind == "denominate":
        return "straight"
    if kind == "impute":
        gaps = result.raw.select(pl.any_horizontal(pl.col(result.tree.indicators).is_null().any())).item()
        return "anything" if gaps else "straight"
    if kind == "weigh":
        return "anything" if how in FROM_FIGURES else "straight"
    if kind == "normalise":
        return _normalised(how, settings, result, result.stages[at], key, bounds, goal)
    if kind == "aggregate":
        return _aggregated(how, settings, result, code, goal.node)
    return "anything"


def _normalised(
    how: str, settings: Settings, result: Scored, stage: Stage, key: FigureKey, bounds: Bounds, goal: ScoreGoal
) -> Shape:
    code = key[1]
    choice = choice_of(how, own_settings(settings), settings["each"].get(code, {}))
    name = str(choice["how"])
    allowed = ONE_WAY if goal.rank is not None else OWN_ONE_WAY
    if settings["to"] or (settings["codes"] and code not in settings["codes"]) or name not in allowed:
        return "anything"
    frame = stage.frame
    of_period = pl.col("period").cast(pl.String) == key[2]
    is_row = (pl.col("unit").cast(pl.String) == key[0]) & of_period
    value = frame.filter(is_row)[code].item()
    within = _step_bounds(value, result.raw.filter(is_row)[code].item(), bounds) if is_divided(result, code) else bounds
    if within is None:
        return "anything"
    if name in ("scaled", "goalposts"):
        return _between_goalposts(name, choice, within)
    others = frame.filter(~is_row if settings["years"] == "across" else ~is_row & of_period)[code]
    least, most = others.min(), others.max()
    if not isinstance(least, float | int) or not isinstance(most, float | int):
        return "anything"
    if name == "fraction_of_maximum" and min(within[0], least) <= 0:
        return "anything"
    return "straight" if name == "min_max" and least <= within[0] and within[1] <= most else "one way"


def _between_goalposts(name: str, choice: Mapping[str, SettingValue], within: Bounds) -> Shape:
    """Straight between posts that are given, one way where a score is cut off beyond them."""
    if name == "scaled" or not choice.get("truncate", True):
        return "straight"
    posts = posts_of(choice)
    slack = 1e-12 * max(map(abs, posts))
    return "straight" if posts[0] - slack <= within[0] and within[1] <= posts[1] + slack else "one way"


def _step_bounds(value: object, raw: object, bounds: Bounds) -> Bounds | None:
    """The bounds in the unit that the step reads, after denominators; null where unknown."""
    if not isinstance(value, float | int) or not isinstance(raw, float | int) or raw == 0 or value / raw <= 0:
        return None
    return bounds[0] * value / raw, bounds[1] * value / raw


def _aggregated(how: str, settings: Settings, result: Scored, code: str, node: str) -> Shape:
    """Straight where all means on the way up to the node are arithmetic; one way where higher parts never harm."""
    path = [parent for parent in result.tree.ancestors(code) if parent == node or node in result.tree.ancestors(parent)]
    names = {str(settings["each"].get(parent, {}).get("how", how)) for parent in path}
    if names == {"arithmetic"}:
        return "straight"
    return "one way" if names <= set(ONE_WAY_MEANS) else "anything"
