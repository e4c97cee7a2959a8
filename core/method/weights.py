"""Weights by code, made to sum to 1."""

from collections.abc import Sequence
from typing import TypeAlias

from core.method.errors import MethodError
from core.method.matrix import Matrix

Weights: TypeAlias = dict[str, float]

TINY = 1e-12


def made_one(indicators: Sequence[str], raw: Sequence[float] | Matrix, remedy: str = "weigh them by hand") -> Weights:
    """The raw weights divided by their sum, those below 0 as 0. Raises MethodError where the sum is not above 0."""
    total = float(sum(raw))
    if not total > TINY:
        raise MethodError(f"The weights of {', '.join(indicators)} sum to zero: {remedy}.")
    return {code: max(float(weight), 0) / total for code, weight in zip(indicators, raw, strict=True)}
