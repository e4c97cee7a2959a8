"""A series in one line of text: a bar for each published value, a shade for each estimated one, a gap for each gap."""

import math
from collections.abc import Sequence
from typing import Final

from core.workbook.figure import Series
from core.workbook.period import period

BARS: Final = "▁▂▃▄▅▆▇█"
SHADES: Final = "░▒▓"
GAP: Final = " "


def sparkline(values: Sequence[float | None], solid: Sequence[bool], width: int) -> str:
    """The last `width` values in exactly `width` cells, the newest at the right.

    The lowest value shown is the lowest glyph, the highest the highest; where all are equal, the middle one. Values
    that are not `solid` (estimated, forecast, imputed) are shades instead of bars; a missing value is a gap.
    """
    if width <= 0:
        return ""
    shown = list(zip(values, solid, strict=True))[-width:]
    known = [value for value, _ in shown if value is not None and math.isfinite(value)]
    low, high = min(known, default=0.0), max(known, default=0.0)
    return "".join(_glyph(value, low, high, BARS if firm else SHADES) for value, firm in shown).rjust(width, GAP)


def history_line(series: Series, width: int, last_year: int | None = None) -> str:
    """The last `width` years of a series up to a year, or up to its newest; the last figure of each year counts."""
    by_year = {period(figure.period).year: figure for figure in series.newest()}
    known = [year for year, figure in by_year.items() if figure.value is not None and year <= (last_year or year)]
    if not known:
        return ""
    years = range(max(min(known), max(known) - width + 1), max(known) + 1)
    figures = [by_year.get(year) for year in years]
    values = [figure.value if figure else None for figure in figures]
    solid = [bool(figure and figure.is_published) for figure in figures]
    return sparkline(values, solid, width)


def _glyph(value: float | None, low: float, high: float, glyphs: str) -> str:
    if value is None or not math.isfinite(value):
        return GAP
    if high == low:
        return glyphs[(len(glyphs) - 1) // 2]
    # Halved, so that the span of the widest range of floats is still a number.
    share = (value / 2 - low / 2) / (high / 2 - low / 2)
    return glyphs[min(len(glyphs) - 1, int(share * len(glyphs)))]
