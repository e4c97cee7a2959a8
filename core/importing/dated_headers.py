"""Headers that name something with a period: Berlin2019, GDP 2020-Q1, and 2019年 总值 below a merged year."""

import re
from typing import NamedTuple

from core.workbook.read_period import read_period

BEHIND = re.compile(r"^(?P<name>.*?)[\s_.-]*(?P<period>(?:19|20)\d{2}(?:-?[QSH][1-4])?)年?$")
WORD = re.compile(r"[^\W\d]")


class DatedHeader(NamedTuple):
    """What a header names, and the period beside it."""

    name: str
    period: str


def dated(header: str) -> DatedHeader | None:
    """The parts of a header that ends with a period, or begins with one before a blank; null for any other."""
    if match := BEHIND.match(header):
        return DatedHeader(match["name"], match["period"])
    first, _, rest = header.partition(" ")
    return DatedHeader(rest.strip(), first) if WORD.search(rest) and read_period(first) else None
