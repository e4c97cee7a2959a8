"""One table in the forms of data files: CSV, TSV, JSON, Parquet, Excel."""

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

import xlsxwriter

from data.clock import build_time
from data.csv_safety import flattened, guarded
from data.errors import FileError
from data.frame_csv import frame_csv, write_frame_csv, write_frame_tsv
from data.written import Content
from tui.cli.exchange import csv_text, json_text
from tui.cli.frame_json import write_frame_json
from tui.tables.column import Kind, TableColumn
from tui.tables.records import Record
from tui.tables.spec import FrameRecords, Rows, cast_frame, framed, is_frame

if TYPE_CHECKING:
    import polars as pl
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

LONGEST_NAME = 31
WIDEST = 60
LONG = 20_000
LONGEST_SHEET = 1_048_575
WHOLE, BROKEN = {"num_format": "#,##0"}, {"num_format": "#,##0.0###"}
EPOCH = "2000-01-01T00:00:00Z"
"""When a file says that it was made where a build names no time, so that the same table gives the same bytes."""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of raw values under the names of their columns, and what these hold where that is declared."""

    columns: tuple[str, ...]
    records: Sequence[Record]
    typed: tuple[TableColumn, ...] = ()
    frame: "pl.DataFrame | None" = None
    """The same rows as a frame, where they are made as one."""

    @classmethod
    def of(cls, columns: tuple[TableColumn, ...], rows: Rows) -> "Table":
        """Rows of declared columns; a frame stays one."""
        keys = tuple(column.key for column in columns)
        if is_frame(rows):
            frame = rows if tuple(rows.columns) == keys else rows.select(keys)
            return cls(keys, FrameRecords(frame), columns, frame)
        return cls(keys, list(rows), columns)

    @property
    def types(self) -> tuple[TableColumn, ...]:
        """What each column holds: as it is declared, else as its values are."""
        return self.typed or tuple(TableColumn(name, _kind(self.records, name)) for name in self.columns)


def as_csv(table: Table) -> bytes:
    """RFC 4180 in UTF-8; no text begins like a formula (see `exchange`)."""
    if table.frame is None:
        return csv_text(table.columns, table.records).encode()

    return frame_csv(table.frame)


def csv_content(table: Table) -> Content:
    """The same, written into the file where the rows are a frame."""
    if table.frame is None:
        return as_csv(table)

    return partial(write_frame_csv, table.frame)


def as_tsv(table: Table) -> Content:
    """Tab-separated, tabs and line ends within a text as blanks; no text begins like a formula."""
    if table.frame is not None:
        return partial(write_frame_tsv, table.frame)
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter="\t", lineterminator="\n")
    writer.writerow(table.columns)
    writer.writerows([_flat(record[column]) for column in table.columns] for record in table.records)
    return buffer.getvalue().encode()


def as_json(table: Table) -> Content:
    """A list with one object a row."""
    if table.frame is not None:
        return partial(write_frame_json, table.frame)
    return json_text(table.columns, table.records).encode()


def as_parquet(table: Table) -> bytes:
    """Parquet; each column has the type that is declared, or that of its values; of texts where it is empty."""
    buffer = io.BytesIO()
    frame = framed(table.types, table.records) if table.frame is None else cast_frame(table.types, table.frame)
    frame.write_parquet(buffer)
    return buffer.getvalue()


def as_excel(tables: Mapping[str, Table]) -> bytes:
    """A workbook with a sheet for each table: titles that stay in view, numbers as numbers, texts as texts only.

    Raises FileError where a table is longer than a sheet.
    """
    for name, table in tables.items():
        if len(table.records) > LONGEST_SHEET:
            raise FileError(f"{name} has {len(table.records):,} rows, a sheet holds {LONGEST_SHEET:,}: use .parquet.")
    buffer = io.BytesIO()
    safe = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    longest = max((len(table.records) for table in tables.values()), default=0)
    with xlsxwriter.Workbook(buffer, {**safe, **_place(longest)}) as book:
        book.set_properties({"created": datetime.fromisoformat(build_time() or EPOCH).replace(tzinfo=None)})
        formats = [book.add_format(form) for form in ({"bold": True, "bottom": 1}, WHOLE, BROKEN)]
        for name, table in tables.items():
            _write_sheet(book.add_worksheet(name[:LONGEST_NAME]), table, *formats)
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


def _kind(records: Sequence[Record], name: str) -> Kind:
    """What a column without declared type holds."""
    found = {type(record[name]) for record in records} - {type(None)}
    if found == {bool}:
        return "truth"
    if found == {int}:
        return "whole"
    return "number" if found and found <= {int, float} else "text"


def _flat(value: str | float | bool | None) -> object:
    if isinstance(value, bool):
        return "true" if value else "false"
    return guarded(flattened(value)) if isinstance(value, str) else value
