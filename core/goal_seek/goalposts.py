"""The bounds within which a figure changes its score."""

from collections.abc import Mapping
from typing import TypeAlias

import polars as pl

from core.goal_seek.goal import Goal, ScoreGoal
from core.method.panel import SettingValue, choice_of
from core.method.run import Scored, scored
from core.method.setting import Settings
from core.workbook.figure import FigureKey
from core.workbook.workbook import Workbook

Bounds: TypeAlias = tuple[float, float]


def useful(workbook: Workbook, goal: Goal, bounds: Mapping[FigureKey, Bounds]) -> Mapping[FigureKey, Bounds]:
    """The bounds without the part beyond goalposts that cut scores off, where a figure changes nothing."""
    result = scored(workbook, goal.method) if isinstance(goal, ScoreGoal) else None
    if not isinstance(result, Scored):
        return bounds
    narrowed = dict(bounds)
    for at, (step, settings) in enumerate(zip(result.document.steps, result.document.settings, strict=True)):
        for key in bounds if step.kind == "normalise" else ():
            if choice_of(step.how, own_settings(settings), settings["each"].get(key[1], {}))["how"] == "goalposts":
                narrowed[key] = _between(narrowed[key], _cut_off(step.how, settings, result, at, key))
    return narrowed


def _between(bounds: Bounds, posts: Bounds | None) -> Bounds:
    """The part of the bounds that lies between the goalposts, if any does."""
    if posts is None or posts[1] < bounds[0] or bounds[1] < posts[0]:
        return bounds
    return max(bounds[0], posts[0]), min(bounds[1], posts[1])


def _cut_off(how: str, settings: Settings, result: Scored, at: int, key: FigureKey) -> Bounds | None:
    """The goalposts that cut a figure off, in its own unit, the present value between them; else null."""
    choice = choice_of(how, own_settings(settings), settings["each"].get(key[1], {}))
    value = _row(result.stages[at].frame, key)
    raw = _row(result.raw, key)
    if not choice.get("truncate", True) or value is None or raw is None or (raw and value / raw <= 0):
        return None
    factor = value / raw if raw else None if is_divided(result, key[1]) else 1.0
    posts = posts_of(choice)
    if factor is None or not posts[0] <= value <= posts[1]:
        return None
    return posts[0] / factor, posts[1] / factor


def _row(frame: pl.DataFrame, key: FigureKey) -> float | None:
    """The value of a figure in a frame of the method."""
    is_row = (pl.col("unit").cast(pl.String) == key[0]) & (pl.col("period").cast(pl.String) == key[2])
    rows = frame.filter(is_row)
    value = rows[key[1]].item() if rows.height == 1 and key[1] in rows.columns else None
    return float(value) if isinstance(value, float | int) else None


def posts_of(choice: Mapping[str, SettingValue]) -> Bounds:
    """The two posts of a choice of goalposts, the lower first."""
    low, high = (float(str(choice.get(name, default))) for name, default in (("low", 0), ("high", 1)))
    return min(low, high), max(low, high)


def own_settings(settings: Settings) -> Settings:
    """The settings of a normalisation without those that all of them have."""
    return {
        name: value for name, value in settings.items() if name not in ("codes", "to", "each", "years", "impossible")
    }


def is_divided(result: Scored, code: str) -> bool:
    """Whether an indicator is divided by another."""
    document = result.document
    steps = zip(document.steps, document.settings, strict=True)
    return any(code in settings["by"] for step, settings in steps if step.kind == "denominate")
