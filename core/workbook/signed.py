"""The workbook of an edit that was tried before it was saved: only who made it, and when, is still to be put in."""

from dataclasses import replace
from typing import TYPE_CHECKING

from core.workbook.edit import Edit, SetFigure, SetFigures, single_edits
from core.workbook.workbook import Workbook

if TYPE_CHECKING:
    from core.workbook.figure import Series, SeriesKey


def signed(tried: Workbook, saved: Edit) -> Workbook | None:
    """What an edit made of a workbook, with the author and the time that it was saved with; null for blocks.

    Its figures count as the version of those that were tried, so that what was computed of these holds.
    """
    series: dict[SeriesKey, Series] = {}
    for one in single_edits(saved):
        if isinstance(one, SetFigures):
            return None
        if isinstance(one, SetFigure) and one.after:
            known = series.get(one.after.series) or tried.series(*one.after.series)
            series[one.after.series] = known.with_figure(one.after)
    figures = tried.figures.with_series(series)
    figures.version = tried.figures.version
    return replace(tried, figures=figures)
