"""Reading a text from a file, and writing one."""

import os
from collections.abc import Callable
from importlib.resources.abc import Traversable
from io import BytesIO
from pathlib import Path
from typing import BinaryIO, TypeAlias

from data import system_error
from data.creation import made_whole
from data.errors import FileError

Content: TypeAlias = bytes | Callable[[BinaryIO], None]
"""The content of a file, or a function that writes it into an open file."""
MOST = 1_000_000_000
"""The largest number of bytes of a file that is read whole."""


def read_bytes(path: Traversable) -> bytes:
    """The content of a regular file, as a pipe or a device may never end. Raises FileError and OSError."""
    if path.is_dir():
        raise FileError("{path} is a folder: name a file.", path=path)
    if isinstance(path, Path) and path.exists() and not path.is_file():
        raise FileError("{path} is not a regular file: name one.", path=path)
    with path.open("rb") as file:
        content = file.read(MOST + 1)
    if len(content) > MOST:
        raise FileError("{path} has more than {most:,} bytes: name the right file.", path=path, most=MOST)
    return content


def read_text(path: Path) -> str:
    """The text of a file in UTF-8. Raises FileError."""
    try:
        with system_error.reading(path):
            return read_bytes(path).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FileError("{path} is not text in UTF-8: save it in this encoding.", path=path) from error


def whole(content: Content) -> bytes:
    """The complete bytes of a content."""
    if isinstance(content, bytes):
        return content
    buffer = BytesIO()
    content(buffer)
    return buffer.getvalue()


def write_file(path: Path, content: Content, *, force: bool = False) -> None:
    """Replace a file in one step, so that nobody ever sees a part of it. Raises FileError."""

    def build(beside: Path) -> None:
        with beside.open("xb") as file:
            if isinstance(content, bytes):
                file.write(content)
            else:
                content(file)
            file.flush()
            os.fsync(file.fileno())

    made_whole(path, build, replace=force)
