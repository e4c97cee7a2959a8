"""The releases of a workbook: which there are, the workbook as of one of them, and without one of them."""

from collections.abc import Callable
from dataclasses import replace
from typing import TypeAlias

from core.figure import Figure, Series
from core.figure_store import Figures
from core.period import period
from core.workbook import Workbook

Kept: TypeAlias = Callable[[str, str], bool]
"""Whether a figure of this period and this vintage is kept."""


def vintages(workbook: Workbook) -> list[str]:
    """The dates of all releases, the earliest first."""
    return sorted(set(workbook.figures.whole()["vintage"].unique()) - {""})


def released_by(workbook: Workbook, date: str) -> Workbook:
    """The workbook with what was released up to a date such as 2024, 2024-03 or 2024-03-31, that date included.

    A figure without a date of release counts as released when its period began. Raises BadFigure where it is no date.
    """
    end = period(date).end
    return _only(workbook, lambda when, vintage: period(vintage or when).start < end)


def without_release(workbook: Workbook, vintage: str) -> Workbook:
    """The workbook as if a release had not come: of its figures the release before counts."""
    return _only(workbook, lambda _, of: of != vintage)


def _only(workbook: Workbook, kept: Kept) -> Workbook:
    """The workbook without the figures that are not kept; a series that loses none stays the same object."""
    whole = workbook.figures.whole()
    pairs = whole.select("period", "vintage").unique()
    lost = pairs.filter([not kept(when, vintage) for when, vintage in pairs.iter_rows()])
    if lost.is_empty():
        return workbook
    on = ["period", "vintage"]
    touched = whole.join(lost, on=on, how="semi").select("unit", "indicator").unique()
    kept_rows = whole.join(lost, on=on, how="anti", maintain_order="left")
    made = workbook.figures.made_without(touched.iter_rows())
    return replace(workbook, figures=Figures(kept_rows, made), moved=None)


def until_release(workbook: Workbook, figure: Figure) -> Workbook:
    """The workbook without the later releases of one figure."""
    series = workbook.series(figure.unit, figure.indicator)
    left = tuple(one for one in series if one.period != figure.period or one.vintage <= figure.vintage)
    return workbook.with_series({figure.series: Series(left)})
