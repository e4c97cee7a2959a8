"""The indicators of a workbook as rows of a checklist."""

from collections import Counter

from core.numerals import counted
from core.words import gettext, in_words
from core.workbook.figure_counts import periods_of
from tui.frame.checklist import Item
from tui.frame.screen import Screen


def indicator_items(screen: Screen) -> list[Item]:
    """Every indicator that has figures, with how many units and periods it has; those of the most units first."""
    workspace = screen.workspace
    units = Counter(code for _, code in workspace.workbook.figures)
    periods = periods_of(workspace.workbook.figures)
    return [
        Item(code, workspace.wording.name(unit), _span(units[code], sorted(periods[code])))
        for code, unit in sorted(workspace.workbook.indicators.items(), key=lambda item: -units[item[0]])
        if code in units
    ]


def _span(units: int, periods: list[str]) -> str:
    when = periods[0] if len(periods) == 1 else gettext("{first} to {last}", first=periods[0], last=periods[-1])
    return in_words((counted(units, "unit"), when))
