"""The points of an uncertainty study in a CSV file."""

import csv
from pathlib import Path

from data import system_error
from data.errors import FileError


def read_design(path: Path) -> tuple[list[str], list[list[str]]]:
    """The header and the rows of a file of points, as texts. Raises FileError where it cannot be read."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = [row for row in csv.reader(file) if row]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise FileError(
            "{path} cannot be read as a design ({error}): name a CSV file of points.",
            path=path,
            error=system_error.reason(error),
        ) from error
    if not rows:
        raise FileError("{path} is empty: name a CSV file of points, as --table design prints one.", path=path)
    return rows[0], rows[1:]
