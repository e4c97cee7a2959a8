"""The relative position of a value between the worst and the best, rescaled to the range of its score."""

import numpy as np

from core.method import along
from core.method.forms import ABOVE_0, NUMBER, YES_NO
from core.method.matrix import Matrix
from core.method.setting import Idle, Setting
from core.words import marked

STRETCHED = Idle(
    lambda beside: bool(beside.settings["to"]),
    marked("the range rescales all scores afterwards, so empty the range first"),
)
STRETCHED_WHOLE = Idle(lambda beside: bool(beside.settings["to"]) and not beside.settings["truncate"], STRETCHED.reason)
"""A setting that only moves and stretches the scores, which `to` undoes."""
CAP = Setting(
    "yes: a value beyond the target or the reference scores as one that reaches it", YES_NO, word="cap at the end"
)
BOTTOM = Setting("the score of the worst unit, or at the low goalpost", NUMBER, word="lowest score", below="scale")
SCALE = Setting("the score at the target, the reference or the high goalpost", ABOVE_0, word="highest score")


def ends(values: Matrix, direction: int) -> tuple[Matrix, Matrix]:
    """The worst and the best value."""
    least, most = along.least(values), along.most(values)
    return (least, most) if direction > 0 else (most, least)


def part_of_way(values: Matrix, direction: int, low: float, high: float) -> Matrix:
    """The position from `low` to `high`, from `high` to `low` where less is better; NaN where the two are equal."""
    score = (values - low) / (high - low if low != high else np.nan)
    return score if direction > 0 else score * -1 + 1


def way(values: Matrix, start: Matrix, direction: int) -> Matrix:
    """The distance by which values are better than the start, in their own unit."""
    return values - start if direction > 0 else start - values


def stretched(score: Matrix, factor: float, offset: float) -> Matrix:
    """The score times a factor, and an offset added."""
    score = score * factor if factor != 1 else score
    return score + offset if offset else score
