"""Cells of an Excel sheet that its reader changes: errors become empty, long whole numbers rounded, per cents plain.

A cell that is shown in per cent comes as a share: 0.065 stands for 6.5%.
"""

import re
import zipfile
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from pathlib import Path
from xml.etree import ElementTree as ET

BUILT_IN = ("9", "10")
"""The numbers of the built-in formats 0% and 0.00%."""
QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
CELL = re.compile(r"([A-Z]{1,3})(\d{1,7})")
PIECE = 1 << 20
OVERLAP = 100
SIGN = re.compile(rb't="e"|<v>-?\d{16,}(?:\.0*)?</v>')
LONG = re.compile(r"-?\d{16,}(?:\.0*)?")
"""A whole number that the reader may round."""
UNREADABLE = (KeyError, StopIteration, ET.ParseError, zipfile.BadZipFile, OSError, ValueError)
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def in_percent(number: str) -> str:
    """A share in its shown form: 0.065 becomes 6.5%; any other text is unchanged."""
    try:
        return f"{Decimal(number).scaleb(2).normalize():f}%"
    except InvalidOperation:
        return number


def percent_cells(path: Path, sheet: str) -> frozenset[tuple[int, int]]:
    """Row and column of each cell in per cent of a sheet, from 0; the first column is the first with content."""
    try:
        with zipfile.ZipFile(path) as archive:
            styles = _styles(archive)
            cells = _filled_cells(archive, _part_of_sheet(archive, sheet)) if styles else ()
            styled = [(row, column, node.get("s", "")) for row, column, node in cells]
    except UNREADABLE:
        return frozenset()
    first = min((column for _, column, _ in styled), default=0)
    return frozenset((row, column - first) for row, column, style in styled if style in styles)


def raw_cells(path: Path, sheet: str, _height: int, _width: int) -> dict[tuple[int, int], str]:
    """The texts of errors and long numbers by row and column, from 0; the first column is the first with content.

    An error comes with its cell: #DIV/0! in C2.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            part = _part_of_sheet(archive, sheet)
            if not contains(archive, part, SIGN):
                return {}
            cells = [(row, column, _text(node)) for row, column, node in _filled_cells(archive, part)]
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


def _styles(archive: zipfile.ZipFile) -> set[str]:
    """The numbers of the styles that are in per cent."""
    root = ET.fromstring(archive.read("xl/styles.xml"))
    codes = {node.get("numFmtId", ""): node.get("formatCode", "") for node in root.iter() if is_named(node, "numFmt")}
    percent = {*BUILT_IN, *(number for number, code in codes.items() if "%" in QUOTED.sub("", code))}
    styles = next(node for node in root.iter() if is_named(node, "cellXfs"))
    return {str(n) for n, style in enumerate(styles) if style.get("numFmtId") in percent}


def _part_of_sheet(archive: zipfile.ZipFile, sheet: str) -> str:
    """The name of the part that holds a sheet."""
    book = ET.fromstring(archive.read("xl/workbook.xml"))
    number = next(node.get(RELATION) for node in book.iter() if is_named(node, "sheet") and node.get("name") == sheet)
    links = ET.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    target = next(link.get("Target", "") for link in links.iter() if link.get("Id") == number)
    return target.removeprefix("/") if target.startswith("/") else f"xl/{target}"


def _filled_cells(archive: zipfile.ZipFile, part: str) -> Iterator[tuple[int, int, ET.Element]]:
    """Row, column and element of each filled cell of a sheet; the element is valid until the next one comes."""
    with archive.open(part) as stream:
        for _, node in ET.iterparse(stream):
            if is_named(node, "c") and len(node) and (match := CELL.fullmatch(node.get("r", ""))):
                yield int(match[2]) - 1, column_of(match[1]), node
            if is_named(node, "row"):
                node.clear()


def contains(archive: zipfile.ZipFile, part: str, sign: re.Pattern[bytes]) -> bool:
    """Whether the bytes of a part contain a sign of at most 100 bytes."""
    rest = b""
    with archive.open(part) as stream:
        while piece := stream.read(PIECE):
            if sign.search(rest + piece):
                return True
            rest = piece[-OVERLAP:]
    return False


def is_named(element: ET.Element, name: str) -> bool:
    """Whether an element has this name, in any namespace."""
    return element.tag.rpartition("}")[2] == name


def column_of(letters: str) -> int:
    """The number of a column from 0: A is 0."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def place_of(row: int, column: int) -> str:
    """The name of a cell, whose row and column count from 0: B3 is (2, 1)."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row + 1}"
