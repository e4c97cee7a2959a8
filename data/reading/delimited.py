"""CSV and similar files: any delimiter and encoding, every row with its line."""

import csv
import io
from collections import Counter
from collections.abc import Iterable
from contextlib import suppress
from itertools import islice
from pathlib import Path

import numpy as np

from core.importing.column_split import ACROSS
from core.importing.table import ForeignTable
from core.words import in_words
from data import system_error
from data.csv_safety import SIGN, as_meant
from data.errors import FileError
from data.reading.cut import LINE_END, QUOTE, CutText, csv_rows
from data.reading.encoding import decoded
from data.reading.header import Row
from data.reading.limits import Limits, Reading
from data.reading.rows import Watch, table_of_rows, unwatched

DELIMITERS: dict[str, str] = {"\t": "tab", ";": "semicolon", "|": "bar", ",": "comma"}
"""The delimiters with their names; of two that fit equally well the first counts."""
SIGNS = {name: sign for sign, name in DELIMITERS.items()} | {"\\t": "\t"}
RARE = "^~¦§:#!&*@/\\\x1f "
"""Rare delimiters."""
LOOKED_AT = 50
LONGEST_HEAD = 100_000
NOTHING_CUT = (0.0, 0)


def read_delimited(path: Path, reading: Reading, limits: Limits, watch: Watch = unwatched) -> list[ForeignTable]:
    """The one table of a CSV or TSV file. Raises FileError naming the line where it is broken."""
    delimiter = sign_of(reading.delimiter)
    with system_error.reading(path):
        check_lines(path, limits)
        content = path.read_bytes()
    text, encoding = decoded(content, path.name, reading.encoding)
    sign = delimiter or _delimiter(text)
    details = (f"encoding {encoding}", f"delimiter {DELIMITERS.get(sign, sign)}")
    rows, lines = _rows(text, path.name, sign, limits), text.count("\n")
    header = reading.header_line
    return [table_of_rows(path.name, rows, *details, limits=limits, header_line=header, watch=watch, lines=lines)]


def sign_of(delimiter: str) -> str:
    """The sign that a word stands for, or that is written itself; empty for none. Raises FileError."""
    sign = SIGNS.get(delimiter, delimiter)
    if len(sign) > 1 or sign in {"\n", "\r", '"'}:
        raise FileError(
            "“{delimiter}” sets no cells apart: write one sign, or {values}.",
            delimiter=sign,
            values=in_words(DELIMITERS.values()),
        )
    return sign


def _delimiter(text: str) -> str:
    """The delimiter that splits the most lines at the start into the same number of cells.

    Rare delimiters count only where no usual one splits anything.
    """
    if ACROSS in text[:LONGEST_HEAD].partition("\n")[0].partition("\t")[0]:
        return "\t"  # Eurostat's first column holds several things between commas
    best, score = _best(text, "".join(DELIMITERS))
    if score == NOTHING_CUT:
        rare = "".join(sign for sign in RARE if sign in text.partition("\n")[0])
        best, score = _best(text, rare)
    return best if score > NOTHING_CUT else ","


def _best(text: str, signs: str) -> tuple[str, tuple[float, int]]:
    best, most = "", NOTHING_CUT
    for sign in signs:
        widths = Counter(len(cells) for cells in _first_rows(text, sign) if cells)
        width, lines = max(widths.items(), key=lambda item: (item[1] * (item[0] > 1), item[0]), default=(0, 0))
        score = (lines / max(1, widths.total()) if width > 1 else 0.0, width if width > 1 else 0)
        if score > most:
            best, most = sign, score
    return best, most


def _first_rows(text: str, sign: str) -> list[list[str]]:
    """The rows at the start of a text, up to broken CSV."""
    rows: list[list[str]] = []
    with suppress(csv.Error):
        rows.extend(islice(csv.reader(io.StringIO(text[:LONGEST_HEAD], newline=""), delimiter=sign), LOOKED_AT))
    return rows


def _rows(text: str, name: str, sign: str, limits: Limits) -> Iterable[Row]:
    """The rows of a text, many at once where its lines end as usual and no cell holds written-out characters."""
    if SIGN in text:
        rows = csv_rows(io.StringIO(text, newline=""), name, sign, limits)
        return ((line, [as_meant(cell) for cell in cells]) for line, cells in rows)
    if "\r" in text and text.count("\r") != text.count("\r\n"):
        return csv_rows(io.StringIO(text, newline=""), name, sign, limits)
    return CutText(text, name, sign, limits)


PIECE = 1 << 20
AROUND = 200
"""The number of lines that may be titles, headers and notes."""


def check_lines(path: Path, limits: Limits) -> None:
    """Raise FileError where a file has more rows than the limit; line ends within quotes do not count.

    A file of wide characters is left to its reader.
    """
    rows, within = 0, False
    with path.open("rb") as stream:
        while piece := stream.read(PIECE):
            if b"\0" in piece:
                return
            if b'"' not in piece:
                rows += 0 if within else piece.count(b"\n")
                continue
            values = np.frombuffer(piece, dtype=np.uint8)
            inside = np.bitwise_xor.accumulate(values == QUOTE) ^ within
            rows += int(np.count_nonzero((values == LINE_END) & ~inside))
            within = bool(inside[-1])
    if rows > limits.rows + AROUND:
        limits.check(path.name, rows=rows - 1)
