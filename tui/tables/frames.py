"""The rows of a table as a Polars frame with a column of the declared type for each of its keys."""

from collections.abc import Mapping, Sequence
from typing import cast

import polars as pl

from tui.tables.column import Kind, Record, TableColumn

TYPES: Mapping[Kind, type[pl.DataType]] = {
    "text": pl.String,
    "number": pl.Float64,
    "whole": pl.Int64,
    "truth": pl.Boolean,
}
"""The type that Polars has for each kind of column."""


def framed(columns: Sequence[TableColumn], records: Sequence[Record]) -> pl.DataFrame:
    """Records as a frame with columns of the declared types."""
    return pl.DataFrame(
        [
            pl.Series(column.key, [_as(column, record[column.key]) for record in records], TYPES[column.kind])
            for column in columns
        ]
    )


def cast_frame(columns: Sequence[TableColumn], frame: pl.DataFrame) -> pl.DataFrame:
    """A frame with columns of the declared types."""
    return frame.select(pl.col(column.key).cast(TYPES[column.kind]) for column in columns)


def _as(column: TableColumn, value: object) -> object:
    """A value as its column holds it: a whole number among others is a number, whatever stands among texts a text."""
    if value is None or column.kind in ("whole", "truth"):
        return value
    return str(value) if column.kind == "text" else float(cast("float", value))
