"""The growth of a figure, and the growth that it needs to reach a target."""

import math

NEVER = 1000
"""The number of years from which a threshold counts as out of reach."""


def growth(old: float | None, new: float | None) -> float | None:
    """The change from old to new in per cent of old; null where one is missing or old is not above 0."""
    return None if old is None or new is None or old <= 0 else 100 * (new / old - 1)


def points(old: float | None, new: float | None) -> float | None:
    """The plain difference, in the unit of the two."""
    return None if old is None or new is None else new - old


def cagr(old: float | None, new: float | None, years: float) -> float | None:
    """The compound annual growth rate in per cent: 100 ((new / old)^(1 / years) - 1).

    Null where a value is missing or not above 0, or the years are not above 0.
    """
    if old is None or new is None or old <= 0 or new <= 0 or years <= 0:
        return None
    return 100.0 * float((new / old) ** (1 / years) - 1)


def points_a_year(old: float | None, new: float | None, years: float) -> float | None:
    """The average change a year, in the unit of the two; null where one is missing, or the years are not above 0."""
    return None if old is None or new is None or years <= 0 else (new - old) / years


def base_index(value: float | None, base: float | None) -> float | None:
    """The value as an index with base = 100; null where one is missing or base is 0. (Handbook, ch. 5)"""
    return None if value is None or not base else 100 * value / base


def crossing_year(value: float | None, rate: float | None, year: int, threshold: float) -> int | None:
    """The first year at whose end a value reaches a threshold above it, growing by `rate` per cent a year after `year`.

    Null where an input is missing, or the threshold is never reached.
    """
    if value is None or value <= 0 or rate is None or rate <= 0:
        return None
    years = math.ceil(math.log(threshold / value) / math.log1p(rate / 100) - 1e-9)
    return year + years if years < NEVER else None
