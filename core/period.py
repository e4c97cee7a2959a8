"""The periods that figures belong to: years, halves, quarters, months, days, windows and cumulative since."""

import re
from dataclasses import dataclass
from functools import lru_cache

from core.errors import BadFigure

FORM = re.compile(
    r"(?P<year>\d{4})(?:-(?:H(?P<half>[12])|Q(?P<quarter>[1-4])|(?P<month>0[1-9]|1[0-2])(?:-(?P<day>0[1-9]|[12]\d|3[01]))?"
    r"|(?P<last>\d{4}))|/(?P<until>\d{4}))?",
    re.ASCII,
)


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A period by its end and its start, both in years and parts of a year, so that periods sort by when they end.

    `2023` runs from 2023.0 to 2024.0, `2025-H1` from 2025.0 to 2025.5. A window such as `2016-2020` and a cumulative
    period such as `2014/2021` (since 2014) run from the start of the first year to the end of the last.
    """

    end: float
    start: float
    text: str

    @property
    def year(self) -> int:
        """The calendar year in which the period ends."""
        return int(self.end) if self.end % 1 else int(self.end) - 1

    @property
    def is_year(self) -> bool:
        """Whether the period is one calendar year."""
        return len(self.text) == 4  # noqa: PLR2004


@lru_cache(maxsize=65536)
def period(text: str) -> Period:
    """The period that a text such as 2023, 2025-H1, 2020-06, 2016-2020 (window) or 2014/2021 (cumulative) stands for.

    Raises BadFigure where the text is none of these forms, or a window ends before it starts.
    """
    found = FORM.fullmatch(text)
    if not found:
        raise BadFigure(f"“{text}” is no period: write 2023, 2025-H1, 2024-Q3, 2020-06, 2016-2020 or 2014/2021.")
    year, last = int(found["year"]), found["last"] or found["until"]
    start, length = float(year), 1.0
    if last:
        length = int(last) - year + 1.0
        if length <= 1:
            raise BadFigure(f"“{text}” ends before it starts: write the earlier year first.")
    elif found["half"]:
        start, length = year + (int(found["half"]) - 1) / 2, 0.5
    elif found["quarter"]:
        start, length = year + (int(found["quarter"]) - 1) / 4, 0.25
    elif found["day"]:
        start, length = year + (int(found["month"]) - 1) / 12 + (int(found["day"]) - 1) / 372, 1 / 372
    elif found["month"]:
        start, length = year + (int(found["month"]) - 1) / 12, 1 / 12
    return Period(start + length, start, text)


def in_time(text: str) -> tuple[float, float, str]:
    """What periods sort by: when they end, then when they begin."""
    here = period(text)
    return here.end, here.start, text


def years_between(first: str, last: str) -> float:
    """The years from the end of one period to the end of another; whole for whole years."""
    return round(period(last).end - period(first).end, 6)


def next_period(text: str) -> str:
    """The period of the same length that follows: 2024 after 2023, 2021-01 after 2020-12, 2017-2021 after 2016-2020."""
    here = period(text)
    match text.split("/" if "/" in text else "-"):
        case [year]:
            return f"{int(year) + 1}"
        case [year, part] if "/" in text:
            return f"{year}/{int(part) + 1}"
        case [year, ("H1" | "H2") as half]:
            return f"{year}-H2" if half == "H1" else f"{int(year) + 1}-H1"
        case [year, quarter] if quarter.startswith("Q"):
            return f"{year}-Q{int(quarter[1]) + 1}" if quarter != "Q4" else f"{int(year) + 1}-Q1"
        case [year, month] if len(month) == 2:  # noqa: PLR2004
            return f"{year}-{int(month) + 1:02}" if month != "12" else f"{int(year) + 1}-01"
        case [first, last] if len(last) == 4:  # noqa: PLR2004
            return f"{int(first) + 1}-{int(last) + 1}"
    raise BadFigure(f"There is no usual next period after the day {here.text}: name the period.")
