"""What is set for the reading of a foreign file: a person's options, and the limits of its size.

A larger file is refused with a sentence that says how to raise the limit.
"""

import os
import re
from collections.abc import Iterable
from dataclasses import fields, replace

from core.frozen import frozen
from core.words import gettext, in_words, marked
from data.errors import FileError

VARIABLE = "JINGDEX_LIMITS"
MEGABYTE = 1_000_000
NUMBER = re.compile(r"[1-9][0-9]{0,11}")


@frozen
class Reading:
    """Empty options are recognised. `sheet` names parts of a file: sheets of a workbook, files of an archive, cubes.

    Several are separated by commas, and a pattern such as 20* stands for all names that match it.
    """

    delimiter: str = ""
    encoding: str = ""
    sheet: str = ""
    header_line: int = 0


@frozen
class Limits:
    """The limits of reading one file.

    `memory` of the process that reads and `size` of the file, unpacked, are in megabytes (10⁶ bytes); `seconds` is the
    time from start to end; `text` the characters of one cell; `cells` the rows times the columns; `ratio` the
    compression ratio of a packed file of more than 10 megabytes.
    """

    memory: int = 4_000
    size: int = 1_000
    seconds: int = 600
    rows: int = 10_000_000
    columns: int = 5_000
    cells: int = 40_000_000
    text: int = 1_000_000
    ratio: int = 250

    def check(self, name: str, **amounts: int) -> None:
        """Raise FileError where a file of this name exceeds a limit."""
        for limit, count in amounts.items():
            if count > getattr(self, limit):
                raise self.exceeded(name, limit, f"{count:,}")

    def check_shape(self, name: str, rows: int, columns: int) -> None:
        """Raise FileError where a table has too many columns, rows or cells."""
        self.check(name, columns=columns, rows=rows, cells=rows * columns)

    def check_bytes(self, name: str, count: int) -> None:
        """Raise FileError where a file unpacks to too many bytes."""
        self.check(name, size=-(-count // MEGABYTE))

    def exceeded(self, name: str, limit: str, count: str) -> FileError:
        """The sentence for a file that exceeds a limit; it names a sufficient one, where that is known."""
        most, digits = getattr(self, limit), count.replace(",", "")
        enough = max(2 * most, int(digits) if digits.isascii() and digits.isdigit() else 0)
        return FileError(
            "{name} {trouble}: keep the part that is needed, or raise the limit with --limit {limit}={enough}"
            " ({variable} on the screen).",
            name=name,
            trouble=gettext(TOO_MUCH[limit], count=count, most=f"{most:,}"),
            limit=limit,
            enough=enough,
            variable=VARIABLE,
        )


TOO_MUCH: dict[str, str] = marked(
    {
        "memory": "needs more than {most} MB of memory to be read",
        "size": "holds {count} MB when unpacked, the limit is {most}",
        "seconds": "is not read after {most} seconds",
        "rows": "has {count} rows, the limit is {most}",
        "columns": "has {count} columns, the limit is {most}",
        "cells": "has {count} cells, the limit is {most}",
        "ratio": "is packed to 1/{count} of its size, the limit is 1/{most}",
        "text": "has a cell of {count} characters, the limit is {most}",
    }
)
NAMES = tuple(field.name for field in fields(Limits))


def limits_with(texts: Iterable[str], limits: Limits | None = None) -> Limits:
    """The limits with those of texts such as `memory=8000`; without texts those of the environment.

    Raises FileError on a text that does not name a limit or a whole number above 0.
    """
    limits_now = limits_with(os.environ.get(VARIABLE, "").split(), Limits()) if limits is None else limits
    for text in texts:
        name, _, number = text.strip().partition("=")
        if name not in NAMES or not NUMBER.fullmatch(number):
            raise FileError(
                "“{text}” is not a limit: write NAME=NUMBER with one of {names}.",
                text=text[:80],
                names=in_words(NAMES),
            )
        limits_now = replace(limits_now, **{name: int(number)})
    return limits_now
