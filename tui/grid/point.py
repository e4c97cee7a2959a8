"""A point of a chart, and the signs and labels that charts are drawn with."""

from typing import NamedTuple

from rich.cells import cell_len

PUBLISHED, OTHER, LINE, INTERVAL = "●", "○", "·", "|"
FILLER = "\u2060"
"""A character of no width (word joiner), which stands in the plot only while it is laid out."""


class Point(NamedTuple):
    """One period with its value, null at a gap, whether it was published, and the ends of an interval around it."""

    period: str
    value: float | None
    is_published: bool = True
    ends: tuple[float, float] | None = None


def filled_out(text: str) -> str:
    """The label with as many characters as it takes cells."""
    return "".join(letter + FILLER * (cell_len(letter) - 1) for letter in text)


def drawn_lines(built: str) -> list[str]:
    """The lines of a plot as they go to the terminal, without fillers and without blanks at the end."""
    return [line.replace(FILLER, "").rstrip() for line in built.splitlines()]


def apart(one: str, other: str) -> int:
    """The cells from the middle of a label below a plot to that of the next.

    With fewer plotext moves labels or leaves some out, others at each start: it takes them from a set.
    """
    return max(len(one), len(other)) + (min(len(one), len(other)) + 1) // 2
