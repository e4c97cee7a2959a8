"""Cells of an old Excel sheet (.xls) that its reader changes: errors become empty, shares plain numbers."""

import io
import struct
from pathlib import Path
from typing import TYPE_CHECKING

from data.reading.excel_cells import QUOTED, in_percent, place_of

if TYPE_CHECKING:
    from xlrd.book import Book

UNREADABLE = (struct.error, AssertionError, IndexError, KeyError, ValueError, OSError)
"""The errors of xlrd on a damaged workbook, beside its own."""


def xls_cells(path: Path, sheet: str, _height: int, _width: int) -> dict[tuple[int, int], str]:
    """The texts of such cells by row and column, from 0; the first column is the first with content.

    An error comes with its cell: #DIV/0! in C2. Empty for a workbook that xlrd cannot read.
    """
    import xlrd  # noqa: PLC0415 - a reader is loaded when it is used

    try:
        with xlrd.open_workbook(path, logfile=io.StringIO(), on_demand=True, formatting_info=True) as book:
            return _marked(book, sheet)
    except (xlrd.XLRDError, *UNREADABLE):
        return {}


def _marked(book: "Book", sheet: str) -> dict[tuple[int, int], str]:
    import xlrd  # noqa: PLC0415 - as above

    table = book.sheet_by_name(sheet)
    percent = {n for n, style in enumerate(book.xf_list) if "%" in _format(book, style.format_key)}
    texts: dict[tuple[int, int], str] = {}
    first = table.ncols
    for row in range(table.nrows):
        for column, kind in enumerate(table.row_types(row)):
            if kind not in {xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK}:
                first = min(first, column)
            if kind == xlrd.XL_CELL_ERROR:
                text = xlrd.error_text_from_code.get(table.cell_value(row, column), "#ERROR!")
                texts[row, column] = f"{text} in {place_of(row, column)}"
            elif kind == xlrd.XL_CELL_NUMBER and table.cell_xf_index(row, column) in percent:
                texts[row, column] = in_percent(f"{table.cell_value(row, column):.15g}")
    return {(row, column - first): text for (row, column), text in texts.items()}


def _format(book: "Book", key: int) -> str:
    """The signs of a number format without quoted ones."""
    return QUOTED.sub("", book.format_map[key].format_str) if key in book.format_map else ""
