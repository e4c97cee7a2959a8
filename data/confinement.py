"""Confinement of a process to its own program and one workbook, for people who look at it in a browser."""

import os
import platform
import sys
from pathlib import Path
from typing import cast

from core.words import gettext

SERVED = "JINGDEX_SERVED"
"""The environment variable of a process behind a browser."""
WRITING = os.O_WRONLY | os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_TRUNC
REFUSED = frozenset(
    (
        "os.chmod", "os.chown", "os.exec", "os.link", "os.mkdir", "os.posix_spawn", "os.remove", "os.rename",
        "os.rmdir", "os.spawn", "os.symlink", "os.system", "os.truncate", "os.utime", "pty.spawn",
        "shutil.copyfile", "shutil.move", "shutil.rmtree", "socket.bind", "socket.connect",
        "subprocess.Popen",
    )
)  # fmt: skip
"""The audit events (PEP 578) that such a process refuses."""
READING = frozenset(("os.listdir", "os.scandir", "os.chdir", "glob.glob"))
SYSTEM = ("/usr", "/lib", "/etc/localtime", "/etc/terminfo", "/proc", "/sys/devices", "/dev/null", "/dev/urandom")


def is_served() -> bool:
    """Whether this process is behind a browser."""
    return bool(os.environ.get(SERVED))


def confine(*readable: Path) -> None:
    """Refuse from now on to write any file, to start a program, or to read other files.

    This cannot be undone. The files of the workbook and the program themselves stay readable.
    """
    platform.processor()  # asks another program once, and remembers
    program = Path(__file__).resolve().parents[1]
    own = (sys.prefix, sys.base_prefix, *SYSTEM)
    roots = [path.resolve() for path in (program, *map(Path, own), *readable)]

    def is_own(path: object) -> bool:
        if isinstance(path, int) or path is None:
            return True
        where = Path(os.fsdecode(cast("str", path))).resolve()
        return any(where.is_relative_to(root) for root in roots)

    def watch(event: str, given: tuple[object, ...]) -> None:
        if event == "open":
            path, _, flags = given
            writing = isinstance(flags, int) and flags & WRITING and not isinstance(path, int)
            allowed = path == os.devnull or (is_own(path) and not writing)
        elif event in READING:
            allowed = is_own(given[0])
        else:
            allowed = event not in REFUSED
        if not allowed:
            raise PermissionError(13, gettext("a browser only looks at the workbook"))

    sys.addaudithook(watch)
