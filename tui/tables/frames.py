"""The rows of a table as a Polars frame with a column of the declared type for each of its keys."""

from collections.abc import Mapping, Sequence
from typing import cast

import polars as pl

TYPES: Mapping[str, type[pl.DataType]] = {
    "text": pl.String,
    "number": pl.Float64,
    "whole": pl.Int64,
    "truth": pl.Boolean,
}
"""The type that Polars has for each kind of column."""


def framed(kinds: Mapping[str, str], records: Sequence[Mapping[str, object]]) -> pl.DataFrame:
    """Records as a frame with a column of its kind for each key."""
    columns = {key: [_as(kind, record[key]) for record in records] for key, kind in kinds.items()}
    return pl.DataFrame([pl.Series(key, values, TYPES[kinds[key]]) for key, values in columns.items()])


def cast_frame(kinds: Mapping[str, str], frame: pl.DataFrame) -> pl.DataFrame:
    """A frame with a column of its kind for each key."""
    return frame.select(pl.col(key).cast(TYPES[kind]) for key, kind in kinds.items())


def _as(kind: str, value: object) -> object:
    """A value as its column holds it: a whole number among others is a number, whatever stands among texts a text."""
    if value is None or kind in ("whole", "truth"):
        return value
    return str(value) if kind == "text" else float(cast("float", value))
