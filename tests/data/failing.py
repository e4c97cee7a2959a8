"""Run under `fail_at`: one command, again and again, in which one write, sync or removal after the other fails.

`failing.py FOLDER KINDS COMMAND…` copies FOLDER/start for each try and runs the command in the copy, in a forked
process; a line of JSON says of each how it ended. The first try lets nothing fail: it counts the calls.
"""

import ctypes
import gc
import json
import os
import shutil
import sys
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Any

from tui.command_line import main

LIBRARY = ctypes.CDLL(None)
KINDS = {"none": 0, "kill": 1, "once": 2, "dead": 3, "full": 4}
EACH = {"kill": 1, "once": 1, "dead": 3, "full": 3}
"""At which calls: a disk that fails or is full from a call on is much the same one call later."""


def tried(folder: Path, kind: str, number: int, command: list[str]) -> dict[str, Any]:
    """How the command ended (below 0: by a signal), how many calls it made, and whether the sync of a folder failed."""
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
    said = {"code": code, "calls": LIBRARY.counted(), "folder_sync": bool(LIBRARY.folder_sync_failed())}
    if kind == "none":
        said["modules"] = list(sys.modules)
    with os.fdopen(writer, "w") as pipe:
        json.dump(said, pipe)
    os._exit(0)


def all_tries(root: Path, kinds: list[str], command: list[str]) -> None:
    """Every call of the command, once for each kind; what the command loads is loaded once, before the forks."""
    counted = tried(root / "none", "none", 0, command)
    for name in counted.pop("modules"):
        with suppress(ImportError):
            import_module(name)
    gc.collect()
    gc.freeze()
    say(counted)
    for kind in kinds:
        for number in range(1, counted["calls"] + 1, EACH[kind]):
            say(tried(root / f"{kind}-{number}", kind, number, command))


def say(found: dict[str, Any]) -> None:
    """Write a line of JSON."""
    sys.stdout.write(f"{json.dumps(found)}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    all_tries(Path(sys.argv[1]), sys.argv[2].split(","), sys.argv[3:])
