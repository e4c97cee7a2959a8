"""A point of a chart, and the signs that charts are drawn with."""

from typing import NamedTuple

PUBLISHED, OTHER, LINE, INTERVAL = "●", "○", "·", "|"


class Point(NamedTuple):
    """One period with its value, null at a gap, whether it was published, and the ends of an interval around it."""

    period: str
    value: float | None
    is_published: bool = True
    ends: tuple[float, float] | None = None
