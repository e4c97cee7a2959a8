"""Any foreign file as a table: the reader is chosen by the end of its name."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import polars as pl

from core.importing.composed import taken_apart
from core.importing.table import ForeignTable, foreign_table
from data.errors import FileError
from data.reading.delimited import read_delimited
from data.reading.objects import read_objects
from data.reading.rows import Watch, unwatched
from data.reading.sheets import read_sheet

SHEETS = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods")
OBJECTS = (".jsonl", ".ndjson", ".json")


@dataclass(frozen=True, slots=True)
class Reading:
    """What a person says of how a file is to be read; what is empty is recognised."""

    delimiter: str = ""
    encoding: str = ""
    sheet: str = ""
    header_line: int = 0


def read_foreign(path: Path, reading: Reading = Reading(), watch: Watch = unwatched) -> ForeignTable:
    """The table of a CSV, TSV, Excel, Parquet or JSON file. Raises FileError, one sentence."""
    if path.is_dir():
        raise FileError(f"{path} is a folder: name the files in it.")
    if not path.exists():
        raise FileError(f"There is no file {path}: name one that is there.")
    if not path.is_file():
        raise FileError(f"{path} is no plain file: name a file.")
    return taken_apart(_read(path, reading, watch))


def _read(path: Path, reading: Reading, watch: Watch) -> ForeignTable:
    suffix = path.suffix.lower()
    if suffix in SHEETS:
        return read_sheet(path, sheet=reading.sheet, header_line=reading.header_line)
    if suffix in OBJECTS:
        return read_objects(path, encoding=reading.encoding)
    if suffix in {".parquet", ".pq"}:
        return _read_parquet(path)
    return read_delimited(
        path, delimiter=reading.delimiter, encoding=reading.encoding, header_line=reading.header_line, watch=watch
    )


def written_on(path: Path) -> str:
    """The day on which a file was last written, in UTC: the release of what differs in it, where none is named."""
    return datetime.fromtimestamp(path.stat().st_mtime, UTC).date().isoformat()


def _read_parquet(path: Path) -> ForeignTable:
    try:
        frame = pl.read_parquet(path)
    except OSError as error:
        raise FileError(f"{path} cannot be read ({error.strerror}): name a file that can.") from error
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException) as error:
        raise FileError(f"{path.name} is no Parquet file that can be read: write it anew.") from error
    nested = [name for name, kind in frame.schema.items() if kind.is_nested() or kind == pl.Binary]
    if not frame.height or len(nested) == frame.width:
        raise FileError(f"{path.name} holds no rows of plain values: name another file.")
    return foreign_table(path.name, frame.drop(nested), "Parquet", first_line=1)
