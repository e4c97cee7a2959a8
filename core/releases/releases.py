"""The releases of a workbook: which there are, the workbook as of one of them, and without one of them."""

from collections.abc import Callable
from dataclasses import replace
from typing import TypeAlias

from core.workbook.figure import Figure, Series
from core.workbook.figure_store import Figures
from core.workbook.period import period
from core.workbook.workbook import Workbook

Kept: TypeAlias = Callable[[str, str, str, str], bool]
"""Whether a figure of this period, vintage, source and status is kept."""

ESTIMATED = "EFI"
"""Letters of values that somebody worked out."""


def vintages(workbook: Workbook) -> list[str]:
    """The dates of all releases, the earliest first."""
    return sorted(set(workbook.figures.whole()["vintage"].unique()) - {""})


def released_by(workbook: Workbook, date: str) -> Workbook:
    """The workbook with what was released up to a date such as 2024, 2024-03 or 2024-03-31, that date included.

    A figure without a date of release counts as released when its period began, but an estimate or forecast without
    a source was never released. Raises BadFigure where it is no date.
    """
    end = period(date).end

    def kept(when: str, vintage: str, source: str, status: str) -> bool:
        is_own = not vintage and not source and status in ESTIMATED
        return not is_own and period(vintage or when).start < end

    return _only(workbook, kept)


def without_release(workbook: Workbook, vintage: str) -> Workbook:
    """The workbook as if a release had not come: of its figures the release before counts."""
    return _only(workbook, lambda _, of, __, ___: of != vintage)


def _only(workbook: Workbook, kept: Kept) -> Workbook:
    """The workbook without the figures that are not kept; a series that loses none stays the same object."""
    whole = workbook.figures.whole()
    on = ["period", "vintage", "source", "status"]
    different = whole.select(on).unique()
    lost = different.filter([not kept(*row) for row in different.iter_rows()])
    if lost.is_empty():
        return workbook
    touched = whole.join(lost, on=on, how="semi").select("unit", "indicator").unique()
    kept_rows = whole.join(lost, on=on, how="anti", maintain_order="left")
    made = workbook.figures.made_without(touched.iter_rows())
    return replace(workbook, figures=Figures(kept_rows, made), moved=None)


def until_release(workbook: Workbook, figure: Figure) -> Workbook:
    """The workbook without the later releases of one figure."""
    series = workbook.series(figure.unit, figure.indicator)
    left = tuple(one for one in series if one.period != figure.period or one.vintage <= figure.vintage)
    return workbook.with_series({figure.series: Series(left)})
