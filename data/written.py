"""Texts read from a file and written to one."""

import os
from pathlib import Path

from data.creation import made_whole
from data.errors import FileError


def read_text(path: Path) -> str:
    """The text of a file in UTF-8. Raises FileError."""
    try:
        return path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise FileError(f"{path} cannot be read ({error.strerror}): name a file that can.") from error
    except UnicodeDecodeError as error:
        raise FileError(f"{path} is no text in UTF-8: save it as such.") from error


def write_file(path: Path, content: bytes, *, force: bool = False) -> None:
    """Put a file in its place in one step, so that nobody ever sees a part of it. Raises FileError."""

    def build(beside: Path) -> None:
        with beside.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())

    try:
        made_whole(path, build, replace=force)
    except OSError as error:
        raise FileError(f"{path} cannot be written ({error.strerror}): make room, or name another place.") from error
