"""Cells of an OpenDocument sheet that its reader changes: errors, shares in per cent, long whole numbers.

The reader gives an error of LibreOffice as empty, one of Excel as 0, a share as a plain number, and rounds whole
numbers above 2^53.
"""

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

from data.reading.excel_cells import UNREADABLE, contains, in_percent, is_named, place_of

PART = "content.xml"
MARKS = re.compile(rb'<text:p>(?:#|Err:)|office:value-type="percentage"|office:value="-?\d{16,}"')
ERROR = re.compile(r"#[A-Z/0!?]+|Err:\d{3}")
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
LONG = 16
"""The number of digits from which a whole number may be rounded."""


def ods_cells(path: Path, sheet: str, height: int, width: int) -> dict[tuple[int, int], str]:
    """The texts of such cells by row and column, from 0; the first column is the first with content.

    Only cells within the height and width of the reader count. An error comes with its cell: #DIV/0! in C2.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            if not contains(archive, PART, MARKS):
                return {}
            with archive.open(PART) as stream:
                cells = list(_cells(ET.iterparse(stream, ("start", "end")), sheet, height, width))
    except UNREADABLE:
        return {}
    first = min((column for _, column, _ in cells), default=0)
    return {(row, column - first): text for row, column, text in cells if text and column - first < width}


def _cells(
    parsed: Iterator[tuple[str, ET.Element]], sheet: str, height: int, width: int
) -> Iterator[tuple[int, int, str]]:
    """Row, column and text (empty for a usual cell) of each filled cell of a sheet; a repeated one as often."""
    inside, row = False, 0
    for event, element in parsed:
        if event == "start":
            inside = element.get(f"{TABLE}name") == sheet if is_named(element, "table") else inside
        elif is_named(element, "table-row"):
            times = int(element.get(f"{TABLE}number-rows-repeated", "1"))
            if inside:
                filled = list(_row(element, width))
                last = min(row + times, height) if filled else row
                for at in range(row, last):
                    for column, text in filled:
                        is_error = ERROR.fullmatch(text)
                        yield at, column, f"{text} in {place_of(at, column)}" if is_error else text
                row += times
            element.clear()
        elif is_named(element, "table") and inside:
            return


def _row(row: ET.Element, width: int) -> Iterator[tuple[int, str]]:
    column = 0
    for cell in row:
        if not is_named(cell, "table-cell") and not is_named(cell, "covered-table-cell"):
            continue
        times = int(cell.get(f"{TABLE}number-columns-repeated", "1"))
        if cell.get(f"{OFFICE}value-type"):
            text = _text(cell)
            yield from ((column + n, text) for n in range(min(times, width)))
        column += times


def _text(cell: ET.Element) -> str:
    shown = "".join(next((part for part in cell if is_named(part, "p")), cell).itertext()).strip()
    value, kind = cell.get(f"{OFFICE}value", ""), cell.get(f"{OFFICE}value-type")
    if ERROR.fullmatch(shown) and (cell.get(f"{TABLE}formula") or kind == "error"):
        return shown
    if kind == "percentage":
        return in_percent(value)
    return value if kind == "float" and len(value.lstrip("-")) >= LONG and value.lstrip("-").isdecimal() else ""
