"""Periods as files write them, brought into the form of the workbook."""

import re
import unicodedata
from collections.abc import Iterable

from core.errors import BadFigure
from core.workbook.period import MONTHS_OF_YEAR, month_and_day, real_period

FORMS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(form, re.IGNORECASE), shape)
    for form, shape in (
        (r"(?:FY\s*)?(\d{4})(?:\.0+)?\s*(?:年度?|A1?|-A1)?", r"\1"),
        (r"(\d{4})\s*\[YR\1\]", r"\1"),
        (r"(\d{4})(?:年|[-_ ./])?\s*(?:Q|K|第)([1-4])(?:季度?)?", r"\1-Q\2"),
        (r"(\d{4})年([1-4])季度", r"\1-Q\2"),
        (r"([1-4])Q[-_ /]?(\d{4})", r"\2-Q\1"),
        (r"(\d{4})年[末底]", r"\1"),
        (r"(\d{4})年(\d{1,2})月[末底]", r"\1-\2"),
        (r"(\d{4})[-_ ]?T([1-3])", r"\1-T\2"),
        (r"Q([1-4])[-_ /]?(\d{4})", r"\2-Q\1"),
        (r"(\d{4})[-_ ]?[SH]([12])", r"\1-H\2"),
        (r"(\d{4})年上半年", r"\1-H1"),
        (r"(\d{4})年下半年", r"\1-H2"),
        (r"(\d{4})[-_ ]?M(\d{1,2})", r"\1-\2"),
        (r"(\d{4})[年./](0?[1-9]|1[0-2])月?", r"\1-\2"),
        (r"(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})日?(?:[ T]00:00(?::00(?:\.0+)?)?)?", r"\1-\2-\3"),
        (r"(\d{4})\s*[–—~]\s*(\d{4})", r"\1-\2"),
    )
)
WEEK = re.compile(r"(\d{4})[-_ ]?W(\d{1,2})", re.IGNORECASE)
DAY_OF_YEAR = re.compile(r"(\d{4})-?D(\d{1,3})")
"""SDMX's reporting day, counted from the first of January."""
SPLIT = re.compile(r"(\d{4})\s*[/–-]\s*(\d{2})年?度?")
MONTHS = re.compile(r"(\d{4})年?\s*(\d{1,2})\s*[-–—~至]\s*(\d{1,2})月(?:份)?")
"""Periods of figures that accumulate from the start of a year: 2020年1-6月."""
QUARTERS = re.compile(r"(\d{4})年?\s*(?:前|1\s*[-–—~至]\s*)([2-4])个?季度")
"""The first quarters of a year: 2020年前三季度, 2020年1-3季度."""
BIMESTER = re.compile(r"(\d{4})[-_ ]?B([1-6])")
JULY = 7
DURATION = re.compile(r"(\d{4})-(\d{2})(?:-01)?(?:T00:00(?::00)?)?/P(\d{1,2})([YM])")
"""A time range of ISO 8601, with the months or years that it lasts, as SDMX has it: 2020-01-01/P3M."""
MONTH_NAME = re.compile(r"([a-z]{3,9})\.?[-_ /]?(\d{4})|(\d{4})[-_ /]?([a-z]{3,9})\.?", re.IGNORECASE)
WHOLE = {(1, 12): "", (1, 6): "-H1", (7, 12): "-H2"} | {(3 * n - 2, 3 * n): f"-Q{n}" for n in range(1, 5)}
NUMERALS = str.maketrans("一二三四", "1234")
FIRST, LAST = 1000, 2199


def read_period(text: str) -> str | None:
    """The period in a cell or a header, in the workbook's form: 2023年 is 2023; null where there is none."""
    written = _irregular(unicodedata.normalize("NFKC", text).strip().translate(NUMERALS))
    for form, shape in FORMS:
        match = form.fullmatch(written)
        if match:
            parts = match.expand(shape).split("-")
            written = "-".join(part.zfill(2) if part.isdigit() else part for part in parts)
            break
    try:
        year = real_period(written).year
    except BadFigure:
        return None
    return written if FIRST <= year <= LAST else None


