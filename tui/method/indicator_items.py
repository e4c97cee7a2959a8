"""The indicators of a workbook as rows of a checklist."""

from typing import TYPE_CHECKING

from tui.frame.checklist import Item

if TYPE_CHECKING:
    from tui.app import Jingdex


def indicator_items(app: "Jingdex") -> list[Item]:
    """Every indicator that has figures, with how many units and periods it has."""
    workspace = app.workspace
    units: dict[str, int] = {}
    periods: dict[str, set[str]] = {}
    for (_, code), series in workspace.workbook.figures.items():
        units[code] = units.get(code, 0) + 1
        periods.setdefault(code, set()).update(figure.period for figure in series)
    return [
        Item(code, workspace.wording.name(one), _span(units[code], sorted(periods[code])))
        for code, one in workspace.workbook.indicators.items()
        if code in units
    ]


def _span(units: int, periods: list[str]) -> str:
    when = periods[0] if len(periods) == 1 else f"{periods[0]} to {periods[-1]}"
    return f"{units} units, {when}"
