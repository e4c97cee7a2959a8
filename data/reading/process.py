"""The process that reads one foreign file: it limits itself, reads, and reports the result."""

import json
import os
import resource
import sys
import threading
from dataclasses import asdict
from gettext import translation
from pathlib import Path
from typing import IO, Any

import polars as pl

from core.importing.table import ForeignTable
from core.words import speak
from data import system_error
from data.errors import FileError
from data.reading.limits import MEGABYTE, Limits, Reading
from data.reading.readers import read_tables


def main() -> None:
    """Do the work in the line of input, and print its outcome as a line of JSON; without a line end."""
    speak(translation("jingdex", os.environ.get("TEXTDOMAINDIR"), fallback=True))
    if not (line := sys.stdin.readline()):
        return
    work = json.loads(line)
    limits = Limits(**work["limits"])
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _bound(limits)
    path = Path(work["path"])
    try:
        tables = read_tables(path, Reading(**work["reading"]), limits, lambda *place: _say({"line": place}))
        with os.fdopen(work["handle"], "wb") as rows:
            reports = [_report(table, rows) for table in tables]
        _say({"tables": reports})
    except FileError as error:
        _say({"error": str(error)})
    except MemoryError:
        _say({"error": str(limits.exceeded(path.name, "memory", ""))})


def _bound(limits: Limits) -> None:
    """Limit memory beyond that of the program itself, core files, and time on any core."""
    _lower(resource.RLIMIT_CORE, 0)
    _lower(resource.RLIMIT_CPU, limits.seconds * 4)
    _lower(resource.RLIMIT_AS, _present_memory() + limits.memory * MEGABYTE)


def _lower(kind: int, most: int) -> None:
    _, hard = resource.getrlimit(kind)
    resource.setrlimit(kind, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


def _present_memory() -> int:
    """The present address space of the process, in bytes; 0 where the system does not state it."""
    place = Path("/proc/self/statm")
    return int(place.read_text().split()[0]) * resource.getpagesize() if place.exists() else 0


def _end_with_parent() -> None:
    """End when the parent ends: nothing is written to our input after the line of work."""
    os.read(sys.stdin.fileno(), 1)
    os._exit(1)


def _report(table: ForeignTable, rows: IO[bytes]) -> dict[str, Any]:
    """The report on a table whose rows are written into the file."""
    start = rows.tell()
    try:
        table.frame.write_ipc_stream(rows, compat_level=pl.CompatLevel.newest())
    except OSError as error:
        raise FileError(
            "{name} cannot be read, no room for its rows ({why}): make room.",
            name=table.name,
            why=system_error.reason(error),
        ) from error
    return {
        "name": table.name,
        "details": table.details,
        "layout": asdict(table.layout) if table.layout else None,
        "labels": dict(table.labels),
        "above": dict(table.above),
        "pillars": dict(table.pillars),
        "refused": [(refusal.line, refusal.text, refusal.why) for refusal in table.refused],
        "start": start,
    }


def _say(answer: dict[str, Any]) -> None:
    sys.stdout.write(f"{json.dumps(answer)}\n")
    sys.stdout.flush()
