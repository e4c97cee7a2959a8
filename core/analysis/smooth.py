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
    windows = [values[max(at - half, 0) : at + half + 1] for at in range(len(values))]
    return [_mean(window) if len(window) == width else None for window in windows]


def _mean(window: Sequence[float | None]) -> float | None:
    known = [value for value in window if value is not None]
    return sum(known) / len(known) if len(known) == len(window) else None
