"""The reader of each kind of file, chosen by the end of the file's name; all of them keep the limits."""

from dataclasses import dataclass
from pathlib import Path

import polars as pl

from core.importing.composed import split_columns
from core.importing.table import ForeignTable, foreign_table
from data.errors import FileError
from data.reading.delimited import read_delimited
from data.reading.limits import Limits
from data.reading.objects import read_objects
from data.reading.rows import Watch, unwatched
from data.reading.sheets import read_sheet

SHEETS = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods")
OBJECTS = (".jsonl", ".ndjson", ".json")
PARQUET = (".parquet", ".pq")


@dataclass(frozen=True, slots=True)
class Reading:
    """What a person says of how a file is to be read; what is empty is recognised."""

    delimiter: str = ""
    encoding: str = ""
    sheet: str = ""
    header_line: int = 0


def is_text(path: Path) -> bool:
    """Whether a file of this name is read as text."""
    return path.suffix.lower() not in (*SHEETS, *PARQUET)


def read_with(path: Path) -> tuple[str, ...]:
    """The names of what can be said of reading a file of this name."""
    suffix = path.suffix.lower()
    if suffix in SHEETS:
        return ("sheet", "header_line")
    if suffix in PARQUET:
        return ()
    return ("encoding",) if suffix in OBJECTS else ("delimiter", "encoding", "header_line")


def read_table(path: Path, reading: Reading, limits: Limits, watch: Watch = unwatched) -> ForeignTable:
    """The table of a CSV, TSV, Excel, Parquet or JSON file. Raises FileError, one sentence."""
    return split_columns(_read(path, reading, limits, watch))


def _read(path: Path, reading: Reading, limits: Limits, watch: Watch) -> ForeignTable:
    suffix = path.suffix.lower()
    if suffix in SHEETS:
        return read_sheet(path, limits, sheet=reading.sheet, header_line=reading.header_line)
    if suffix in PARQUET:
        return _read_parquet(path, limits)
    limits.check_bytes(path.name, path.stat().st_size)
    if suffix in OBJECTS:
        return read_objects(path, limits, encoding=reading.encoding)
    return read_delimited(
        path, limits, delimiter=reading.delimiter, encoding=reading.encoding, header_line=reading.header_line,
        watch=watch,
    )  # fmt: skip


def _read_parquet(path: Path, limits: Limits) -> ForeignTable:
    try:
        scan = pl.scan_parquet(path)
        schema = scan.collect_schema()
        limits.check_shape(path.name, scan.select(pl.len()).collect().item(), len(schema))
        frame = scan.collect()
    except OSError as error:
        raise FileError(f"{path} cannot be read ({error.strerror}): name a file that can.") from error
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException) as error:
        raise FileError(f"{path.name} is no Parquet file that can be read: write it anew.") from error
    nested = [name for name, kind in frame.schema.items() if kind.is_nested() or kind == pl.Binary]
    if not frame.height or len(nested) == frame.width:
        raise FileError(f"{path.name} holds no rows of plain values: name another file.")
    return foreign_table(path.name, frame.drop(nested), "Parquet", first_line=1)
