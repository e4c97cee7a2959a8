"""The rows of a small CSV file with a header, each with its line."""

import csv
import io
from collections.abc import Iterator, Sequence
from pathlib import Path

from data.errors import FileError
from data.written import read_text


def table_rows(path: Path, known: Sequence[str], needed: Sequence[str]) -> Iterator[tuple[int, dict[str, str]]]:
    """The line and the cells of each row by their headers. Raises FileError where a header or a line is none."""
    reader = csv.DictReader(io.StringIO(read_text(path), newline=""), strict=True)
    try:
        headers = reader.fieldnames or []
        lost = [name for name in needed if name not in headers]
        odd = [name for name in headers if name not in known]
        if lost or odd:
            what = f"lacks the column {lost[0]}" if lost else f"has a column “{odd[0]}”"
            raise FileError(f"{path} {what}: it may have {', '.join(known)}.")
        for row in reader:
            if None in row or None in row.values():
                raise FileError(f"{path}, line {reader.line_num}: it has more or fewer cells than the header.")
            yield reader.line_num, row
    except csv.Error as error:
        raise FileError(f"{path}, line {reader.line_num} is no CSV ({error}): correct it.") from error
