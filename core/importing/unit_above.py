"""The unit of measurement that a line above a table states for all figures: 单位：亿元, Unit: million EUR."""

import re
from collections.abc import Iterable, Sequence

from core.workbook.measures import BRACKETED, measured

LABEL = re.compile(
    r"[(（\[【]?\s*(?:计量单位|单位|units? of measure(?:ment)?|units?|einheit|unité|unidad)\s*(?:\[[A-Z_]+\])?"
    r"\s*(?:[:：]\s*(?P<unit>.*?))?\s*[)）\]】]?",
    re.IGNORECASE,
)
"""A cell that introduces a unit, in the same cell or in the next one."""
CODE = re.compile(r"\s*\[[A-Z0-9_]+\]$")
"""The code that Eurostat writes after a label."""
LONGEST = 60


def unit_above(rows: Iterable[Sequence[str]]) -> str:
    """The unit as it is written in the line nearest to the table; empty where there is none.

    The word unit counts before a measure in brackets: a line of one cell that ends with brackets is a title.
    """
    units = [unit for cells in rows if (unit := _labelled_unit(cells)) or (unit := _in_title(cells))]
    return units[-1][:LONGEST] if units else ""


def _labelled_unit(cells: Sequence[str]) -> str:
    """The unit that a cell of a line introduces by the word unit."""
    filled = [cell.strip() for cell in cells if cell.strip()]
    for place, cell in enumerate(filled):
        if not (match := LABEL.fullmatch(cell)):
            continue
        behind = filled[place + 1] if place + 1 < len(filled) else ""
        return CODE.sub("", match["unit"] or behind)
    return ""


def _in_title(cells: Sequence[str]) -> str:
    """The unit in brackets at the end of a title, or of a line without other text."""
    filled = [cell.strip() for cell in cells if cell.strip()]
    match = BRACKETED.match(filled[0]) if len(filled) == 1 else None
    return match["unit"] if match and measured(match["unit"]) else ""
