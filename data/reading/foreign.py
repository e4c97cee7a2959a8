"""Any foreign file as its tables, read in a process that can do no harm."""

from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

from core.importing.table import ForeignTable
from data.reading.apart import Work, read_apart
from data.reading.limits import Limits, Reading, limits_with
from data.reading.readers import is_text, read_tables
from data.reading.rows import Watch, unwatched
from data.reading.started import SMALL

AS_IT_LOOKS = Reading()


def read_foreign(
    path: Path, reading: Reading = AS_IT_LOOKS, watch: Watch = unwatched, limits: Limits | None = None
) -> tuple[ForeignTable, ...]:
    """The tables of a file of any supported form; by default one. Raises FileError, one sentence.

    Without `limits` those of the environment hold.
    """
    limits = limits or limits_with(())
    if is_text(path) and path.stat().st_size <= SMALL:
        return read_tables(path, reading, limits, watch)
    return read_apart(Work(path, asdict(reading), limits), watch)


def written_on(path: Path) -> str:
    """The day on which a file was last written, in UTC: the default release of figures that differ."""
    return datetime.fromtimestamp(path.stat().st_mtime, UTC).date().isoformat()
