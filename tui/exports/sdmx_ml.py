"""Figures as SDMX-ML, written by pysdmx."""

import re

import polars as pl

from core.workbook.workbook import Workbook
from data.errors import FileError
from tui.exports.sdmx_frame import sdmx_frame
from tui.exports.sdmx_structure import ILLEGAL, REPLACEMENT, definition_of, format_of, header_of

OPEN, CLOSE = "⟦", "⟧"
MARKED = re.compile(f"{OPEN}([0-9A-F]+){CLOSE}")


def as_sdmx_ml_30(workbook: Workbook) -> bytes:
    """SDMX-ML 3.0, structure specific. Raises FileError where pysdmx is not installed."""
    return _data(workbook, "DATA_SDMX_ML_3_0")


def as_sdmx_ml_21(workbook: Workbook) -> bytes:
    """SDMX-ML 2.1, structure specific. Raises FileError where pysdmx is not installed."""
    return _data(workbook, "DATA_SDMX_ML_2_1_STR")


def as_sdmx_generic(workbook: Workbook) -> bytes:
    """SDMX-ML 2.1, generic. Raises FileError where pysdmx is not installed."""
    return _data(workbook, "DATA_SDMX_ML_2_1_GEN")


def _data(workbook: Workbook, name: str) -> bytes:
    form = format_of(name)
    from pysdmx.io.pd import PandasDataset  # noqa: PLC0415 - as above
    from pysdmx.io.writer import write_sdmx  # noqa: PLC0415 - as above

    frame = sdmx_frame(workbook)
    if frame.is_empty():
        raise FileError("The workbook has no figures: SDMX-ML without any is not valid.")
    texts = frame.select(_as_written(column) for column in frame.iter_columns())
    schema = definition_of(workbook, frame, as_text=True).to_schema()
    dataset = PandasDataset(structure=schema, data=texts.to_pandas())
    written = write_sdmx([dataset], form, header=header_of(workbook)) or ""
    return MARKED.sub(lambda match: f"&#{int(match[1], 16)};", written).encode()


def _as_written(column: pl.Series) -> pl.Series:
    """A column as texts in which each sign that pysdmx writes otherwise is marked by its number.

    pysdmx writes attributes as Python shows texts: quotes, backslashes and what is not printable come out changed.
    """
    texts = column.cast(pl.String).fill_null("").str.strip_suffix(".0" if column.dtype.is_float() else "")
    by_text = {text: "".join(map(_sign, text)) for text in texts.unique().to_list()}
    return texts.replace_strict(by_text, return_dtype=pl.String)


def _sign(sign: str) -> str:
    if ILLEGAL.match(sign):
        return REPLACEMENT
    is_plain = sign.isprintable() and sign not in f"'\"\\{OPEN}{CLOSE}"
    return sign if is_plain else f"{OPEN}{ord(sign):X}{CLOSE}"
