"""Excel workbooks (.xlsx, .xls, .ods), read by calamine: a sheet is a table."""

import zipfile
from collections.abc import Iterator
from pathlib import Path

import polars as pl

from core.importing.table import ForeignTable
from data.errors import FileError
from data.reading.rows import Row, table_of_rows

LARGEST = 2_000_000_000
"""Bytes that a workbook may unfold to."""
ZIPPED = (".xlsx", ".xlsm", ".ods")


def read_sheet(path: Path, *, sheet: str = "", header_line: int = 0) -> ForeignTable:
    """The table of one sheet: the one named, else the first that holds something. Raises FileError."""
    _look(path)
    import fastexcel  # noqa: PLC0415 - a reader is loaded when it is used

    try:
        book = fastexcel.read_excel(path)
        if sheet and sheet not in book.sheet_names:
            raise FileError(f"{path.name} has no sheet “{sheet}”: name one of {', '.join(book.sheet_names)}.")
        for name in [sheet] if sheet else book.sheet_names:
            frame = book.load_sheet(name, header_row=None, dtypes="string").to_polars()
            if frame.height:
                return table_of_rows(path.name, _rows(frame), f"sheet {name}", header_line=header_line)
    except fastexcel.FastExcelError as error:
        raise FileError(f"{path.name} is no Excel workbook that can be read: save it anew, or as CSV.") from error
    raise FileError(f"{path.name} has no sheet with anything on it: name another file.")


def _look(path: Path) -> None:
    try:
        if path.suffix.lower() in ZIPPED:
            with zipfile.ZipFile(path) as archive:
                size = sum(entry.file_size for entry in archive.infolist())
            if size > LARGEST:
                raise FileError(f"{path.name} unfolds to {size:,} bytes, the most is {LARGEST:,}: save it as CSV.")
    except OSError as error:
        raise FileError(f"{path} cannot be read ({error.strerror}): name a file that can.") from error
    except (zipfile.BadZipFile, NotImplementedError, ValueError) as error:
        raise FileError(f"{path.name} is no Excel workbook that can be read: save it anew, or as CSV.") from error


def _rows(frame: pl.DataFrame) -> Iterator[Row]:
    texts = frame.select(pl.all().cast(pl.String).fill_null(""))
    yield from ((n + 1, cells) for n, cells in enumerate(texts.iter_rows()))
