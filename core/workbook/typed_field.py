"""A field of an entry as typed text, and back: texts, whole numbers, and amounts such as 1.25万亿."""

from typing import Any

from core.errors import BadEntry, BadFigure
from core.words import in_words
from core.workbook import entry_checks
from core.workbook.entries import TABLES, Indicator
from core.workbook.entry import Entry
from core.workbook.entry_checks import BOUNDS, check_field
from core.workbook.figure_cell import Cell
from core.workbook.figure_text import figure_from_text

CHOICES: dict[str, tuple[str, ...]] = {**entry_checks.CHOICES, "direction": ("1", "-1", "0")}
"""The possible words of fields."""
ANY_YEAR = "2000"
"""The period of a number without one."""
MOST_DIGITS = 9
"""Of a whole number."""


def typed_field(table: str, name: str, text: str) -> Any:  # noqa: ANN401 - in the type of the field
    """The value of a typed text in a field of a table. Raises BadEntry."""
    text = text.strip()
    kind = TABLES[table]
    if name in CHOICES and text not in CHOICES[name]:
        raise BadEntry(
            "“{text}” is not a valid {name}: write {choices}.", text=text, name=name, choices=in_words(CHOICES[name])
        )
    match kind.__dataclass_fields__[name].type:
        case of if of is int:
            value: Any = _whole(name, text)
        case of if of is float:
            value = _amount(name, text)
        case _:
            value = text
    check_field(kind, name, value)
    return value


def field_text(entry: Entry, name: str) -> str:
    """A field of an entry in its typed form."""
    value = entry.field(name)
    return f"{value:.15g}" if isinstance(value, float) else str(value)


def _whole(name: str, text: str) -> int:
    digits = text.lstrip("-")
    if not digits.isascii() or not digits.isdigit() or len(digits) > MOST_DIGITS:
        least, most = BOUNDS.get(name, (1, 10**MOST_DIGITS - 1))
        raise BadEntry(
            "“{text}” is not a valid {name}: write a whole number from {least} to {most}.",
            text=text,
            name=name,
            least=least,
            most=most,
        )
    return int(text)


def _amount(name: str, text: str) -> float:
    try:
        value = figure_from_text(text, Cell("", Indicator("any", ""), ANY_YEAR)).value
    except BadFigure as error:
        raise BadEntry(f"{name}: {error}") from error
    if value is None:
        raise BadEntry(
            "“{text}” is not a valid {name}: write a number, such as 1.25万亿 or 0.997.", text=text, name=name
        )
    return float(value)
