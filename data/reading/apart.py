"""Foreign files are read in a separate process with bounded memory and time.

The process gets its work as one line of JSON, answers with lines of JSON, and writes the rows as Arrow into a nameless
file, which the system removes when the last process closes it.
"""

import json
import os
import signal
import time
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from selectors import EVENT_READ, DefaultSelector
from typing import IO, TYPE_CHECKING, Any, cast

import polars as pl

from core.frozen import frozen
from core.importing.layout import Layout
from core.importing.table import ForeignTable, Refused
from data.errors import FileError
from data.reading.limits import Limits
from data.reading.rows import Watch, unwatched
from data.reading.started import reading_process

if TYPE_CHECKING:
    from subprocess import Popen

PAUSE = 0.1
"""Seconds between two checks whether the file is still wanted."""
OUT_OF_MEMORY = (b"memory allocation of", b"MemoryError", b"capacity overflow", b"out of memory")


@frozen
class Work:
    """The work of the process: a file, and the options of reading it."""

    path: Path
    reading: dict[str, Any]
    limits: Limits

    def as_json(self, handle: int) -> str:
        """The line for the process; `handle` is the file for the rows."""
        parts = {"path": str(self.path), "reading": self.reading, "handle": handle}
        return json.dumps({**parts, "limits": asdict(self.limits)})


def read_apart(work: Work, watch: Watch = unwatched) -> tuple[ForeignTable, ...]:
    """The tables of a file. Raises FileError, one sentence, also where the process breaks down or exceeds a limit.

    `watch` may raise its own exception: the process ends with it.
    """
    with reading_process() as (process, rows, errors):
        answer = _answer(process, work.as_json(rows.fileno()), work, watch)
        if "tables" in answer:
            return tuple(_table(table, rows) for table in answer["tables"])
        if "error" in answer:
            raise FileError(answer["error"])
        raise _broken(work, process.wait(), _end_of(errors))


def _answer(process: "Popen[bytes]", line_of_work: str, work: Work, watch: Watch) -> dict[str, Any]:
    """The answer of the process to its line of work, empty where it ends without; lines before are for `watch`."""
    end = time.monotonic() + work.limits.seconds
    place, rest = (0, 0), b""
    if process.stdin is None or process.stdout is None:
        return {}
    with suppress(BrokenPipeError):
        process.stdin.write(line_of_work.encode() + b"\n")
        process.stdin.flush()
    with DefaultSelector() as selector:
        selector.register(process.stdout, EVENT_READ)
        while True:
            watch(*place)
            if time.monotonic() > end:
                raise work.limits.exceeded(work.path.name, "seconds", "")
            if not selector.select(PAUSE):
                continue
            content = os.read(process.stdout.fileno(), 1 << 20)
            if not content:
                return {}
            *lines, rest = (rest + content).split(b"\n")
            for line in map(json.loads, lines):
                if "line" not in line:
                    return cast("dict[str, Any]", line)
                place = tuple(line["line"])


def _table(report: dict[str, Any], rows: IO[bytes]) -> ForeignTable:
    rows.seek(report["start"])
    frame = pl.read_ipc_stream(rows)
    refused = tuple(Refused(*row) for row in report["refused"])
    layout = Layout.of_parts(report["layout"]) if report["layout"] else None
    named = (report[part] for part in ("labels", "above", "pillars"))
    return ForeignTable(report["name"], frame, tuple(report["details"]), refused, layout, *named)


def _broken(work: Work, code: int, errors: bytes) -> FileError:
    """The sentence for a process that ended without an answer."""
    if code == -signal.SIGKILL or any(sign in errors for sign in OUT_OF_MEMORY):
        return work.limits.exceeded(work.path.name, "memory", "")
    if code == -signal.SIGXCPU:
        return work.limits.exceeded(work.path.name, "seconds", "")
    last = errors.decode("utf-8", "replace").strip().rpartition("\n")[2].strip()[:80]
    why = f" ({last})" if last else ""
    return FileError(
        "{name} cannot be read, its reader failed{why}: save it again, or as CSV.", name=work.path.name, why=why
    )


def _end_of(errors: IO[bytes]) -> bytes:
    size = errors.seek(0, os.SEEK_END)
    errors.seek(max(0, size - 20_000))
    return errors.read()
