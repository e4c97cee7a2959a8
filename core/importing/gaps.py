"""Words and signs in the place of a figure: gaps, suppressed figures, and errors of spreadsheets.

Letters of suppressed figures are those of Statistics Canada (x, F), Eurostat (c), the Office for National Statistics
([c]), the United States Census Bureau and Bureau of Labor Statistics (N, D, S); status Q of SDMX CL_OBS_STATUS.
"""

import re

import polars as pl

from core.workbook.status import WITHOUT_VALUE

GAPS = frozenset({
    "", ":", "-", "–", "—", "..", "...", "na", "n/a", "n.a.", "nan", "null", "none", "#n/a", "缺", "无", "…", "k.a.",
    "k. a.", ".", "/",
})  # fmt: skip
DASHES = ("-", "–", "—")
"""Signs of a missing figure that mean 0 in the tables of some offices (Destatis, Japan, Statistics Austria)."""
SUPPRESSED = frozenset({"n", "x", "c", "s", "d", "f", "[c]", "***"})
"""Marks of figures that exist and are not published, in small letters and without round brackets."""
MEANT: dict[str, re.Pattern[str]] = {
    "Q": re.compile(r"confidential|secre|suppress|refus|withheld|disclos|保密", re.IGNORECASE),
    "M": re.compile(r"not applicable|inapplicable|\bn/?a\b|cannot|impossible|not relevant|不适用", re.IGNORECASE),
    "L": re.compile(r"not (?:collected|asked|surveyed)|未(?:调查|统计)", re.IGNORECASE),
}
"""Words for a missing figure, by the letter that they mean."""
NO_FIGURE = "no figure"
"""The mark of our own files for a cell of a cube without a figure."""
NOT_AVAILABLE = "#N/A"
ERROR = (
    r"^(?:#(?:DIV/0!|N/A|REF!|NAME\?|VALUE!|NUM!|NULL!|SPILL!|CALC!|FIELD!|BLOCKED!|CONNECT!)|Err:\d{3})"
    r"(?: in [A-Z]{1,3}\d+)?$"
)
"""An error of a spreadsheet, of an Excel sheet with its cell."""


def gap_status(text: str) -> str:
    """The status of a missing figure by the text of its cell; empty for any other text."""
    if text in WITHOUT_VALUE:
        return text
    if text.casefold() in SUPPRESSED:
        return "Q"
    return "O" if text.casefold() in GAPS or text.startswith(NOT_AVAILABLE) else ""


def meant_gap(words: str) -> str:
    """The letter of a missing figure by its word in a file: confidential is Q, not applicable is M, else O.

    Empty where our own files say that there is no figure at all.
    """
    if words == NO_FIGURE:
        return ""
    letter, sign, _ = words.partition(":")
    if sign and letter in WITHOUT_VALUE:
        return letter
    return next((letter for letter, pattern in MEANT.items() if pattern.search(words)), "O")


def no_letters(texts: pl.Series) -> pl.Series:
    """The texts without errors of spreadsheets, and without signs of gaps that mean a gap only among figures."""
    marks = [*SUPPRESSED, *GAPS, *map(str.lower, WITHOUT_VALUE)]
    return texts.filter(~(texts.str.to_lowercase().is_in(marks) | texts.str.contains(ERROR)))
