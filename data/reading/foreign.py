"""Any foreign file as its tables, read where it can do no harm."""

from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

from core.importing.table import ForeignTable
from data.reading.apart import Work, read_apart
from data.reading.limits import Limits, limits_with
from data.reading.readers import is_text, read_tables
from data.reading.reading import Reading
from data.reading.rows import Watch, unwatched

AS_IT_LOOKS = Reading()
SMALL = 1_000_000
"""A text file up to so many bytes is read here: Python's own readers of text take memory in proportion to it."""


def read_foreign(
    path: Path, reading: Reading = AS_IT_LOOKS, watch: Watch = unwatched, limits: Limits | None = None
) -> tuple[ForeignTable, ...]:
    """The tables of a file of any form that is read; one where nothing else is said. Raises FileError, one sentence.

    Without `limits` those of the environment hold.
    """
    limits = limits or limits_with(())
    if is_text(path) and path.stat().st_size <= SMALL:
        return read_tables(path, reading, limits, watch)
    return read_apart(Work(path, asdict(reading), limits), watch)


def written_on(path: Path) -> str:
    """The day on which a file was last written, in UTC: the release of what differs in it, where none is named."""
    return datetime.fromtimestamp(path.stat().st_mtime, UTC).date().isoformat()
