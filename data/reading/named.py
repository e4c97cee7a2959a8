"""The files that a person names: files, folders, patterns such as data/*.csv, and - for standard input."""

import glob
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from core.words import gettext, in_words
from data import system_error
from data.errors import FileError
from data.reading.content import suffix_of
from data.reading.limits import MEGABYTE, Limits
from data.reading.readers import SUFFIXES

STANDARD_INPUT = Path("-")


def named_files(names: Sequence[Path]) -> list[Path]:
    """The files in the order of their arguments; those of a folder or a pattern by name. Raises FileError."""
    paths: list[Path] = []
    for name in names:
        with system_error.reading(name):
            paths += _files(name)
    return paths


@contextmanager
def standard_input(stream: BinaryIO, limits: Limits) -> Iterator[Path]:
    """The content of a stream as a file, whose suffix is that of its kind; it is removed afterwards.

    Raises FileError where the stream is empty, or exceeds the limits.
    """
    content = stream.read(limits.size * MEGABYTE + 1)
    limits.check_bytes(gettext("standard input"), len(content))
    if not content.strip():
        raise FileError("Standard input is empty: pipe a table into it.")
    with tempfile.TemporaryDirectory(prefix="jingdex-") as folder:
        path = Path(folder) / "stdin"
        path.write_bytes(content)
        yield path.rename(path.with_suffix(suffix_of(path) or ".csv"))


def _files(name: Path) -> list[Path]:
    if name.is_dir():
        files = sorted(path for path in name.iterdir() if path.suffix.lower() in SUFFIXES and path.is_file())
        if not files:
            raise FileError(
                "{name} is a folder without a file that ends in {suffixes}: name another.",
                name=name,
                suffixes=in_words(SUFFIXES),
            )
        return [path for path in files if not path.name.startswith((".", "~$"))]
    if name.exists() or not glob.has_magic(str(name)):
        return [name]
    matched = sorted(Path(path) for path in glob.glob(str(name), recursive=True))  # noqa: PTH207 - it takes absolute patterns
    if not (files := [path for path in matched if path.is_file()]):
        raise FileError("No file matches {name}: write another pattern.", name=name)
    return files
