"""Smoothing: a series without its short fluctuations."""

from collections.abc import Sequence

from core.method.errors import MethodError


def moving_mean(values: Sequence[float | None], width: int = 3) -> list[float | None]:
    """The mean of each value and its neighbours, `width` in all; null at the ends and where one of them is missing.

    Raises MethodError on an even width, whose mean would stand between two periods. (Handbook)
    """
    if width < 1 or width % 2 == 0:
        raise MethodError("A moving mean of {width} has no middle: give it an odd width such as 3.", width=width)
    half = width // 2
    padded = [*[None] * half, *values, *[None] * half]
    windows = ([value for value in padded[at : at + width] if value is not None] for at in range(len(values)))
    return [sum(window) / width if len(window) == width else None for window in windows]
