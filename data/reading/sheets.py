"""Excel workbooks (.xlsx, .xls, .ods), read by calamine: a sheet is a table."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from core.importing.column_split import split_columns
from core.importing.table import ForeignTable
from data.errors import FileError
from data.reading.cells_ods import ods_cells
from data.reading.cells_xls import xls_cells
from data.reading.coin_tool import is_coin_tool, read_coin_tool
from data.reading.excel_cells import in_percent, percent_cells, raw_cells
from data.reading.header import Row
from data.reading.limits import Limits, Reading
from data.reading.parts import chosen_parts, data_parts, holds_figures, metadata_of
from data.reading.rows import Watch, table_of_rows
from data.reading.unpacked import check_unpacked

if TYPE_CHECKING:
    from fastexcel import ExcelReader

XML = (".xlsx", ".xlsm")
READ_AGAIN: dict[str, Callable[[Path, str, int, int], Mapping[tuple[int, int], str]]] = {
    **dict.fromkeys(XML, raw_cells), ".ods": ods_cells, ".xls": xls_cells,
}  # fmt: skip
"""A function that gives the cells of a sheet, of a height and width, that the general reader changes."""


def read_sheets(path: Path, reading: Reading, limits: Limits, _watch: Watch) -> list[ForeignTable]:
    """The tables of the named sheets, else of the first with a table. Raises FileError.

    A workbook of the COIN Tool has two, and sheets of metadata come along with the first.
    """
    if not reading.sheet and is_coin_tool(path) and (two := read_coin_tool(path, limits)):
        return list(two)
    check_unpacked(path, limits)
    import fastexcel  # noqa: PLC0415 - a reader is loaded when it is used

    try:
        book = fastexcel.read_excel(path)
        names = book.sheet_names

        def first_of(*sheets: str) -> list[ForeignTable]:
            frames = [(name, frame) for name in sheets if (frame := _frame(book, name)).height]
            return [_first_table(path, frames, names, reading.header_line, limits)]

        if reading.sheet:
            return [first_of(name)[0] for name in chosen_parts(names, reading.sheet, path.name)]
        data = data_parts(names)
        return [*first_of(*data), *metadata_of((name for name in names if name not in data), first_of)]
    except fastexcel.FastExcelError as error:
        raise FileError(
            "{name} is not an Excel workbook that can be read: save it again, or as CSV.", name=path.name
        ) from error


def _frame(book: "ExcelReader", sheet: str) -> pl.DataFrame:
    """The cells as texts; numbers, which the reader cuts to 9 decimals in texts, are read again as numbers."""
    texts = book.load_sheet(sheet, header_row=None, skip_rows=0, dtypes="string").to_polars()
    cut = texts.select(pl.all().str.contains(r"^-?\d+\.\d{9}$|^-?0$").any()).row(0)
    if not any(cut):
        return texts
    values = book.load_sheet(sheet, header_row=None, skip_rows=0, dtypes="float").to_polars()
    return texts.with_columns(
        _in_full(texts[name], values[name]) for name, is_cut in zip(texts.columns, cut, strict=True) if is_cut
    )


def _in_full(texts: pl.Series, values: pl.Series) -> pl.Series:
    """Numbers with the 15 digits of a sheet where a text has them cut to 9 decimals."""
    lost = (texts.cast(pl.Float64, strict=False) - values).abs()
    is_cut = lost.is_between(0, 1e-8, closed="none").fill_null(value=False)
    in_full = pl.Series(texts.name, [None if value is None else f"{value:.15g}" for value in values], pl.String)
    return in_full.zip_with(is_cut, texts)


def _first_table(
    path: Path, frames: list[tuple[str, pl.DataFrame]], sheets: list[str], header_line: int, limits: Limits
) -> ForeignTable:
    """The first sheet of more than one column with figures, else with a header and rows.

    Raises FileError with the error of the first.
    """
    fallback: ForeignTable | None = None
    problem = FileError("{name} has no sheet with anything on it: name another file.", name=path.name)
    suffix = path.suffix.lower()
    is_xml, read_again = suffix in XML, READ_AGAIN.get(suffix)
    for n, (name, frame) in enumerate(frames):
        others = [f"others {', '.join(other for other in sheets if other != name)}"] if len(sheets) > 1 else []
        percent = percent_cells(path, name) if is_xml else frozenset()
        raw = read_again(path, name, *frame.shape) if read_again else {}
        try:
            limits.check_shape(path.name, *frame.shape)
            rows, details = _rows(frame, percent, raw), (f"sheet {name}", *others)
            table = table_of_rows(path.name, rows, *details, limits=limits, header_line=header_line)
        except FileError as error:
            problem = problem if n else error
        else:
            if len(frames) == 1 or (frame.width > 1 and holds_figures(split_columns(table))):
                return table
            fallback = fallback or (table if frame.width > 1 else None)
    if fallback:
        return fallback
    raise problem


def _rows(
    frame: pl.DataFrame, percent: frozenset[tuple[int, int]], raw: Mapping[tuple[int, int], str]
) -> Iterator[Row]:
    texts = frame.select(pl.all().cast(pl.String).fill_null(""))
    rows = {row for row, _ in (*percent, *raw)}
    for n, cells in enumerate(texts.iter_rows()):
        if n not in rows:
            yield n + 1, cells
            continue
        shown = [in_percent(cell) if (n, at) in percent else cell for at, cell in enumerate(cells)]
        yield n + 1, [raw.get((n, at), cell) for at, cell in enumerate(shown)]
