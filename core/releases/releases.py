"""The releases of a workbook: their dates, the workbook as of one of them, and without one of them."""

from dataclasses import replace

import polars as pl

from core.errors import BadFigure
from core.workbook import figure_frame
from core.workbook.figure import Figure, Series, release_order
from core.workbook.figure_store import Figures, cached_without
from core.workbook.period import period
from core.workbook.status import ESTIMATED
from core.workbook.workbook import Workbook


def vintages(workbook: Workbook) -> list[str]:
    """The dates of all releases, the earliest first; names of releases that are not dates are left out."""
    known = set(workbook.figures.whole()["vintage"].unique()) - {""}
    return sorted(name for name in known if _dated(name, "") == name)


def released_by(workbook: Workbook, date: str) -> Workbook:
    """The workbook with the releases up to a date such as 2024, 2024-03 or 2024-03-31, that date included.

    A figure without a date of release counts as released when its period began. A figure without release and source was
    never released where it is an estimate or forecast, or stands beside a dated release. Raises BadFigure on anything
    but a date.
    """
    end = period(date).end
    frame = workbook.figures.whole()
    dates = frame.select("period", "vintage").unique()
    late = dates.filter([period(_dated(vintage, when)).start >= end for when, vintage in dates.iter_rows()])
    own = frame.filter(figure_frame.IS_OWN)
    beside = own.join(frame.filter(pl.col("vintage") != ""), on=figure_frame.KEY[:3], how="semi")
    lost = [
        frame.join(late, on=["period", "vintage"], how="semi"),
        own.filter(pl.col("status").is_in(sorted(ESTIMATED))),
        beside,
    ]
    return _without(workbook, pl.concat([rows.select(figure_frame.KEY) for rows in lost]))


def without_release(workbook: Workbook, vintage: str) -> Workbook:
    """The workbook without one release: its figures have the values of the release before."""
    frame = workbook.figures.whole()
    return _without(workbook, frame.filter(frame["vintage"] == vintage))


def _without(workbook: Workbook, lost: "pl.DataFrame") -> Workbook:
    """The workbook without the figures of these rows; an unchanged series stays the same object."""
    if lost.is_empty():
        return workbook
    remaining = workbook.figures.whole().join(lost, on=figure_frame.KEY, how="anti", maintain_order="left")
    unchanged = cached_without(workbook.figures, lost.select("unit", "indicator").unique().iter_rows())
    return replace(workbook, figures=Figures(remaining, unchanged), moved=None)


def until_release(workbook: Workbook, figure: Figure) -> Workbook:
    """The workbook without the later releases of one figure."""
    series = workbook.series(figure.unit, figure.indicator)
    last = release_order(figure)
    figures = tuple(other for other in series if other.period != figure.period or release_order(other) <= last)
    return workbook.with_series({figure.series: Series(figures)})


def _dated(vintage: str, when: str) -> str:
    """The date of a release; without one, and where its name is not a date, the period of the figure."""
    try:
        period(vintage)
    except BadFigure:
        return when
    return vintage
