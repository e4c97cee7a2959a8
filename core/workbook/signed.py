"""The workbook of an edit that was tried before it was saved: only who made it, and when, is still to be put in."""

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from core.workbook import figure_exchange, figure_frame
from core.workbook.edit import FEW, Edit, SetFigure, SetFigures, single_edits
from core.workbook.figure import Figure
from core.workbook.workbook import Workbook

if TYPE_CHECKING:
    from core.workbook.figure import Series, SeriesKey


def signed(tried: Workbook, saved: Edit) -> Workbook:
    """What an edit made of a workbook, with the author and the time that it was saved with.

    Its figures count as the version of those that were tried, so that what was computed of these holds.
    """
    figures = tried.figures
    for one in single_edits(saved):
        if isinstance(one, SetFigures) and one.after.height > FEW:
            figures = figure_exchange.signed(figures, one.after)
    series: dict[SeriesKey, Series] = {}
    for figure in _figures(saved):
        known = series.get(figure.series) or tried.series(*figure.series)
        series[figure.series] = known.with_figure(figure)
    figures = figures.with_series(series) if series or figures is tried.figures else figures
    figures.version = tried.figures.version
    return replace(tried, figures=figures)


def _figures(saved: Edit) -> Iterator[Figure]:
    """The figures that an edit puts in, but for those of large blocks."""
    for one in single_edits(saved):
        if isinstance(one, SetFigures) and one.after.height <= FEW:
            yield from figure_frame.figures_of(one.after)
        elif isinstance(one, SetFigure) and one.after:
            yield one.after
