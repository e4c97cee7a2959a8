"""The process that reads a foreign file; one may be started before the file can be read, to load its modules meanwhile.

It is started anew, not forked, as Polars has threads and locks that a fork does not carry along.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import IO, NamedTuple

START = "import sys, json; sys.path[:] = json.loads(sys.argv[1]); from data.reading.process import main; main()"
OWN_FOLDER = Path(__file__).parents[2]
"""The folder of our own packages; it comes first, as packages of the same names may be on the path."""
THREADS = "4"
"""The number of threads for one file; each takes address space, which counts against the limit of memory."""
SMALL = 1_000_000
"""A text file up to this many bytes is read without a process, as the memory of Python's readers is proportional."""


class Started(NamedTuple):
    """A process that waits for its work, and the nameless files for its rows and for its errors."""

    process: "subprocess.Popen[bytes]"
    rows: IO[bytes]
    errors: IO[bytes]


_waiting: list[Started] = []


@contextmanager
def started_for(files: Iterable[Path | str]) -> Iterator[None]:
    """While the first large one of these files, if any, is not read yet, a process waits for it."""
    if not any(isinstance(path, Path) and _is_large(path) for path in files):
        yield
        return
    with _started() as process:
        _waiting.append(process)
        try:
            yield
        finally:
            _waiting.clear()


@contextmanager
def reading_process() -> Iterator[Started]:
    """The process that waits, else a new one; it is ended in any case, and its unpacked files are removed."""
    with nullcontext(_waiting.pop()) if _waiting else _started() as started:
        try:
            yield started
        finally:
            started.process.kill()


def _is_large(path: Path) -> bool:
    """Whether a file is too large to be read without a process; the reader says why there is no such file."""
    try:
        return path.stat().st_size > SMALL
    except (OSError, ValueError):
        return False


@contextmanager
def _started() -> Iterator[Started]:
    command = [sys.executable, "-I", "-S", "-c", START, json.dumps([str(OWN_FOLDER), *sys.path])]
    with (
        tempfile.TemporaryFile() as rows,
        tempfile.TemporaryFile() as errors,
        tempfile.TemporaryDirectory(prefix="jingdex-") as folder,
        subprocess.Popen(  # noqa: S603 - our own interpreter and module
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=errors, pass_fds=(rows.fileno(),),
            env={"POLARS_MAX_THREADS": THREADS, **os.environ, "TMPDIR": folder}, start_new_session=True,
        ) as process,
    ):  # fmt: skip
        try:
            yield Started(process, rows, errors)
        finally:
            process.kill()
