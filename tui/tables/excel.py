"""Tables as a workbook of Excel: raw values, or cells that look as on the screen with the number behind each."""

import io
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import cache
from itertools import islice

import xlsxwriter
from rich.cells import cell_len
from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from core.frozen import frozen
from core.workbook.scale import PLAIN_STEPS, STEPS
from data.clock import build_time
from data.errors import FileError
from tui.grid.sheet import SheetRow
from tui.grid.table import Heading
from tui.grid.wording import NOTHING
from tui.tables.data_files import Table
from tui.tables.sections import Section
from tui.tables.sheet_values import readable, text_at

LONG = 20_000
LONGEST_SHEET = 1_048_575
WHOLE, BROKEN = {"num_format": "#,##0"}, {"num_format": "#,##0.0###"}
EPOCH = "2000-01-01T00:00:00Z"
"""When a file says that it was made where a build names no time, so that the same table gives the same bytes."""
SCALES = {word: power for steps in (PLAIN_STEPS, STEPS) for power, word in steps.items() if word}
NUMBER = re.compile(
    rf"([^\d+-]?)([+-]?)([\d,]+)(?:\.(\d+))?({'|'.join(sorted(SCALES, key=len, reverse=True))}|)(\D{{0,8}})"
)
"""A sign before a number, the number with its decimals, the word of its scale, and what stands behind it."""
PER_CENT = -2
"""The power of ten of a share that is shown in per cent."""
FORBIDDEN = re.compile(r"[\[\]:*?/\\']")
"""What the name of a sheet may not have."""
LONGEST_NAME, WIDEST = 31, 60
TITLE, HEAD, GROUP = {"bold": True, "font_size": 14}, {"bold": True, "bottom": 1}, {"bold": True}


@frozen
class Shown:
    """A raw number, and how it is shown: power of ten and word of its scale, decimals, and what stands around it."""

    raw: float
    power: int
    word: str
    decimals: int
    signed: bool
    grouped: bool
    before: str
    behind: str

    def written(self, power: int) -> tuple[float, str]:
        """What a cell holds in a power of ten, and the format in which Excel shows it."""
        decimals = "0" * max(0, self.decimals - self.power + power)
        body = f"{'#,##0' if self.grouped else '0'}{'.' if decimals else ''}{decimals}"
        before = _literal(self.before)
        behind = _literal((self.word if power == self.power else STEPS[power]) + self.behind)
        form = f"{before}{body}{behind}"
        signed = f"{before}+{body}{behind};{before}-{body}{behind};{form}"
        return self.raw / 10.0**power, signed if self.signed else form


def as_excel(sheets: Mapping[str, Table | Section]) -> bytes:
    """A workbook with a sheet for each table: titles that stay in view, numbers as numbers, texts as texts only.

    It opens at the first table for readers. Raises FileError where a table is longer than a sheet.
    """
    tables = {name: table for name, table in sheets.items() if isinstance(table, Table)}
    for name, table in tables.items():
        if table.height > LONGEST_SHEET:
            raise FileError(
                "{name} has {count:,} rows, a sheet holds {longest_sheet:,}: use .parquet.",
                name=name,
                count=table.height,
                longest_sheet=LONGEST_SHEET,
            )
    buffer = io.BytesIO()
    safe = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    longest = max((table.height for table in tables.values()), default=0)
    place = "constant_memory" if longest > LONG else "in_memory"  # row by row in a file, so that it needs no more of it
    with xlsxwriter.Workbook(buffer, {**safe, place: True}) as book:
        book.set_properties({"created": datetime.fromisoformat(build_time() or EPOCH).replace(tzinfo=None)})
        formats = [book.add_format(form) for form in ({"bold": True, "bottom": 1}, WHOLE, BROKEN)]
        for name, table in tables.items():
            _write_sheet(book.add_worksheet(name[:LONGEST_NAME]), table, *formats)
        formatted = cache(lambda form: book.add_format({"num_format": form}))
        pages = [write_section(book, page, formatted) for page in sheets.values() if isinstance(page, Section)]
        for page in pages[:1]:
            page.activate()
    return buffer.getvalue()


