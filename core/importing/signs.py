"""Checks of the signs of numbers, and of what files write in place of a figure."""

from collections.abc import Iterator

import polars as pl

from core.importing.finding import Finding
from core.importing.gaps import DASHES
from core.importing.layout import Dash
from core.importing.numbers import FOOTNOTE
from core.numerals import counted
from core.words import gettext, in_words
from core.workbook.status import STATUSES

MOST_WORDS = 8
"""The number of words and signs in place of figures that are named."""


def ambiguous_sign(mark: str, delimiter: str) -> Iterator[Finding]:
    """The finding that all numbers are like 1.234 or 1,234; the comma separates thousands by default."""
    if mark == ".":
        yield Finding(
            "decimal",
            gettext("1.234 is read as a little more than 1; if it is a thousand, the decimal sign is a comma"),
        )
    elif mark == "," and delimiter == "semicolon":
        yield Finding(
            "decimal",
            gettext("1,234 is read as a thousand; if it is a little more than 1, the decimal sign is a comma"),
        )


def footnotes(written: pl.Series) -> Iterator[Finding]:
    """The finding that numbers carry marks of footnotes."""
    marked = written.filter(written.str.contains(FOOTNOTE).fill_null(value=False))
    if marked.len():
        text = gettext(
            "read without the marks of footnotes, as in “{marked}”: {count:,} in all",
            marked=marked[0][:40],
            count=marked.len(),
        )
        yield Finding("footnote", text, marked.len())


def missing(cells: pl.DataFrame) -> Iterator[Finding]:
    """The texts of cells without a number, by status. `cells` has `line`, `written`, `number` and `status`."""
    without = cells.filter(pl.col("number").is_null() & pl.col("written").is_not_null() & pl.col("why").is_null())
    for status, rows in without.group_by("status", maintain_order=True):
        counts = rows.group_by("written", maintain_order=True).len().sort("len", descending=True, maintain_order=True)
        shown = [f"{text[:20]} ({count:,})" for text, count in counts.head(MOST_WORDS).iter_rows()]
        more = gettext(" and {count:,} more", count=counts.height - MOST_WORDS) if counts.height > MOST_WORDS else ""
        letter = str(status[0])
        text = gettext(
            "{count:,} without a value, status {letter} ({statuses}): {shown}{more}",
            count=rows.height,
            letter=letter,
            statuses=gettext(STATUSES[letter]),
            shown=in_words(shown),
            more=more,
        )
        yield Finding("missing", text, rows.height)


def dashes(written: pl.Series, dash: Dash) -> Iterator[Finding]:
    """The finding that dashes stand in place of figures, and their meaning."""
    count = written.filter(written.is_in(DASHES)).len()
    if count:
        text = (
            gettext("“-” in {cells} is read as 0: use --dash missing if it means missing", cells=counted(count, "cell"))
            if dash == "zero"
            else gettext(
                "“-” in {cells} is read as missing: use --dash zero if it means 0", cells=counted(count, "cell")
            )
        )
        yield Finding("dash", text, count)
