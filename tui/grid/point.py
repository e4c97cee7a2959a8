"""A point of a chart, and the signs that charts are drawn with."""

from typing import NamedTuple

PUBLISHED, OTHER, LINE = "●", "○", "·"


class Point(NamedTuple):
    """One period with its value, null at a gap, and whether it was published."""

    period: str
    value: float | None
    is_published: bool = True