def _write_sheet(sheet: Worksheet, table: Table, head: Format, integers: Format, broken: Format) -> None:
    sheet.freeze_panes(1, 0)
    first = list(islice(table.rows(), LONG))
    for at, column in enumerate(table.columns):
        values = (record[column] for record in first)
        sheet.set_column(at, at, min(WIDEST, max(len(str(value)) for value in (column, *values)) + 1))
        sheet.write_string(0, at, column, head)
    for row, record in enumerate(table.rows(), 1):
        for at, column in enumerate(table.columns):
            value = record[column]
            if isinstance(value, bool):
                sheet.write_boolean(row, at, value)
            elif isinstance(value, int | float):
                sheet.write_number(row, at, value, integers if value == round(value) else broken)
            elif value:
                sheet.write_string(row, at, value)


def write_section(book: Workbook, section: Section, formatted: Callable[[str], Format]) -> Worksheet:
    """Add a sheet with the title, the note, the headings and the rows of a table, and give it back."""
    page, table = book.add_worksheet(_name(book, section.title)), readable(section.sheet)
    page.write_string(0, 0, section.title, book.add_format(TITLE))
    if section.note:
        page.write_string(1, 0, section.note)
    rows = [row for row in table.rows if isinstance(row, SheetRow)]
    top, head, group = 3 if section.note else 2, book.add_format(HEAD), book.add_format(GROUP)
    for at, column in enumerate(table.columns):
        widest = max(cell_len(text) for text in (column.title, *(text_at(row, at) for row in rows)))
        page.set_column(at, at, min(WIDEST, widest + 2))
        page.write_string(top, at, column.title, head)
    page.freeze_panes(top + 1, 1)
    powers = [_power(rows, at) for at in range(len(table.columns))]
    for line, row in enumerate(table.rows, top + 1):
        if isinstance(row, Heading):
            page.write_string(line, 0, row.text.strip(), group)
        else:
            _write_row(page, line, row, powers, formatted)
    return page


def _write_row(
    page: Worksheet, line: int, row: SheetRow, powers: Sequence[int | None], formatted: Callable[[str], Format]
) -> None:
    for at, power in enumerate(powers):
        text, number = text_at(row, at), _number(row, at)
        if number:
            value, form = number.written(number.power if power is None else power)
            page.write_number(line, at, value, formatted(form))
        elif text not in ("", NOTHING):
            page.write_string(line, at, text)


def _power(rows: Sequence[SheetRow], at: int) -> int | None:
    """The scale of all numbers of a column, so that they can be compared: the least; null where some have none."""
    powers = {number.power for row in rows if (number := _number(row, at))}
    return min(powers) if powers and min(powers) > 0 else None


def _number(row: SheetRow, at: int) -> Shown | None:
    return shown_number(text_at(row, at), row.sort_by[at]) if at < len(row.sort_by) else None


def shown_number(text: str, raw: object) -> Shown | None:
    """The number that a text shows, where that is the raw one rounded; null for any other text."""
    match = NUMBER.fullmatch(text)
    if not match or not isinstance(raw, int | float):
        return None
    before, sign, digits, decimals, word, behind = match.groups(default="")
    read = float(f"{sign}{digits.replace(',', '')}.{decimals or 0}")
    for power in (SCALES.get(word, 0), PER_CENT):
        if abs(raw / 10.0**power - read) <= 0.51 * 10.0 ** -len(decimals):
            return Shown(raw, power, word, len(decimals), sign == "+", power > 0 or "," in digits, before, behind)
    return None


def _literal(text: str) -> str:
    return '"{}"'.format(text.replace('"', "")) if text else ""


def _name(book: Workbook, title: str) -> str:
    """A name for a sheet that Excel allows and that no other sheet has."""
    name = FORBIDDEN.sub(" ", title).strip()[:LONGEST_NAME] or "1"
    known = {"history", *(page.name.lower() for page in book.worksheets())}
    numbered = (f"{name[: LONGEST_NAME - 3]} {number}" for number in range(2, len(known) + 3))
    return next(each for each in (name, *numbered) if each.lower() not in known)
