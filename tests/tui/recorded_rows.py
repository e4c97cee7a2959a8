"""The rows of a table in the form in which a test records them: numbers and codes, which no wording changes."""

from collections.abc import Mapping, Sequence

from tui.tables.registry import table

MOST_ROWS = 40
CODES = ("unit", "indicator", "code")


def numbers_and_codes(subject: str, rows: Sequence[Mapping[str, object]]) -> list[str]:
    """Their number, the columns, and the first rows: numbers to six digits, so that every machine has the same."""
    keys = [one.key for one in table(subject).columns if one.kind != "text" or one.names in CODES]
    lines = ["\t".join(map(_text, (row[key] for key in keys))) for row in rows[:MOST_ROWS]]
    return [f"{len(rows)} rows", "\t".join(keys), *lines]


def sums(subject: str, rows: Sequence[Mapping[str, object]]) -> str:
    """Their number, and the sum of each column of numbers, in which later rows count more."""
    totals = []
    for key in [column.key for column in table(subject).columns if column.kind != "text"]:
        values = [at * number for at, row in enumerate(rows, 1) if isinstance(number := row[key], int | float)]
        totals.append(f"{key} {_text(float(sum(values)))}")
    return "  ".join([f"{len(rows)} rows", *totals])


def _text(value: object) -> str:
    """A value, with a number that is nothing but rounding as 0."""
    if isinstance(value, float):
        return f"{value:.6g}" if abs(value) > 1e-9 else "0"
    return str(value)
