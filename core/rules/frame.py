"""The newest figures as one frame, by unit and indicator, and periods moved by years."""

import re
from collections.abc import Collection, Sequence
from fnmatch import fnmatchcase

import polars as pl

from core.errors import BadFigure
from core.workbook.figure_frame import by_release
from core.workbook.figure_store import Figures, of_series
from core.workbook.period import period

CELL = ("unit", "indicator", "period")
COLUMNS = (*CELL, "vintage", "value", "status")
YEAR = re.compile(r"\d{4}")


class Newest:
    """The newest figure of each cell; the rows of an indicator are selected once.

    `with_growths` are all rows with their growths, without and with `unusual`, once they are needed.
    """

    def __init__(self, figures: Figures, series: Collection[tuple[str, str]] | None = None) -> None:
        self.figures = figures
        frame = figures.whole() if series is None else of_series(figures, series)
        rows = by_release(frame)
        if rows is not frame:
            rows = rows.unique(CELL, keep="last")
        self.frame = rows.select(COLUMNS)
        self.with_growths: dict[bool, pl.DataFrame] = {}
        self._cut: dict[str, pl.DataFrame] | None = None

    def rows(self, indicators: Sequence[str] | None) -> pl.DataFrame:
        """The rows of some indicators, or all."""
        if indicators is None:
            return self.frame
        if self._cut is None:
            cut = self.frame.partition_by("indicator", as_dict=True)
            self._cut = {str(key[0]): rows for key, rows in cut.items()}
        frames = [self._cut[code] for code in indicators if code in self._cut]
        return pl.concat(frames) if frames else self.frame.clear()


def fitting(codes: Collection[str], patterns: str) -> list[str] | None:
    """The codes that match a list of codes and patterns; null where the list is empty, which means all."""
    texts = patterns.split()
    if not texts:
        return None
    exact = [code for code in texts if not set(code) & set("*?[")]
    return exact + [code for code in codes if code not in exact and any(fnmatchcase(code, text) for text in texts)]


def fitting_periods(texts: Sequence[str], patterns: str) -> list[str] | None:
    """As `fitting`, for periods; `2016..2020`, `2016..` and `..2020` mean all periods in the range."""
    terms = patterns.split()
    if not terms:
        return None
    return [text for text in texts if any(_within(text, term) for term in terms)]


def _within(text: str, pattern: str) -> bool:
    first, dots, last = pattern.partition("..")
    if not dots:
        return fnmatchcase(text, pattern)
    moment = period(text)
    return (not first or moment.start >= period(first).start) and (not last or moment.end <= period(last).end)


def moved(text: str, years: int) -> str:
    """A period some years later: both ends of a window move, of a cumulative period only the last."""
    head, slash, tail = text.partition("/")
    if slash and len(tail) == 2:  # noqa: PLR2004 - a split year: 2020/21
        return f"{_shifted(head, years)}/{(int(tail) + years) % 100:02}"
    if slash and "-" not in head:
        return f"{head}/{_shifted(tail, years)}"
    return f"{_shifted(head, years)}{slash}{_shifted(tail, years)}"


def _shifted(text: str, years: int) -> str:
    return YEAR.sub(lambda match: f"{int(match[0]) + years:04}", text)


def release_lags(rows: pl.DataFrame) -> pl.Series:
    """The years from the end of each row's period to the release; null where the release has no date."""
    pairs = rows.select("period", "vintage").unique()
    lags = [_lag(when, vintage) for when, vintage in pairs.iter_rows()]
    known = pairs.with_columns(lag=pl.Series(lags, dtype=pl.Float64))
    return rows.select("period", "vintage").join(known, on=["period", "vintage"], how="left", maintain_order="left")[
        "lag"
    ]


def _lag(when: str, vintage: str) -> float | None:
    try:
        return period(vintage).end - period(when).end if vintage else None
    except BadFigure:
        return None
