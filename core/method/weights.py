"""Weights by code, made to sum to 1."""

from collections.abc import Sequence
from typing import Annotated, TypeAlias

import numpy as np

from core.method import along
from core.method.errors import MethodError
from core.method.forms import SHARE
from core.method.matrix import Matrix, complete_rows
from core.method.panel import Scores, panel_of
from core.method.setting import Setting
from core.words import gettext, in_words

Weights: TypeAlias = dict[str, float]
Least: TypeAlias = Annotated[
    float, Setting("the least weight of a code, 0 to 1", SHARE, word="min. weight", up_to="most")
]
Most: TypeAlias = Annotated[float, Setting("the greatest weight of a code, 0 to 1", SHARE, word="max. weight")]

TINY = 1e-12


def made_one(indicators: Sequence[str], raw: Sequence[float] | Matrix, remedy: str = "") -> Weights:
    """The raw weights divided by their sum, those below 0 as 0. Raises MethodError where the sum is not above 0."""
    total = float(sum(raw))
    if not total > TINY:
        raise MethodError(
            "The weights of {indicators} sum to zero: {remedy}.",
            indicators=in_words(indicators),
            remedy=remedy or gettext("weigh them by hand"),
        )
    return {code: max(float(weight), 0) / total for code, weight in zip(indicators, raw, strict=True)}


def means_above_0(values: Matrix, indicators: Sequence[str]) -> list[float]:
    """The mean of each row of numbers. Raises MethodError where one is not above 0."""
    with np.errstate(invalid="ignore", divide="ignore"):
        means: list[float] = along.mean(values)[:, 0].tolist()
    for code, mean in zip(indicators, means, strict=True):
        if not mean > 0:
            raise MethodError(
                "The mean of {code} is not above 0: rescale it, or weigh otherwise.", code=code, indicator=code
            )
    return means


def compared(frame: Scores, indicators: Sequence[str]) -> Matrix:
    """The complete rows × indicators. Raises MethodError for fewer than 2, or where an indicator is constant."""
    values = complete_rows(panel_of(frame, indicators).part(indicators).T)
    if len(values) <= 1:
        raise MethodError(
            "Fewer than 2 rows have all of {indicators}: fill the gaps first.", indicators=in_words(indicators)
        )
    flat = values.max(axis=0) == values.min(axis=0)
    if flat.any():
        code = indicators[int(flat.argmax())]
        raise MethodError(
            "{code} is the same in all complete rows and has no correlation: leave it out.", code=code, indicator=code
        )
    return values
