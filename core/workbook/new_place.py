"""Places of new figures: the place of a unit, an indicator and a period, and the next one."""

import re
from unicodedata import normalize

from core.errors import BadFigure
from core.workbook.figure import Series, SeriesKey
from core.workbook.period import next_period, real_period
from core.workbook.read_period import read_period
from core.workbook.typed_edit import FigurePlace
from core.workbook.workbook import Workbook

RELEASE = r"(?P<period>[^@]+?)(?:\s*@\s*(?P<vintage>[^@]+))?"
DATE = r"(\d{4}(-\d{2}){0,2})?"


def new_place(workbook: Workbook, unit: str, indicator: str, text: str) -> FigurePlace:
    """The place of a new period, written `2024` or, for a release, `2023@2025-03`.

    Raises BadFigure where the text is not a period, or a figure exists there already.
    """
    match = re.fullmatch(RELEASE, normalize("NFKC", text).strip())
    vintage = written_period(match["vintage"] or "") if match else ""
    if not match or not re.fullmatch(DATE, vintage):
        raise BadFigure(
            "“{text}” is not a period: write 2024, 2025-H1, or 2023@2025-03 for a later release of 2023.", text=text
        )
    place = FigurePlace(unit, indicator, written_period(match["period"]), vintage)
    present = workbook.series(unit, indicator).at(place.period, vintage or None)
    if present and present.value is not None:
        raise BadFigure(
            "{text} already exists: move to it, or write {period}@ and the date of the release.",
            text=text,
            period=place.period,
        )
    return place


def written_period(text: str) -> str:
    """A period as people write it, in the form of the workbook: 2024年上半年 is 2024-H1. Raises BadFigure."""
    return real_period(read_period(text) or text).text if text else ""


def following_period(workbook: Workbook, unit: str, indicator: str) -> str:
    """The most likely next period."""
    newest = workbook.series(unit, indicator).newest()
    return next_period(newest[-1].period) if newest else ""


def place_to_type(series: Series, key: SeriesKey, usual: str = "") -> FigurePlace:
    """The place of a figure that is typed for a series without a number: over its newest gap, else in a usual period.

    Without either the period is empty, and must be typed first.
    """
    gaps = series.newest()
    if gaps:
        return FigurePlace(*gaps[-1].key)
    return FigurePlace(*key, usual)