def read_periods(texts: Iterable[str]) -> dict[str, str | None]:
    """The period of each text of one column.

    2010/11 alone is November 2010; among others like it, each of two successive years, it is a split year.
    """
    known = list(texts)
    matches = [match for text in known if (match := SPLIT.fullmatch(text.strip()))]
    split = len(matches) > 1 and all(_follows(match) for match in matches)
    return {text: _split(text) if split else read_period(text) for text in known}


def _split(text: str) -> str | None:
    match = SPLIT.fullmatch(text.strip())
    return f"{match[1]}/{match[2]}" if match else read_period(text)


def _follows(match: re.Match[str]) -> bool:
    return int(match[2]) == (int(match[1]) + 1) % 100


def _irregular(written: str) -> str:
    """Weeks, days of a year, split years and other irregular forms in the workbook's form."""
    if match := WEEK.fullmatch(written):
        return f"{match[1]}-W{int(match[2]):02}"
    if match := DAY_OF_YEAR.fullmatch(written):
        in_year, month, day = month_and_day(int(match[1]), int(match[2]))
        return f"{in_year:04}-{month:02}-{day:02}" if in_year == int(match[1]) else written
    if (match := SPLIT.fullmatch(written)) and int(match[2]) > len(MONTHS_OF_YEAR) and _follows(match):
        return f"{match[1]}/{match[2]}"
    return _run_of_months(written)


def _run_of_months(written: str) -> str:
    """A run of months, quarters or a time range in the workbook's form; any other text unchanged."""
    if match := MONTHS.fullmatch(written):
        return _months(int(match[1]), int(match[2]), int(match[3]))
    if match := QUARTERS.fullmatch(written):
        return _months(int(match[1]), 1, 3 * int(match[2]))
    if match := BIMESTER.fullmatch(written):
        return _months(int(match[1]), 2 * int(match[2]) - 1, 2 * int(match[2]))
    if match := DURATION.fullmatch(written):
        year, month, length = (int(match[part]) for part in (1, 2, 3))
        return _years(year, month, length) if match[4] == "Y" else _lasting(year, month, length)
    return _of_month_name(written)


def _months(year: int, first: int, last: int) -> str:
    """The months of a year, as a year, half or quarter where they make one."""
    ending = WHOLE.get((first, last))
    if ending is None and first == last:
        return f"{year}-{first:02}"
    return f"{year}{ending}" if ending is not None else f"{year}-{first:02}/{year}-{last:02}"


def _years(year: int, month: int, years: int) -> str:
    """The period of `years` years from the first of a month on: a year, a window, or from July on a split year."""
    if month == 1:
        return f"{year}" if years == 1 else f"{year}-{year + years - 1}"
    is_split = month == JULY and years == 1
    return f"{year}/{(year + 1) % 100:02}" if is_split else _lasting(year, month, 12 * years)


def _lasting(year: int, month: int, months: int) -> str:
    """The period of `months` months from the first of a month on."""
    last_year, last = divmod(12 * year + month - 2 + months, 12)
    return _months(year, month, last + 1) if last_year == year else f"{year}-{month:02}/{last_year}-{last + 1:02}"


def _of_month_name(written: str) -> str:
    """Jan 2020 and 2020 January in the workbook's form; any other text unchanged."""
    match = MONTH_NAME.fullmatch(written)
    if not match:
        return written
    name, year = (match[1] or match[4]).casefold(), match[2] or match[3]
    numbers = (n for n, month in enumerate(MONTHS_OF_YEAR, 1) if name in {month, month[:3]} or (name, n) == ("sept", 9))
    return next((f"{year}-{n:02}" for n in numbers), written)
