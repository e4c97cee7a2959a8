"""The lines of a CSV file whose columns are known, each with as many cells as the header."""

import csv
import io
from collections.abc import Iterator, Sequence
from importlib.resources.abc import Traversable

from core.words import gettext
from data import system_error
from data.errors import FileError
from data.written import read_bytes


def text_of(file: Traversable, name: str) -> str:
    """The text of a file. Raises FileError."""
    try:
        return read_bytes(file).decode("utf-8-sig")
    except (UnicodeDecodeError, OSError) as error:
        raise _unreadable(name, error) from error


def strict_rows(
    file: Traversable, name: str, columns: Sequence[str], needed: int
) -> Iterator[tuple[int, dict[str, str]]]:
    """The number and the cells of each line; columns after the `needed` ones may be missing, as in older folders.

    Raises FileError, naming the line.
    """
    reader = csv.reader(io.StringIO(text_of(file, name), newline=""), strict=True)
    try:
        header = next(reader, [])
        check_header(name, header, columns[: max(len(header), needed)])
        for cells in reader:
            if len(cells) != len(header):
                raise wrong_count(name, reader.line_num, len(cells), len(header))
            yield reader.line_num, dict(zip(header, cells, strict=True))
    except csv.Error as error:
        raise _unreadable(name, error) from error


def check_header(name: str, header: Sequence[str], columns: Sequence[str]) -> None:
    """Raise FileError where a header is not of these columns."""
    if tuple(header) != tuple(columns):
        raise FileError("{name}, line 1: the columns must be {columns}.", name=name, columns=",".join(columns))


def wrong_count(name: str, line: int, count: int, expected: int) -> FileError:
    """The error of a line that has another number of cells than the header."""
    sentence = gettext(
        "it has {count} cells in place of {expected}: quote cells that hold commas.", count=count, expected=expected
    )
    return FileError("{file}, line {number}: {why}", file=name, number=line, why=sentence)


def _unreadable(name: str, error: Exception) -> FileError:
    return FileError(
        "{name} cannot be read as CSV in UTF-8 ({error}): save it again.", name=name, error=system_error.reason(error)
    )
