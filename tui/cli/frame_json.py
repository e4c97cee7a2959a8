"""A frame as JSON, whole columns at once: the same text, byte for byte, as `exchange.json_text` gives of its rows."""

import io
import json
from typing import BinaryIO

import polars as pl

from data.frame_csv import numbers_as_text, replaced, with_texts
from tui.cli.exchange import escaped

SPECIAL = '["\\\\\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]'
"""What JSON, or `exchange`, writes in another way than it is."""
BLOCK = 100_000
"""Rows that are made to text in one go."""


def frame_json(frame: pl.DataFrame) -> bytes:
    """A list with one object for each row, one a line."""
    buffer = io.BytesIO()
    write_frame_json(frame, buffer)
    return buffer.getvalue()


def write_frame_json(frame: pl.DataFrame, file: BinaryIO) -> None:
    """The same, written into an open file."""
    if frame.is_empty():
        file.write(b"[]\n")
        return
    file.write(b"[\n")
    for start in range(0, frame.height, BLOCK):
        lines = _lines(with_texts(frame[start : start + BLOCK]))
        file.write(("" if start == 0 else ",\n").encode() + ",\n".join(lines.to_list()).encode())
    file.write(b"\n]\n")


def _lines(frame: pl.DataFrame) -> pl.Series:
    """One object a row."""
    parts: list[pl.Expr | pl.Series] = []
    for at, name in enumerate(frame.columns):
        head = ("{" if at == 0 else ", ") + escaped(json.dumps(name, ensure_ascii=False)) + ": "
        parts += [pl.lit(head), _values(frame[name])]
    return frame.select(pl.concat_str([*parts, pl.lit("}")]).alias("line"))["line"]


def _values(column: pl.Series) -> pl.Series:
    """The values of a column as JSON has them."""
    if column.dtype.is_float():
        return numbers_as_text(column).fill_null("null")
    if column.dtype != pl.String:
        return column.cast(pl.String).fill_null("null")
    texts = replaced(column, SPECIAL, lambda text: escaped(json.dumps(text, ensure_ascii=False))[1:-1])
    return texts.to_frame().select(pl.concat_str(pl.lit('"'), texts.name, pl.lit('"')).fill_null("null")).to_series()
