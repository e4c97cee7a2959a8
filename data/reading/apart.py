"""Foreign files are read in a separate process with bounded memory and time.

The process is started anew, not forked, as Polars has threads and locks that a fork does not carry along. It gets its
work as one line of JSON, answers with lines of JSON, and writes the rows as Arrow into a nameless file, which the
system removes when the last process closes it.
"""

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from selectors import EVENT_READ, DefaultSelector
from typing import IO, Any

import polars as pl

from core.frozen import frozen
from core.importing.layout import Layout
from core.importing.table import ForeignTable, Refused
from data.errors import FileError
from data.reading.limits import Limits
from data.reading.rows import Watch, unwatched

START = "import sys, json; sys.path[:] = json.loads(sys.argv[1]); from data.reading.process import main; main()"
OWN_FOLDER = Path(__file__).parents[2]
"""The folder of our own packages; it comes first, as packages of the same names may be on the path."""
PAUSE = 0.1
"""Seconds between two checks whether the file is still wanted."""
OUT_OF_MEMORY = (b"memory allocation of", b"MemoryError", b"capacity overflow", b"out of memory")
THREADS = "4"
"""The number of threads for one file; each takes address space, which counts against the limit of memory."""


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
    with tempfile.TemporaryFile() as rows, tempfile.TemporaryFile() as errors:
        with _process(work, rows.fileno(), errors) as process:
            answer = _answer(process, work, watch)
            code = process.wait()
        if "tables" in answer and not code:
            return tuple(_table(table, rows) for table in answer["tables"])
        if "error" in answer:
            raise FileError(answer["error"])
        raise _broken(work, code, _end_of(errors))


@contextmanager
def _process(work: Work, handle: int, errors: IO[bytes]) -> Iterator["subprocess.Popen[bytes]"]:
    """The process at work; it is ended in any case, and its unpacked files are removed."""
    command = [sys.executable, "-I", "-S", "-c", START, json.dumps([str(OWN_FOLDER), *sys.path]), work.as_json(handle)]
    with tempfile.TemporaryDirectory(prefix="jingdex-") as folder:
        process = subprocess.Popen(  # noqa: S603 - our own interpreter and module
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=errors, pass_fds=(handle,),
            env={"POLARS_MAX_THREADS": THREADS, **os.environ, "TMPDIR": folder}, start_new_session=True,
        )  # fmt: skip
        with process:
            try:
                yield process
            finally:
                process.kill()


def _answer(process: "subprocess.Popen[bytes]", work: Work, watch: Watch) -> dict[str, Any]:
    """The last line of the process; lines before it are passed to `watch`."""
    end = time.monotonic() + work.limits.seconds
    place, rest = (0, 0), b""
    answer: dict[str, Any] = {}
    if process.stdout is None:
        return answer
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
                return answer
            *lines, rest = (rest + content).split(b"\n")
            for line in map(json.loads, lines):
                place, answer = (tuple(line["line"]), answer) if "line" in line else (place, line)


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
