"""The rows of a small CSV file with a header, each with its line."""

import csv
import io
from collections.abc import Iterator, Sequence
from pathlib import Path

from core.words import in_words
from data.errors import FileError
from data.written import read_text


def table_rows(path: Path, known: Sequence[str], needed: Sequence[str]) -> Iterator[tuple[int, dict[str, str]]]:
    """The line and the cells of each row by their headers. Raises FileError where a header or a line is wrong."""
    reader = csv.DictReader(io.StringIO(read_text(path), newline=""), strict=True)
    try:
        _check_headers(path, reader.fieldnames or [], known, needed)
        for row in reader:
            if None in row or None in row.values():
                raise FileError(
                    "{path}, line {line}: it has more or fewer cells than the header.", path=path, line=reader.line_num
                )
            yield reader.line_num, row
    except csv.Error as error:
        raise FileError(
            "{path}, line {line} is not CSV ({error}): correct it.", path=path, line=reader.line_num, error=error
        ) from error


def _check_headers(path: Path, headers: Sequence[str], known: Sequence[str], needed: Sequence[str]) -> None:
    """Raise FileError where a column is missing or unknown."""
    lost = [name for name in needed if name not in headers]
    odd = [name for name in headers if name not in known]
    if lost:
        raise FileError(
            "{path} lacks the column {lost}: it may have {known}.", path=path, lost=lost[0], known=in_words(known)
        )
    if odd:
        raise FileError(
            "{path} has a column “{odd}”: it may have {known}.", path=path, odd=odd[0], known=in_words(known)
        )
