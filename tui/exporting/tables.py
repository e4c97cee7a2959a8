"""One table in the forms of data files: CSV, TSV, JSON, Parquet, Excel."""

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from data.guarding import guarded
from tui.subcommands.exchange import csv_text, json_text
from tui.subcommands.records import Record

LONGEST_NAME = 31
WIDEST = 60
EPOCH = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)
"""What a file says of when it was made, so that the same table gives the same bytes."""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of raw values under the names of their columns."""

    columns: tuple[str, ...]
    records: Sequence[Record]


def as_csv(table: Table) -> bytes:
    """RFC 4180 in UTF-8; no text begins like a formula (see `exchange`)."""
    return csv_text(table.columns, table.records).encode()


def as_tsv(table: Table) -> bytes:
    """Tab-separated, tabs and line ends within a text as blanks; no text begins like a formula."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter="\t", lineterminator="\n", quoting=csv.QUOTE_NONE, escapechar="\\")
    writer.writerow(table.columns)
    writer.writerows([_flat(record[column]) for column in table.columns] for record in table.records)
    return buffer.getvalue().encode()


def as_json(table: Table) -> bytes:
    """A list with one object a row."""
    return json_text(table.columns, table.records).encode()


def as_parquet(table: Table) -> bytes:
    """Parquet; a column holds texts, numbers or truths, and is of texts where it is empty."""
    import polars as pl  # noqa: PLC0415 - heavy, and wanted for this form alone

    frame = pl.DataFrame(
        {column: [record[column] for record in table.records] for column in table.columns}, strict=False
    )
    buffer = io.BytesIO()
    frame.with_columns(pl.col(pl.Null).cast(pl.String)).write_parquet(buffer)
    return buffer.getvalue()


def as_excel(tables: Mapping[str, Table]) -> bytes:
    """A workbook with a sheet for each table: titles that stay in view, numbers as numbers, texts as texts only."""
    import xlsxwriter  # noqa: PLC0415 - heavy, and wanted for this form alone

    buffer = io.BytesIO()
    safe = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
    with xlsxwriter.Workbook(buffer, safe) as book:
        book.set_properties({"created": EPOCH})
        head = book.add_format({"bold": True, "bottom": 1})
        whole, broken = (book.add_format({"num_format": form}) for form in ("#,##0", "#,##0.0###"))
        for name, table in tables.items():
            sheet = book.add_worksheet(name[:LONGEST_NAME])
            sheet.freeze_panes(1, 0)
            for at, column in enumerate(table.columns):
                sheet.write_string(0, at, column, head)
                values = [record[column] for record in table.records]
                sheet.set_column(at, at, min(WIDEST, max(len(str(value)) for value in (column, *values)) + 1))
                for row, value in enumerate(values, 1):
                    if isinstance(value, bool):
                        sheet.write_boolean(row, at, value)
                    elif isinstance(value, int | float):
                        sheet.write_number(row, at, value, whole if value == round(value) else broken)
                    elif value:
                        sheet.write_string(row, at, value)
    return buffer.getvalue()


def _flat(value: str | float | bool | None) -> object:
    if not isinstance(value, str):
        return value
    text = " ".join(value.replace("\t", " ").splitlines())
    return guarded(text)
