"""Periods as SDMX writes them: 2025-H1 is 2025-S1, the window 2016-2020 the time range 2016-01-01/P5Y."""

import re

HALF = re.compile(r"(\d{4})-H([12])")
WINDOW = re.compile(r"(\d{4})-(\d{4})")
SPLIT_YEAR = re.compile(r"(\d{4})/\d{2}")
NAMED = {(1, 12), (1, 6), (7, 12), (1, 3), (4, 6), (7, 9), (10, 12)}
"""Runs of months that would be read back as a year, a half or a quarter: they keep their form."""
RUN = re.compile(r"(\d{4})-(\d{2})/(\d{4})-(\d{2})")


def sdmx_period(text: str) -> str:
    """The period in the forms of SDMX's ObservationalTimePeriod (SDMX 3.0, section 6, Technical Notes).

    A cumulative period such as 2014/2021 has no form there, as a time range would be read as a window: it is unchanged.
    """
    if match := HALF.fullmatch(text):
        return f"{match[1]}-S{match[2]}"
    if match := WINDOW.fullmatch(text):
        return f"{match[1]}-01-01/P{int(match[2]) - int(match[1]) + 1}Y"
    if match := SPLIT_YEAR.fullmatch(text):
        return f"{match[1]}-07-01/P1Y"
    if match := RUN.fullmatch(text):
        if match[1] == match[3] and (int(match[2]), int(match[4])) in NAMED:
            return text
        months = 12 * (int(match[3]) - int(match[1])) + int(match[4]) - int(match[2]) + 1
        return f"{match[1]}-{match[2]}-01/P{months}M"
    return text
