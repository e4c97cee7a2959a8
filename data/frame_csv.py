"""A frame as CSV, whole columns at once: the same text, byte for byte, as Python's csv module gives of its rows."""

import io
from collections.abc import Callable
from typing import BinaryIO

import polars as pl
from polars import selectors

from data.csv_safety import HARMFUL, flattened, guarded

LEAST, MOST = 1e-4, 1e16
"""Between these Python and Polars write a number in the same way; outside Python writes an exponent."""
BROKEN = "[\t\n\r\v\f\x1c-\x1e\x85\u2028\u2029]"
"""Tabs, and what ends a line."""
CODES, FRACTIONS = selectors.categorical(), selectors.float()
TEXTS, CATEGORIES = selectors.string() | CODES, CODES | selectors.enum()


def frame_csv(frame: pl.DataFrame) -> bytes:
    """A header and a line for each row, as RFC 4180 has it; null is empty, and no text begins like a formula."""
    buffer = io.BytesIO()
    write_frame_csv(frame, buffer)
    return buffer.getvalue()


def write_frame_csv(frame: pl.DataFrame, file: BinaryIO, line_end: str = "\r\n") -> None:
    """The same, written into an open file."""
    _as_texts(frame).sink_csv(file, line_terminator=line_end)


def write_frame_tsv(frame: pl.DataFrame, file: BinaryIO) -> None:
    """The same between tabs, with tabs and line ends within a text as blanks."""
    frame = with_texts(frame)
    has_breaks = frame.select(TEXTS.unique().str.contains(BROKEN).any())
    flat = [replaced(frame[name], BROKEN, flattened) for name in has_breaks.columns if has_breaks[name][0]]
    _as_texts(frame.with_columns(flat)).sink_csv(file, separator="\t")


def with_texts(frame: pl.DataFrame, kinds: selectors.Selector = CATEGORIES) -> pl.DataFrame:
    """The frame with texts in place of categories; the same frame without any, as a selection may copy every column."""
    categories = frame.select(kinds).columns
    return frame.with_columns(pl.col(categories).cast(pl.String)) if categories else frame


def _as_texts(frame: pl.DataFrame) -> pl.LazyFrame:
    """The frame with every cell in its written form, made while it is written, so that no column is in memory twice."""
    frame = with_texts(frame, selectors.enum())
    needs = frame.select(_is_harmful(TEXTS), _differs_from_python(FRACTIONS).any())
    changed = [
        (numbers_as_text if frame[name].dtype.is_float() else _guarded)(frame[name])
        for name in needs.columns
        if needs[name][0]
    ]
    empty = frame.select((TEXTS == "").any())
    gaps = [pl.when(pl.col(name) != "").then(pl.col(name)) for name in empty.columns if empty[name][0]]
    return frame.lazy().with_columns(changed).with_columns(FRACTIONS.cast(pl.String), *gaps)


def _is_harmful(texts: pl.Expr) -> pl.Expr:
    """Whether any text must be escaped; texts are repeated in many rows, and each is tested once."""
    return texts.unique().cast(pl.String).str.contains(HARMFUL).any()


def _differs_from_python(numbers: pl.Expr) -> pl.Expr:
    """Whether Polars writes a number in another way than Python."""
    size = numbers.abs()
    return ((size < LEAST) & (size > 0)) | (size >= MOST) | numbers.is_nan()


def replaced(texts: pl.Series, pattern: str, by: Callable[[str], str]) -> pl.Series:
    """The texts, with those that match the pattern changed by a function."""
    matches = texts.filter(texts.str.contains(pattern)).unique()
    return texts.replace({text: by(text) for text in matches})


def _guarded(texts: pl.Series) -> pl.Series:
    return replaced(texts.cast(pl.String), HARMFUL, guarded)


def numbers_as_text(numbers: pl.Series) -> pl.Series:
    """Numbers as Python writes them."""
    odd = numbers.to_frame().filter(_differs_from_python(pl.col(numbers.name))).to_series().unique()
    written = dict(zip(odd.cast(pl.String), map(repr, odd), strict=True))
    return numbers.cast(pl.String).replace(written)
