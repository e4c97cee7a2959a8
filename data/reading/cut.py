"""A text of CSV as rows: many simple lines are split into cells at once, other lines one by one."""

import csv
from collections.abc import Iterator

import numpy as np
import polars as pl

from core.importing.table import LINE
from core.words import gettext
from data import system_error
from data.errors import FileError
from data.reading.header import Row
from data.reading.limits import Limits

PIECE = 1 << 20
"""The number of characters that are split together."""
QUOTE, LINE_END = ord('"'), ord("\n")


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
    """The cells of complete lines; null where a line is not a row of this many cells, or may be part of one.

    Polars reads what is regular CSV beyond doubt: every line is empty or has as many signs as the others, and quotes
    stand around whole cells of one line.
    """
    if width == 1 or not sign.isascii() or piece.startswith("\ufeff"):
        return None
    content = (piece.replace("\r\n", "\n").removesuffix("\n") + "\n").encode()
    values = np.frombuffer(content, dtype=np.uint8)
    ends = np.flatnonzero(values == LINE_END)
    lengths = np.diff(ends, prepend=-1) - 1
    is_filled = lengths > 0
    signs, is_quoted = values == ord(sign), b'"' in content
    if is_quoted:
        inside = np.bitwise_xor.accumulate(values == QUOTE)
        signs &= ~inside
        if inside[ends].any() or not _around_cells(values, sign):
            return None
    at = np.flatnonzero(signs)
    ends = ends[is_filled]
    if not ends.size or at.size != ends.size * (width - 1) or lengths.max() > longest:
        return None
    if (at[:: width - 1] < ends - lengths[is_filled]).any() or (at[width - 2 :: width - 1] > ends).any():
        return None
    cells = pl.read_csv(
        content if is_filled.all() else b"\n".join(filter(None, content.split(b"\n"))),
        has_header=False, separator=sign, quote_char='"' if is_quoted else None,
        schema=dict.fromkeys((f"\0{n}" for n in range(width)), pl.String), empty_string_is_null=False,
    )  # fmt: skip
    return cells.with_columns(pl.Series(LINE, first + np.flatnonzero(is_filled)))


def _around_cells(values: "np.typing.NDArray[np.uint8]", sign: str) -> bool:
    """Whether each quote stands at the beginning or the end of a cell, or beside another one within a cell."""
    quotes = np.flatnonzero(values == QUOTE)
    opening, closing = quotes[::2], quotes[1::2]
    beside = values[np.concatenate([opening - 1, closing + 1])]
    return bool(np.isin(beside, (ord(sign), LINE_END, QUOTE)).all())
