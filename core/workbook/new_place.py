"""Places of new figures: the place of a unit, an indicator and a period, and the next one."""

import re

from core.errors import BadFigure
from core.workbook.figure import Series, SeriesKey
from core.workbook.period import next_period, real_period
from core.workbook.typed_edit import FigurePlace
from core.workbook.workbook import Workbook

RELEASE = r"(?P<period>[^@\s]+)(?:\s*@\s*(?P<vintage>\d{4}(?:-\d{2}){0,2}))?"


def new_place(workbook: Workbook, unit: str, indicator: str, text: str) -> FigurePlace:
    """The place of a new period, written `2024` or, for a release, `2023@2025-03`.

    Raises BadFigure where the text is not a period, or a figure exists there already.
    """
    match = re.fullmatch(RELEASE, text.strip())
    if not match:
        raise BadFigure(
            "“{text}” is not a period: write 2024, 2025-H1, or 2023@2025-03 for a later release of 2023.", text=text
        )
    real_period(match["period"])
    place = FigurePlace(unit, indicator, match["period"], match["vintage"] or "")
    if match["vintage"]:
        real_period(match["vintage"])
    there = workbook.series(unit, indicator).at(place.period, match["vintage"])
    if there and there.value is not None:
        raise BadFigure(
            "{text} already exists: move to it, or write {period}@ and the date of the release.",
            text=text,
            period=place.period,
        )
    return place


def following_period(workbook: Workbook, unit: str, indicator: str) -> str:
    """The most likely next period."""
    newest = workbook.series(unit, indicator).newest()
    return next_period(newest[-1].period) if newest else ""


def place_to_type(series: Series, key: SeriesKey, usual: str = "") -> FigurePlace:
    """The place of a figure that is typed for a series without a number: over its newest gap, else in a usual period.

    Without either the period is empty, and is asked for first.
    """
    gaps = series.newest()
    if gaps:
        return FigurePlace(*gaps[-1].key)
    return FigurePlace(*key, usual)
