"""The periods that figures belong to: years, split years, parts of a year, weeks, days, windows, cumulative since."""

import re
from calendar import isleap, monthrange, weekday
from dataclasses import dataclass
from functools import lru_cache

from core.errors import BadFigure
from core.words import marked

FORM = re.compile(
    r"(?P<year>\d{4})(?:-(?:H(?P<half>[12])|T(?P<third>[1-3])|Q(?P<quarter>[1-4])|W(?P<week>0[1-9]|[1-4]\d|5[0-3])"
    r"|(?P<month>0[1-9]|1[0-2])(?:-(?P<day>0[1-9]|[12]\d|3[01])|/(?P<to_year>\d{4})-(?P<to_month>0[1-9]|1[0-2]))?"
    r"|(?P<last>\d{4}))|/(?P<until>\d{4})|/(?P<split>\d{2}))?",
    re.ASCII,
)

LENGTHS = marked(
    (
        "years",
        "split years",
        "halves",
        "thirds",
        "quarters",
        "months",
        "weeks",
        "days",
        "windows",
        "runs of months",
    )
)
"""The names of periods by their length."""
MONTHS_OF_YEAR = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
PARTS = {"day": 372, "month": 12, "quarter": 4, "third": 3, "half": 2, "year": 1}
"""The number of each in a year, the shortest first; months have 31 days each."""


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A period by its end and its start, both in years and parts of a year, so that periods sort by when they end.

    `2023` runs from 2023.0 to 2024.0, `2025-H1` from 2025.0 to 2025.5. A window such as `2016-2020` and a cumulative
    period such as `2014/2021` (since 2014) run from the start of the first year to the end of the last. A split year
    such as `2020/21` runs from the middle of 2020 to the middle of 2021, `2020-01/2020-09` over those months,
    `2020-T1` over the first four months, `2020-W01` over a week of ISO 8601.
    """

    end: float
    start: float
    text: str

    @property
    def year(self) -> int:
        """The calendar year in which the period ends."""
        return int(self.end) if self.end % 1 else int(self.end) - 1


@lru_cache(maxsize=65536)
def period(text: str) -> Period:
    """The period of a text such as 2023, 2020/21, 2025-H1, 2020-06, 2020-W01, 2016-2020 or 2014/2021.

    Raises BadFigure where the text has none of these forms, or a window ends before it starts.
    """
    match = FORM.fullmatch(text)
    if not match:
        raise BadFigure(
            "“{text}” is not a period: write 2023, 2025-H1, 2024-Q3, 2020-06, 2016-2020 or 2014/2021.", text=text
        )
    start, end = _span(match.groupdict())
    if end <= start:
        raise BadFigure("“{text}” ends before it starts: write the earlier year first.", text=text)
    return Period(end, start, text)


def real_period(text: str) -> Period:
    """As `period`, for a text from outside: raises BadFigure also for a day that its month does not have.

    A workbook of an earlier version may hold such a day, and still opens.
    """
    read = period(text)
    match text.split("-"):
        case [year, month, day] if "/" not in text and int(day) > (last := monthrange(int(year), int(month))[1]):
            raise BadFigure("“{text}” is not a day: the last one of its month is {last}.", text=text, last=last)
    return read


def _span(parts: dict[str, str | None]) -> tuple[float, float]:
    """Start and end of a period by its parts, in years and parts of a year. Raises BadFigure."""
    part = {name: int(text) for name, text in parts.items() if text}
    year = part["year"]
    if last := part.get("last", part.get("until")):
        return float(year), last + 1.0 if last > year else float(year)
    if "split" in part:
        return year + 0.5, year + (1.5 if part["split"] == (year + 1) % 100 else 0.5)
    if "week" in part:
        return _week(year, part["week"])
    if "to_year" in part:
        return year + (part["month"] - 1) / 12, part["to_year"] + part["to_month"] / 12
    start = float(year) + sum((part[name] - 1) / PARTS[name] for name in part if name != "year")
    return start, start + 1 / next(many for name, many in PARTS.items() if name in part)


def _week(year: int, week: int) -> tuple[float, float]:
    """Start and end of a week of ISO 8601, in years. Raises BadFigure where the year has no such week."""
    first = _monday(year, week)
    if first + 3 > _days(year):
        raise BadFigure("The year {year} has no week {week}: its last is week 52.", year=year, week=week)
    start, end = (_place(*month_and_day(year, day)) for day in (first, first + 7))
    return start, end


def _monday(year: int, week: int) -> int:
    """The day of the year on which a week of ISO 8601 begins; below 1 in the year before. 4 January is in the first."""
    return 4 - weekday(year, 1, 4) + 7 * (week - 1)


def _days(year: int) -> int:
    return 365 + isleap(year)


def month_and_day(year: int, day: int) -> tuple[int, int, int]:
    """Year, month and day of the month of a day of a year, which may lie in the year before or after."""
    if day < 1:
        return month_and_day(year - 1, day + _days(year - 1))
    if day > _days(year):
        return month_and_day(year + 1, day - _days(year))
    month = 1
    while day > (length := monthrange(year, month)[1]):
        month, day = month + 1, day - length
    return year, month, day


def _place(year: int, month: int, day: int) -> float:
    return year + (month - 1) / 12 + (day - 1) / 372


def length_of(text: str) -> str:
    """The length of a period, one of LENGTHS: quarter for 2020-Q3, window for 2016-2020. Raises BadFigure."""
    period(text)
    match = FORM.fullmatch(text)
    parts = {name for name, digits in match.groupdict().items() if digits} if match else set()
    names = {
        "day": "days", "to_year": "runs of months", "month": "months", "week": "weeks", "quarter": "quarters",
        "third": "thirds", "half": "halves", "split": "split years", "last": "windows", "until": "windows",
    }  # fmt: skip
    return next((words for name, words in names.items() if name in parts), "years")


def in_time(text: str) -> tuple[float, float, str]:
    """The sort key of periods: when they end, then when they begin."""
    moment = period(text)
    return moment.end, moment.start, text


def years_between(first: str, last: str) -> float:
    """The years from the end of one period to the end of another; whole for whole years."""
    return round(period(last).end - period(first).end, 6)


def next_period(text: str) -> str:  # noqa: PLR0911 - one for each form
    """The period of the same length that follows: 2024 after 2023, 2021-01 after 2020-12, 2017-2021 after 2016-2020."""
    present, following = period(text), f"{int(text[:4]) + 1:04}"
    match text.split("/" if "/" in text else "-"):
        case [_]:
            return following
        case [_, part, *_] if "/" in text and len(part) == 2:  # noqa: PLR2004 - a split year
            return f"{following}/{(int(part) + 1) % 100:02}"
        case [year, part] if "/" in text and "-" not in text:
            return f"{year}/{int(part) + 1:04}"
        case [year, third] if third.startswith("T"):
            return f"{year}-T{int(third[1]) + 1}" if third != "T3" else f"{following}-T1"
        case [year, week] if week.startswith("W"):
            last = _monday(int(year), int(week[1:])) + 10 > _days(int(year))
            return f"{following}-W01" if last else f"{year}-W{int(week[1:]) + 1:02}"
        case [year, ("H1" | "H2") as half]:
            return f"{year}-H2" if half == "H1" else f"{following}-H1"
        case [year, quarter] if quarter.startswith("Q"):
            return f"{year}-Q{int(quarter[1]) + 1}" if quarter != "Q4" else f"{following}-Q1"
        case [year, month] if len(month) == 2:  # noqa: PLR2004 - a month
            return f"{year}-{int(month) + 1:02}" if month != "12" else f"{following}-01"
        case [_, last] if len(last) == 4:  # noqa: PLR2004 - a window
            return f"{following}-{int(last) + 1:04}"
    raise BadFigure("The period after {text} cannot be guessed: name it.", text=present.text)
