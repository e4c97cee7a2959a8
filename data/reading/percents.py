"""The cells of an Excel sheet that are shown in per cent, which readers do not state: 0.065 stands for 6.5%."""

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
UNREADABLE = (KeyError, StopIteration, ET.ParseError, zipfile.BadZipFile, OSError, ValueError)
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def in_percent(number: str) -> str:
    """A share in its shown form: 0.065 becomes 6.5%; any other text is unchanged."""
    try:
        return f"{Decimal(number).scaleb(2).normalize():f}%"
    except InvalidOperation:
        return number


def percent_cells(path: Path, sheet: str) -> frozenset[tuple[int, int]]:
    """Row and column of each such cell of a sheet, from 0; the first column is the first with content."""
    try:
        with zipfile.ZipFile(path) as archive:
            styles = _styles(archive)
            cells = list(_cells(archive, part_of_sheet(archive, sheet))) if styles else []
    except UNREADABLE:
        return frozenset()
    first = min((column for _, column, _ in cells), default=0)
    return frozenset((row, column - first) for row, column, style in cells if style in styles)


def _styles(archive: zipfile.ZipFile) -> set[str]:
    """The numbers of the styles that are in per cent."""
    root = ET.fromstring(archive.read("xl/styles.xml"))
    codes = {one.get("numFmtId", ""): one.get("formatCode", "") for one in root.iter() if is_named(one, "numFmt")}
    percent = {*BUILT_IN, *(number for number, code in codes.items() if "%" in QUOTED.sub("", code))}
    styles = next(one for one in root.iter() if is_named(one, "cellXfs"))
    return {str(n) for n, style in enumerate(styles) if style.get("numFmtId") in percent}


def part_of_sheet(archive: zipfile.ZipFile, sheet: str) -> str:
    """The name of the part that holds a sheet."""
    book = ET.fromstring(archive.read("xl/workbook.xml"))
    number = next(one.get(RELATION) for one in book.iter() if is_named(one, "sheet") and one.get("name") == sheet)
    links = ET.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    target = next(one.get("Target", "") for one in links.iter() if one.get("Id") == number)
    return target.removeprefix("/") if target.startswith("/") else f"xl/{target}"


def _cells(archive: zipfile.ZipFile, part: str) -> Iterator[tuple[int, int, str]]:
    """Row, column and style of each filled cell."""
    with archive.open(part) as stream:
        for _, one in ET.iterparse(stream):
            if is_named(one, "c") and len(one) and (match := CELL.fullmatch(one.get("r", ""))):
                yield int(match[2]) - 1, column_of(match[1]), one.get("s", "")
            if is_named(one, "row"):
                one.clear()


def is_named(element: ET.Element, name: str) -> bool:
    """Whether an element has this name, in any namespace."""
    return element.tag.rpartition("}")[2] == name


def column_of(letters: str) -> int:
    """The number of a column from 0: A is 0."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1
