"""A new file that appears under its name only when it is whole."""

import errno
import os
import platform
import stat
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Literal

from data import system_error
from data.errors import FileError

NO_LINKS = (errno.EPERM, errno.ENOSYS, errno.EOPNOTSUPP, errno.EMLINK, errno.EINVAL)
"""The errors of a file system without links."""
LONGEST = 200
"""The number of letters of a path in a sentence."""


def made_whole(path: Path, build: Callable[[Path], None], *, replace: bool = False) -> None:
    """Build a file beside the path, then rename it; it replaces another file only on request.

    Raises FileError where there is such a file already, or the folder accepts no new one: then all is as before, except
    where the disk does not confirm the new name.
    """
    check_target(path, replace=replace)
    clear_leftovers(path.parent)
    beside = path.with_name(f"{_mark()}{os.getpid()}-{os.urandom(4).hex()}")
    with _removed(beside):
        try:
            build(beside)
            if replace:
                beside.replace(path)
            else:
                _name(beside, path)
        except OSError as error:
            raise unwritten(path, error) from error
        _settle(path)


def check_target(path: Path, *, replace: bool = False) -> None:
    """Raise FileError where a file cannot be written at a path as it is now, before what it holds is computed."""
    kind = kind_of(path)
    if kind == "folder":
        raise FileError("{path} is a folder: name a file in it.", path=path)
    if os.path.lexists(path) and not replace:
        raise _exists(path)
    if path.is_symlink():
        raise FileError("{path} is a link and is left as it is: name the file that it leads to, or another.", path=path)
    if kind == "other":
        raise FileError("{path} is not a regular file and stays as it is: name another.", path=path)
    if kind_of(path.parent) != "folder":
        raise FileError("There is no folder {parent}: make it first.", parent=path.parent)


def unwritten(path: Path, error: OSError) -> FileError:
    """The sentence for a file that the system does not let be written."""
    return FileError(
        "{path} cannot be written ({why}): make room, or name another place.", path=path, why=system_error.reason(error)
    )


def _name(beside: Path, path: Path) -> None:
    try:
        os.link(beside, path)
    except FileExistsError as error:
        raise _exists(path) from error
    except OSError as error:
        if error.errno not in NO_LINKS:
            raise
        _name_without_link(beside, path)


def _name_without_link(beside: Path, path: Path) -> None:
    """Reserve the name with an empty file, then replace that by the complete one."""
    try:
        path.open("xb").close()
    except FileExistsError as error:
        raise _exists(path) from error
    try:
        beside.replace(path)
    except OSError:
        path.unlink()
        raise


def kind_of(path: Path) -> Literal["file", "folder", "other", "nothing"]:
    """The kind of file at a path, at the end of its links. Raises FileError where that cannot be found out."""
    try:
        mode = path.stat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        return "nothing"
    except OSError as error:
        raise FileError(
            "{path} cannot be looked at ({why}): name another place.",
            path=shortened(path),
            why=system_error.reason(error),
        ) from error
    except ValueError as error:
        raise FileError("{path!a} cannot be the name of a file: name another.", path=str(path)) from error
    return "file" if stat.S_ISREG(mode) else "folder" if stat.S_ISDIR(mode) else "other"


def identity_of(path: Path) -> tuple[int, int] | None:
    """The identity of the file at a path, different for every other file there; null where there is none."""
    try:
        status = path.stat()
    except (OSError, ValueError):
        return None
    return status.st_dev, status.st_ino


def shortened(path: Path) -> str:
    """The path in a sentence, cut where it is very long."""
    text = str(path)
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"


def clear_leftovers(folder: Path) -> None:
    """Remove incomplete files that interrupted commands of this machine left in a folder."""
    try:
        paths = [Path(entry.path) for entry in os.scandir(folder) if entry.name.startswith(_mark())]
        for path in paths:
            if not _runs(path.name.removeprefix(_mark()).partition("-")[0]):
                path.unlink(missing_ok=True)
    except OSError:  # a folder of others, in which nothing can be removed
        return


def _mark() -> str:
    """The beginning of the names of incomplete files of a process of this machine."""
    return f".jingdex-{zlib.crc32(platform.node().encode()):08x}-"


def _runs(number: str) -> bool:
    try:
        os.kill(int(number), 0)
    except (ProcessLookupError, ValueError, OverflowError):
        return False
    except PermissionError:
        return True
    return True


def _settle(path: Path) -> None:
    """Write the folder's list of names to the disk. Raises FileError where the disk does not confirm it."""
    try:
        handle = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
    except OSError as error:
        raise FileError(
            "{path} was written, but the disk did not confirm it ({why}): look whether it is whole.",
            path=path,
            why=system_error.reason(error),
        ) from error


@contextmanager
def _removed(beside: Path) -> Iterator[None]:
    try:
        yield
    finally:
        with suppress(OSError):  # what cannot be removed now goes at the next start
            beside.unlink(missing_ok=True)


def _exists(path: Path) -> FileError:
    return FileError("{path} already exists: name a new file.", path=path)
