"""A slope and the significance of a trend, as they are written in cells and lines."""

from core.derive.slope import MannKendall
from core.derive.trend_table import TrendRow
from tui.grid.wording import NOTHING, Wording, rounded

SMALLEST_P = 0.00005
SIGNIFICANT = ((0.001, "***"), (0.01, "**"), (0.05, "*"))


def p_value(p: float | None) -> str:
    """A probability to four places, or that it is below what they can say."""
    if p is None:
        return NOTHING
    return rounded(p, 4) if p >= SMALLEST_P else "<1e-4"


def slope_text(row: TrendRow, wording: Wording) -> str:
    """The change a year with its sign, its scale and the marks of its significance."""
    if row.slope is None or row.newest is None:
        return NOTHING
    sign = "+" if row.slope > 0 else ""
    return f"{sign}{wording.number(row.slope, row.newest.mult, 2)}{stars(row.test)}"


def stars(test: MannKendall | None) -> str:
    """The usual marks of significance."""
    return next((mark for level, mark in SIGNIFICANT if test and test.p < level), "")
