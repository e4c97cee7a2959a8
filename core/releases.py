"""The releases of a workbook: which there are, the workbook as of one of them, and without one of them."""

from collections.abc import Callable
from dataclasses import replace
from typing import TypeAlias

from core.figure import Figure, Series, SeriesKey
from core.figure_store import StoredFigures
from core.period import period
from core.workbook import Workbook

Kept: TypeAlias = Callable[[str, str], bool]
"""Whether a figure of this period and this vintage is kept."""


def vintages(workbook: Workbook) -> list[str]:
    """The dates of all releases, the earliest first."""
    if isinstance(workbook.figures, StoredFigures):
        found = set(workbook.figures.whole()["vintage"].unique())
    else:
        found = {figure.vintage for series in workbook.figures.values() for figure in series}
    return sorted(found - {""})


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
    if isinstance(workbook.figures, StoredFigures):
        return replace(workbook, figures=_stored(workbook.figures, kept), moved=None)
    changed: dict[SeriesKey, Series] = {}
    for key, series in workbook.figures.items():
        left = tuple(figure for figure in series if kept(figure.period, figure.vintage))
        if len(left) < len(series):
            changed[key] = Series(left)
    return workbook.with_series(changed) if changed else workbook


def _stored(figures: StoredFigures, kept: Kept) -> StoredFigures:
    import polars as pl  # noqa: PLC0415 - small workbooks do without

    whole = figures.whole()
    pairs = whole.select("period", "vintage").unique()
    good = pairs.filter(pl.Series([kept(when, vintage) for when, vintage in pairs.iter_rows()], dtype=pl.Boolean))
    return StoredFigures(whole.join(good, on=["period", "vintage"], how="semi", maintain_order="left"))


def until_release(workbook: Workbook, figure: Figure) -> Workbook:
    """The workbook without the later releases of one figure."""
    series = workbook.series(figure.unit, figure.indicator)
    left = tuple(one for one in series if one.period != figure.period or one.vintage <= figure.vintage)
    return workbook.with_series({figure.series: Series(left)})
