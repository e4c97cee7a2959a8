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
            narrowed[key] = _between(narrowed[key], _cut_off(choice_for(step.how, settings, key[1]), result, at, key))
    return narrowed


def _between(bounds: Bounds, posts: Bounds | None) -> Bounds:
    """The part of the bounds that lies between the goalposts, if any does."""
    if posts is None or posts[1] < bounds[0] or bounds[1] < posts[0]:
        return bounds
    return max(bounds[0], posts[0]), min(bounds[1], posts[1])


def _cut_off(choice: Mapping[str, SettingValue], result: Scored, at: int, key: FigureKey) -> Bounds | None:
    """The goalposts that cut a figure off, in its own unit, the present value between them; else null."""
    value, scale = _value(result.stages[at].frame, key), scale_of(result, at, key)
    if choice["how"] != "goalposts" or not choice["truncate"] or value is None or scale is None:
        return None
    low, high = posts_of(choice)
    return (low / scale, high / scale) if low <= value <= high else None


def scale_of(result: Scored, at: int, key: FigureKey) -> float | None:
    """What a step reads for each unit of a figure that may be divided by another; null where that is unknown."""
    document = result.document
    steps = zip(document.steps, document.settings, strict=True)
    if not any(key[1] in settings["by"] for step, settings in steps if step.kind == "denominate"):
        return 1.0
    value, raw = _value(result.stages[at].frame, key), _value(result.raw, key)
    return value / raw if value is not None and raw and value / raw > 0 else None


def _value(frame: pl.DataFrame, key: FigureKey) -> float | None:
    """The value of a figure in a frame of the method."""
    row = frame.filter(pl.col("unit").cast(pl.String) == key[0], pl.col("period").cast(pl.String) == key[2])
    value = next(iter(row[key[1]]), None) if key[1] in row.columns else None
    return float(value) if isinstance(value, float | int) else None


def posts_of(choice: Mapping[str, SettingValue]) -> Bounds:
    """The two posts of a choice of goalposts, of which the first is the lower."""
    return float(str(choice["low"])), float(str(choice["high"]))


def choice_for(how: str, settings: Settings, code: str) -> dict[str, SettingValue]:
    """The normalisation of one indicator with its settings, but those that all normalisations have."""
    common = ("codes", "to", "each", "years", "impossible")
    own = {name: value for name, value in settings.items() if name not in common}
    return choice_of(how, own, settings["each"].get(code, {}))
