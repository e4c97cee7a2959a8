"""Cells of an Excel sheet that its reader changes: errors become empty, and long whole numbers are rounded."""

import re
import zipfile
from pathlib import Path
from xml.etree import ElementTree as ET

from data.reading.percents import UNREADABLE, contains, filled_cells, is_named, part_of_sheet

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
            if not contains(archive, part, SIGN):
                return {}
            cells = [(row, column, _text(node)) for row, column, node in filled_cells(archive, part)]
    except UNREADABLE:
        return {}
    first = min((column for _, column, _ in cells), default=0)
    return {(row, column - first): text for row, column, text in cells if text}


def _text(cell: ET.Element) -> str:
    """The text of a cell that the reader changes, empty for a usual cell."""
    written = next((part.text or "" for part in cell if is_named(part, "v")), "")
    if cell.get("t") == "e":
        return f"{written} in {cell.get('r')}"
    return written if cell.get("t", "n") == "n" and LONG.fullmatch(written) else ""
