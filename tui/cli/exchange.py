"""Records as CSV and as JSON."""

import csv
import io
import json
import re
from collections.abc import Iterable, Sequence

from data.csv_safety import guarded
from tui.tables.spec import Record

HARMFUL = re.compile("[\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]")
"""Characters that JSON allows as they are and that a terminal or a reader would obey or not see."""


def csv_text(columns: Sequence[str], records: Iterable[Record]) -> str:
    """A header and a line for each record, as RFC 4180 has it; null is empty, and no text begins like a formula."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow(columns)
    writer.writerows([_cell(record[column]) for column in columns] for record in records)
    return buffer.getvalue()


def json_text(columns: Sequence[str], records: Iterable[Record], *, ascii_only: bool = False) -> str:
    """A list with one object for each record, one a line."""
    lines = (
        json.dumps({column: record[column] for column in columns}, ensure_ascii=ascii_only, allow_nan=False)
        for record in records
    )
    body = ",\n".join(map(escaped, lines))
    return f"[\n{body}\n]\n" if body else "[]\n"


def escaped(text: str) -> str:
    """JSON with the numbers of characters that a terminal or a reader would obey or not see in their places."""
    return HARMFUL.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def _cell(value: str | float | bool | None) -> str | float | None:
    if isinstance(value, str):
        return guarded(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    return value
