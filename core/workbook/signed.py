"""The workbook of an edit that was tried before it was saved: only author and time are still to be set."""

from collections.abc import Iterator
from dataclasses import replace

from core.workbook import figure_exchange, figure_frame
from core.workbook.edit import FEW, Edit, SetFigure, SetFigures, single_edits
from core.workbook.figure import Figure, Series, SeriesKey
from core.workbook.workbook import Workbook


def signed(tried: Workbook, saved: Edit) -> Workbook:
    """The result of an edit on a workbook, with the author and the time of the saved edit.

    Its figures count as the same version, so that results computed from them stay valid.
    """
    figures = tried.figures
    for edit in single_edits(saved):
        if isinstance(edit, SetFigures) and edit.after.height > FEW:
            figures = figure_exchange.signed(figures, edit.after)
    series: dict[SeriesKey, Series] = {}
    for figure in _figures(saved):
        known = series.get(figure.series) or tried.series(*figure.series)
        series[figure.series] = known.with_figure(figure)
    figures = figures.with_series(series)
    figures.version = tried.figures.version
    return replace(tried, figures=figures)


def _figures(saved: Edit) -> Iterator[Figure]:
    """The figures that an edit adds, except those of large blocks."""
    for edit in single_edits(saved):
        if isinstance(edit, SetFigures) and edit.after.height <= FEW:
            yield from figure_frame.figures_of(edit.after)
        elif isinstance(edit, SetFigure) and edit.after:
            yield edit.after
