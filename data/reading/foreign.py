"""Any foreign file as a table, read where it can do no harm."""

from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

from core.importing.table import ForeignTable
from data.errors import FileError
from data.reading.apart import Work, read_apart
from data.reading.coin_tool import is_coin_tool
from data.reading.limits import Limits, limits_with
from data.reading.readers import Reading, is_text, read_table
from data.reading.rows import Watch, unwatched

AS_IT_LOOKS = Reading()
SMALL = 1_000_000
"""A text file up to so many bytes is read here: Python's own readers of text take memory in proportion to it."""


def read_foreign(
    path: Path, reading: Reading = AS_IT_LOOKS, watch: Watch = unwatched, limits: Limits | None = None
) -> ForeignTable:
    """The table of a CSV, TSV, Excel, Parquet or JSON file. Raises FileError, one sentence.

    Without `limits` those of the environment hold.
    """
    _check_plain(path)
    limits = limits or limits_with(())
    if is_text(path) and path.stat().st_size <= SMALL:
        return read_table(path, reading, limits, watch)
    return read_apart(Work("table", path, asdict(reading), limits), watch)[0]


def coin_tool_tables(path: Path, limits: Limits | None = None) -> tuple[ForeignTable, ...]:
    """`iData` and `iMeta` of a COIN Tool workbook; nothing for any other. Raises FileError where it is not filled in.

    Without `limits` those of the environment hold.
    """
    _check_plain(path)
    if not is_coin_tool(path):
        return ()
    return tuple(read_apart(Work("coin", path, {}, limits or limits_with(()))))


def written_on(path: Path) -> str:
    """The day on which a file was last written, in UTC: the release of what differs in it, where none is named."""
    return datetime.fromtimestamp(path.stat().st_mtime, UTC).date().isoformat()


def _check_plain(path: Path) -> None:
    if path.is_dir():
        raise FileError(f"{path} is a folder: name the files in it.")
    if not path.exists():
        raise FileError(f"There is no file {path}: name one that is there.")
    if not path.is_file():
        raise FileError(f"{path} is no plain file: name a file.")
