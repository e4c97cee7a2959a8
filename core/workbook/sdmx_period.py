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
    if found := HALF.fullmatch(text):
        return f"{found[1]}-S{found[2]}"
    if found := WINDOW.fullmatch(text):
        return f"{found[1]}-01-01/P{int(found[2]) - int(found[1]) + 1}Y"
    if found := SPLIT_YEAR.fullmatch(text):
        return f"{found[1]}-07-01/P1Y"
    if found := RUN.fullmatch(text):
        if found[1] == found[3] and (int(found[2]), int(found[4])) in NAMED:
            return text
        months = 12 * (int(found[3]) - int(found[1])) + int(found[4]) - int(found[2]) + 1
        return f"{found[1]}-{found[2]}-01/P{months}M"
    return text
