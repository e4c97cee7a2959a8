"""One table in the forms of data files: CSV, TSV, JSON, Parquet."""

import csv
import io
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from core.frozen import frozen
from data.csv_safety import flattened, guarded
from data.frame_csv import frame_csv, write_frame_csv, write_frame_tsv
from data.written import Content
from tui.cli.exchange import csv_text, json_text
from tui.cli.frame_json import write_frame_json
from tui.tables import frames
from tui.tables.column import Kind, Record, TableColumn
from tui.tables.spec import FrameRecords, Rows, is_frame

if TYPE_CHECKING:
    import polars as pl


@frozen
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
    rows, types = table.frame, table.types
    frame = frames.framed(types, table.records) if rows is None else frames.cast_frame(types, rows)
    frame.write_parquet(buffer)
    return buffer.getvalue()


def _kind(records: Sequence[Record], name: str) -> Kind:
    """What a column without declared type holds."""
    types = {type(record[name]) for record in records} - {type(None)}
    if types == {bool}:
        return "truth"
    if types == {int}:
        return "whole"
    return "number" if types and types <= {int, float} else "text"


def _flat(value: str | float | bool | None) -> object:
    if isinstance(value, bool):
        return "true" if value else "false"
    return guarded(flattened(value)) if isinstance(value, str) else value
