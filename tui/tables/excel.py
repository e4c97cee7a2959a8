"""Tables as a workbook of Excel, a sheet for each."""

import io
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING

import xlsxwriter

from data.clock import build_time
from data.errors import FileError
from tui.tables.data_files import Table
from tui.tables.excel_sheet import LONGEST_NAME, WIDEST, write_section
from tui.tables.sections import Section

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

LONG = 20_000
LONGEST_SHEET = 1_048_575
WHOLE, BROKEN = {"num_format": "#,##0"}, {"num_format": "#,##0.0###"}
EPOCH = "2000-01-01T00:00:00Z"
"""When a file says that it was made where a build names no time, so that the same table gives the same bytes."""


def as_excel(sheets: Mapping[str, Table | Section]) -> bytes:
    """A workbook with a sheet for each table: titles that stay in view, numbers as numbers, texts as texts only.

    It opens at the first table for readers. Raises FileError where a table is longer than a sheet.
    """
    tables = {name: table for name, table in sheets.items() if isinstance(table, Table)}
    for name, table in tables.items():
        if len(table.records) > LONGEST_SHEET:
            raise FileError(
                "{name} has {count:,} rows, a sheet holds {longest_sheet:,}: use .parquet.",
                name=name,
                count=len(table.records),
                longest_sheet=LONGEST_SHEET,
            )
    buffer = io.BytesIO()
    safe = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    longest = max((len(table.records) for table in tables.values()), default=0)
    with xlsxwriter.Workbook(buffer, {**safe, **_place(longest)}) as book:
        book.set_properties({"created": datetime.fromisoformat(build_time() or EPOCH).replace(tzinfo=None)})
        formats = [book.add_format(form) for form in ({"bold": True, "bottom": 1}, WHOLE, BROKEN)]
        for name, table in tables.items():
            _write_sheet(book.add_worksheet(name[:LONGEST_NAME]), table, *formats)
        formatted = cache(lambda form: book.add_format({"num_format": form}))
        pages = [write_section(book, page, formatted) for page in sheets.values() if isinstance(page, Section)]
        for page in pages[:1]:
            page.activate()
    return buffer.getvalue()


def _place(rows: int) -> dict[str, bool]:
    """Short tables are made in memory, long ones row by row in a file, so that they need no more of it."""
    return {"constant_memory": True} if rows > LONG else {"in_memory": True}


def _write_sheet(sheet: "Worksheet", table: Table, head: "Format", whole: "Format", broken: "Format") -> None:
    sheet.freeze_panes(1, 0)
    for at, column in enumerate(table.columns):
        values = [record[column] for record in table.records[:LONG]]
        sheet.set_column(at, at, min(WIDEST, max(len(str(value)) for value in (column, *values)) + 1))
    for at, column in enumerate(table.columns):
        sheet.write_string(0, at, column, head)
    for row, record in enumerate(table.records, 1):
        for at, column in enumerate(table.columns):
            value = record[column]
            if isinstance(value, bool):
                sheet.write_boolean(row, at, value)
            elif isinstance(value, int | float):
                sheet.write_number(row, at, value, whole if value == round(value) else broken)
            elif value:
                sheet.write_string(row, at, value)
