"""Run under `fail_at`: one command, again and again, in which one write, sync or removal after the other fails.

A line of JSON on standard input names a folder, the kinds of failure and a command. Each try copies `start` in the
folder and runs the command in the copy, in a forked process; a line of JSON says of each how it ended, and `null`
that all are done. The first try lets nothing fail: it lists the calls. Where the same
file is written, synced and renamed again and again, the first and the last time fail, of each call beside its like.
"""

import ctypes
import gc
import json
import os
import re
import shutil
import sys
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Any

from core.importing.table import ForeignTable
from core.workbook.workbook import Workbook
from data.reading import foreign
from data.reading.apart import Work
from data.reading.limits import Reading
from data.reading.readers import read_tables
from data.reading.rows import Watch, unwatched
from tui.command_line import main
from tui.imports.layouts import known_units

LIBRARY = ctypes.CDLL(None)
LIBRARY.made.restype = ctypes.c_char_p
KINDS = {"none": 0, "kill": 1, "once": 2, "dead": 3, "full": 4}
LASTING = ("dead", "full")
"""A disk that stays dead or full is much the same one call later in the same file."""


def read_here(work: Work, watch: Watch = unwatched) -> tuple[ForeignTable, ...]:
    """The tables of a foreign file, without the process of its own, which writes nothing in the folder."""
    return read_tables(work.path, Reading(**work.reading), work.limits, watch)


def tried(folder: Path, kind: str, number: int, command: list[str]) -> dict[str, Any]:
    """How the command ended (below 0: by a signal), what calls it made, and whether the sync of a folder failed."""
    shutil.copytree(folder.with_name("start"), folder)
    reader, writer = os.pipe()
    process = os.fork()
    if not process:
        _run(folder, kind, number, command, writer)
    os.close(writer)
    with os.fdopen(reader) as pipe:
        said = pipe.read()
    code = os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
    return {"code": code, "folder_sync": False, **json.loads(said or "{}"), "folder": folder.name}


def _run(folder: Path, kind: str, number: int, command: list[str], writer: int) -> None:
    os.chdir(folder)
    for handle, name in ((1, "out"), (2, "err")):
        os.dup2(os.open(folder.with_name(f"{folder.name}.{name}"), os.O_WRONLY | os.O_CREAT), handle)
    LIBRARY.fail_at(os.fsencode(f"{folder}/"), number, KINDS[kind])
    code = main(command)
    sys.stderr.flush()
    said = {"code": code, "calls": LIBRARY.made().decode().split(), "folder_sync": bool(LIBRARY.folder_sync_failed())}
    if kind == "none":
        said |= {"modules": list(sys.modules), "patterns": [key[1:] for key in re._cache if key[0] is str]}
    with os.fdopen(writer, "w") as pipe:
        json.dump(said, pipe)
    os._exit(0)


def all_tries(root: Path, kinds: list[str], command: list[str]) -> None:
    """Every call of the command, once for each kind; what it loads and compiles is there before the forks."""
    counted = tried(root / "none", "none", 0, command)
    for name in counted.pop("modules"):
        with suppress(ImportError):
            import_module(name)
    for pattern, flags in counted.pop("patterns"):
        re.compile(pattern, flags)
    gc.collect()
    gc.freeze()
    say(counted)
    for kind in kinds:
        for number in that_differ(counted["calls"], kind):
            say(tried(root / f"{kind}-{number}", kind, number, command))


def that_differ(calls: list[str], kind: str) -> list[int]:
    """The numbers of the calls, from 1, that come first, or where one alone fails also last, between the same calls."""
    lasts = kind not in LASTING
    first: dict[tuple[str, ...], int] = {}
    last: dict[tuple[str, ...], int] = {}
    for at, call in enumerate(calls):
        around = (*calls[max(0, at - 1) : at], call, *(calls[at + 1 : at + 2] if lasts else ()))
        first.setdefault(around, at + 1)
        last[around] = at + 1
    return sorted({*first.values(), *(last.values() if lasts else ())})


def say(found: dict[str, Any] | None) -> None:
    """Write a line of JSON."""
    sys.stdout.write(f"{json.dumps(found)}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    foreign.read_apart = read_here
    known_units(Workbook())
    for line in sys.stdin:
        folder, kinds, command = json.loads(line)
        all_tries(Path(folder), kinds.split(","), command)
        say(None)
