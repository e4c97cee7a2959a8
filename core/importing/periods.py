"""Periods as files write them, brought into the form of the workbook."""

import re
import unicodedata

from core.errors import BadFigure
from core.period import period

FORMS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"(?:FY\s*)?(\d{4})(?:\.0+)?\s*(?:年度?|A1?|-A1)?"), r"\1"),
    (re.compile(r"(\d{4})(?:年|[-_ ./])?\s*(?:Q|第)([1-4])(?:季度?)?"), r"\1-Q\2"),
    (re.compile(r"Q([1-4])[-_ /]?(\d{4})"), r"\2-Q\1"),
    (re.compile(r"(\d{4})[-_ ]?[SH]([12])"), r"\1-H\2"),
    (re.compile(r"(\d{4})年上半年"), r"\1-H1"),
    (re.compile(r"(\d{4})年下半年"), r"\1-H2"),
    (re.compile(r"(\d{4})[-_ ]?M(\d{2})"), r"\1-\2"),
    (re.compile(r"(\d{4})[年./](0?[1-9]|1[0-2])月?"), r"\1-\2"),
    (re.compile(r"(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})日?(?:[ T]00:00(?::00(?:\.0+)?)?)?"), r"\1-\2-\3"),
    (re.compile(r"(\d{4})\s*[–—~]\s*(\d{4})"), r"\1-\2"),
)
FIRST, LAST = 1000, 2199


def read_period(text: str) -> str | None:
    """The period that a cell or a header names, in the workbook's form: 2023年 is 2023; null where it names none."""
    written = unicodedata.normalize("NFKC", text).strip()
    for form, shape in FORMS:
        found = form.fullmatch(written)
        if found:
            parts = found.expand(shape).split("-")
            written = "-".join(part.zfill(2) if part.isdigit() else part for part in parts)
            break
    try:
        year = period(written).year
    except BadFigure:
        return None
    return written if FIRST <= year <= LAST else None
