"""A text of CSV as rows: many simple lines are split into cells at once, other lines one by one."""

import csv
import re
from collections.abc import Iterator

import polars as pl

from core.importing.table import LINE
from core.words import gettext
from data import system_error
from data.errors import FileError
from data.reading.header import Row
from data.reading.limits import Limits

PIECE = 1 << 20
"""The number of characters that are split together."""


class CutText:
    """A text whose lines end in a line feed; `line` is the number of the next line.

    As an iterator it gives numbered rows of cells; `pieces` continues from there. Raises FileError, naming the line.
    """

    def __init__(self, text: str, name: str, sign: str, limits: Limits) -> None:
        self.text, self.name, self.sign, self.limits = text, name, sign, limits
        self.line, self._at = 1, 0

    def __iter__(self) -> Iterator[Row]:
        return csv_rows(iter(self._next_line, ""), self.name, self.sign, self.limits, self.line)

    def pieces(self, width: int) -> Iterator[pl.DataFrame | list[Row]]:
        """All remaining rows: frames with a text for each of `width` cells and `LINE`, or lists of rows."""
        while self._at < len(self.text):
            end = self.text.find("\n", self._at + PIECE) + 1 or len(self.text)
            piece = self.text[self._at : end]
            cut = _cut(piece, self.sign, width, self.line, self.limits.text)
            if cut is None:
                yield list(self._rows_until(end))
            else:
                yield cut
                self._at, self.line = end, self.line + piece.count("\n")

    def _rows_until(self, end: int) -> Iterator[Row]:
        """Rows one by one, up to the one that ends at or after this position."""
        for row in self:
            yield row
            if self._at >= end:
                return

    def _next_line(self) -> str:
        start = self._at
        self._at = self.text.find("\n", start) + 1 or len(self.text)
        self.line += 1
        return self.text[start : self._at]


def csv_rows(lines: Iterator[str], name: str, sign: str, limits: Limits, first: int = 1) -> Iterator[Row]:
    """The rows of lines, each with the number of the line on which it begins. Raises FileError."""
    csv.field_size_limit(limits.text)
    reader = csv.reader(lines, delimiter=sign, strict=True)
    start = first
    try:
        for cells in reader:
            yield start, cells
            start = first + reader.line_num
    except csv.Error as error:
        if "field limit" in str(error):
            raise limits.exceeded(gettext("{name}, line {start},", name=name, start=start), "text", "more") from error
        raise FileError(
            "{name}, line {start}: it is broken CSV ({error}): correct the quotes there.",
            name=name,
            start=start,
            error=system_error.reason(error),
        ) from error


def _cut(piece: str, sign: str, width: int, first: int, longest: int) -> pl.DataFrame | None:
    """The cells of complete lines; null where a line is not a row of this many cells, or may be part of one."""
    if width == 1 or not sign.isascii():
        return None
    lines = pl.Series(LINE, [piece.removesuffix("\n")]).str.split("\n").explode().str.strip_suffix("\r")
    numbers = pl.int_range(first, first + lines.len(), dtype=pl.Int64, eager=True)
    filled = lines != ""
    lines, numbers = lines.filter(filled), numbers.filter(filled)
    quoted = '"' in piece
    if lines.is_empty():
        return None
    unquoted = _without_quoted(lines, sign) if quoted else lines
    if unquoted is None or (unquoted.str.count_matches(sign, literal=True) != width - 1).any():
        return None
    if (lines.str.len_chars() > longest).any():
        return None
    names = [f"\0{n}" for n in range(width)]
    cells = pl.read_csv(
        "\n".join(lines).encode() + b"\n", has_header=False, separator=sign, quote_char='"' if quoted else None,
        schema=dict.fromkeys(names, pl.String),
    )  # fmt: skip
    return cells.with_columns(pl.all().fill_null(""), numbers.alias(LINE)) if cells.height == lines.len() else None


def _without_quoted(lines: pl.Series, sign: str) -> pl.Series | None:
    """The lines without quoted texts; null where a quote does not begin or end a cell of one line."""
    inner = r'"(?:[^"]|"")*"'
    cell = rf'(?:{inner}|[^"{re.escape(sign)}]*)'
    if (
        not lines.filter(lines.str.contains('"', literal=True))
        .str.contains(f"^{cell}(?:{re.escape(sign)}{cell})*$")
        .all()
    ):
        return None
    return lines.str.replace_all(inner, "")
