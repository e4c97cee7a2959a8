"""Parquet files: the columns of plain values."""

from pathlib import Path

import polars as pl

from core.importing.table import ForeignTable, foreign_table
from data import system_error
from data.errors import FileError
from data.reading.limits import Limits, Reading
from data.reading.rows import Watch


def read_parquet(path: Path, _reading: Reading, limits: Limits, _watch: Watch) -> list[ForeignTable]:
    """The one table of a Parquet file. Raises FileError."""
    try:
        with system_error.reading(path):
            scan = pl.scan_parquet(path)
            schema = scan.collect_schema()
            limits.check_shape(path.name, scan.select(pl.len()).collect().item(), len(schema))
            frame = scan.collect()
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException) as error:
        raise FileError("{name} is not a Parquet file that can be read: write it again.", name=path.name) from error
    nested = [name for name, kind in frame.schema.items() if kind.is_nested() or kind == pl.Binary]
    if not frame.height or len(nested) == frame.width:
        raise FileError("{name} holds no rows of plain values: name another file.", name=path.name)
    return [foreign_table(path.name, frame.drop(nested), "Parquet", first_line=1)]
