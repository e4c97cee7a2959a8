"""A new file that appears under its name only when it is whole."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from data.errors import FileError


def made_whole(path: Path, build: Callable[[Path], None], *, replace: bool = False) -> None:
    """Build a file beside the path, then give it its name; in the place of another file only where that is asked for.

    Raises FileError where there is such a file already, or the folder takes no new one; then all is as before.
    """
    if path.is_dir():
        raise FileError(f"{path} is a folder: name a file in it.")
    if os.path.lexists(path) and not replace:
        raise _exists(path)
    if not path.parent.is_dir():
        raise FileError(f"There is no folder {path.parent}: make it first.")
    beside = path.with_name(f".{path.name}.{os.urandom(4).hex()}")
    with _removed(beside):
        build(beside)
        if replace:
            beside.replace(path)
        else:
            _name(beside, path)
        _settle(path.parent)


def _name(beside: Path, path: Path) -> None:
    try:
        os.link(beside, path)
    except FileExistsError as error:
        raise _exists(path) from error
    except OSError:  # a file system without links
        _reserve(path)
        beside.replace(path)


def _reserve(path: Path) -> None:
    try:
        path.open("xb").close()
    except FileExistsError as error:
        raise _exists(path) from error


def _settle(folder: Path) -> None:
    """Write the folder's list of names to the disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def _removed(beside: Path) -> Iterator[None]:
    try:
        yield
    finally:
        beside.unlink(missing_ok=True)


def _exists(path: Path) -> FileError:
    return FileError(f"{path} is there already: name a new file.")
