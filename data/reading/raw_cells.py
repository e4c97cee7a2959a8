"""Cells of an Excel sheet that its reader changes: errors become empty, and long whole numbers are rounded."""

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

from data.reading.percents import CELL, UNREADABLE, column_of, is_named, part_of_sheet

PIECE = 1 << 20
OVERLAP = 40
SIGN = re.compile(rb't="e"|<v>-?\d{16,}(?:\.0*)?</v>')
LONG = re.compile(r"-?\d{16,}(?:\.0*)?")
"""A whole number that the reader may round."""


def raw_cells(path: Path, sheet: str, _height: int, _width: int) -> dict[tuple[int, int], str]:
    """The texts of such cells by row and column, from 0; the first column is the first with content.

    An error comes with its cell: #DIV/0! in C2.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            part = part_of_sheet(archive, sheet)
            if not _may_hold(archive, part):
                return {}
            cells = list(_cells(archive, part))
    except UNREADABLE:
        return {}
    first = min((column for _, column, _ in cells), default=0)
    return {(row, column - first): text for row, column, text in cells if text}


def _may_hold(archive: zipfile.ZipFile, part: str) -> bool:
    """Whether the sheet has such a cell, by a search in its bytes."""
    rest = b""
    with archive.open(part) as stream:
        while piece := stream.read(PIECE):
            if SIGN.search(rest + piece):
                return True
            rest = piece[-OVERLAP:]
    return False


def _cells(archive: zipfile.ZipFile, part: str) -> Iterator[tuple[int, int, str]]:
    """Row, column and text (empty for a usual cell) of each filled cell."""
    with archive.open(part) as stream:
        for _, one in ET.iterparse(stream):
            if is_named(one, "c") and len(one) and (match := CELL.fullmatch(one.get("r", ""))):
                yield int(match[2]) - 1, column_of(match[1]), _text(one, match[0])
            if is_named(one, "row"):
                one.clear()


def _text(cell: ET.Element, place: str) -> str:
    written = next((part.text or "" for part in cell if is_named(part, "v")), "")
    if cell.get("t") == "e":
        return f"{written} in {place}"
    return written if cell.get("t", "n") == "n" and LONG.fullmatch(written) else ""
