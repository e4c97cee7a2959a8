"""One table in the forms of data files: CSV, TSV, JSON, Parquet."""

import csv
import io
from collections.abc import Iterable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from core.frozen import frozen
from data.csv_safety import flattened, guarded
from data.frame_csv import write_frame_csv, write_frame_tsv
from data.written import Content
from tui.cli.exchange import csv_text, json_text
from tui.cli.frame_json import write_frame_json
from tui.tables import frames
from tui.tables.spec import Kind, Record, Rows, TableColumn, is_frame

if TYPE_CHECKING:
    import polars as pl


@frozen
class Table:
    """Rows of raw values, as records or as a frame, under the names of columns, and what these are declared to hold."""

    columns: tuple[str, ...]
    records: Sequence[Record]
    typed: tuple[TableColumn, ...] = ()
    frame: "pl.DataFrame | None" = None

    @classmethod
    def of(cls, columns: tuple[TableColumn, ...], rows: Rows) -> "Table":
        """Rows of declared columns; a frame stays one."""
        keys = tuple(column.key for column in columns)
        if is_frame(rows):
            frame = rows if tuple(rows.columns) == keys else rows.select(keys)
            return cls(keys, (), columns, frame)
        return cls(keys, list(rows), columns)

    @property
    def height(self) -> int:
        """How many rows there are."""
        return len(self.records) if self.frame is None else self.frame.height

    def rows(self) -> Iterable[Record]:
        """The rows as records, of a frame each made when it is read."""
        return self.records if self.frame is None else self.frame.iter_rows(named=True)

    @property
    def kinds(self) -> dict[str, Kind]:
        """What each column holds: as it is declared, else as its values are."""
        declared = {column.key: column.kind for column in self.typed}
        return declared or {name: _kind(self.records, name) for name in self.columns}


def as_csv(table: Table) -> Content:
    """RFC 4180 in UTF-8, written into the file where the rows are a frame; no text begins like a formula."""
    if table.frame is not None:
        return partial(write_frame_csv, table.frame)
    return csv_text(table.columns, table.records).encode()


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
    rows, kinds = table.frame, table.kinds
    frame = frames.framed(kinds, table.records) if rows is None else frames.cast_frame(kinds, rows)
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
