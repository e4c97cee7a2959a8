"""What the lines of the Figures pane offer: conditions of a filter, and the unit, indicator and period of a figure."""

import re
from collections.abc import Iterator, Sequence

from core.errors import BadEntry
from core.figures.filter import COLUMN_WORDS, SIGNS
from core.words import gettext, language, marked
from core.workbook.new_place import new_place
from core.workbook.status import STATUSES
from core.workbook.typed_edit import FigurePlace
from core.workbook.workbook import Workbook
from tui.frame.choices import Choices, Option
from tui.frame.offers import entries, other_periods, sources, words
from tui.grid.wording import Wording

CONDITION = re.compile(rf"({'|'.join(COLUMN_WORDS)})({'|'.join(SIGNS)})(?:[^,]*,)*", re.IGNORECASE)
COLUMNS = marked(
    {
        "unit": "is one of these, with commas",
        "indicator": "is one of these, with commas",
        "period": "as it is written",
        "year": "also > and <",
        "release": "the date of the release",
        "value": "also > and <; missing",
        "status": "letters, with commas",
        "source": "its code",
        "note": "also ~ for a part of it",
        "author": "who typed it",
    }
)
"""The columns of a filter, and what can be said of each."""


def conditions(workbook: Workbook, wording: Wording) -> Choices:
    """What can stand in a filter: a column that begins like the word, or what the column can be."""

    def offered(text: str) -> tuple[int, Sequence[Option]]:
        start = text.rfind(" ") + 1
        start += text[start:].startswith("!")
        word = text[start:]
        if text.count('"') % 2:
            return len(text), ()
        match = CONDITION.match(word)
        if match:
            return start + match.end(), _values(workbook, COLUMN_WORDS[match[1].lower()], wording)
        return start, [
            Option(f"{name}=", gettext(about)) for name, about in _columns() if name.startswith(word.lower())
        ]

    return Choices("condition", offered, "free")


def _columns() -> Iterator[tuple[str, str]]:
    """The words of columns in the language spoken, each with what can be said of it."""
    chinese = {column: word for word, column in reversed(COLUMN_WORDS.items()) if not word.isascii()}
    for name, about in COLUMNS.items():
        yield (chinese[COLUMN_WORDS[name]] if language() == "zh" else name), about


def _values(workbook: Workbook, column: str, wording: Wording) -> list[Option]:
    """What a column can be, where that is a list."""
    match column:
        case "unit":
            return entries(workbook.units, wording)
        case "indicator":
            return entries(workbook.indicators, wording)
        case "source":
            return sources(workbook)
        case "status":
            return [Option(letter, meaning) for letter, meaning in STATUSES.items()]
        case _:
            return []


def new_figures(workbook: Workbook, wording: Wording) -> Choices:
    """What can stand in a line that names a figure: a unit, then an indicator, then a period."""

    def offered(text: str) -> tuple[int, Sequence[Option]]:
        start = text.rfind(" ") + 1
        match text[:start].split():
            case []:
                return start, entries(workbook.units, wording)
            case [_]:
                return start, entries(workbook.indicators, wording)
            case [unit, indicator] if _is_known(workbook, unit, indicator):
                series = workbook.unit(unit).code, workbook.indicator(indicator).code
                return start, words(other_periods(workbook, *series))
            case _:
                return len(text), ()

    return Choices("figure", offered, "free")


def named_place(workbook: Workbook, text: str) -> FigurePlace:
    """The place of the figure that a line names by unit, indicator and period, by codes or names.

    Raises BadEntry, BadFigure.
    """
    *named, when = text.split() or [""]
    if len(named) < 2:  # noqa: PLR2004 - a unit and an indicator
        raise BadEntry("Write a unit, an indicator and a period, such as beijing rd_intensity 2024.")
    unit, indicator = next(
        (parts for at in range(1, len(named)) if _is_known(workbook, *(parts := _parted(named, at)))), _parted(named, 1)
    )
    return new_place(workbook, workbook.unit(unit).code, workbook.indicator(indicator).code, when)


def _parted(named: Sequence[str], at: int) -> tuple[str, str]:
    return " ".join(named[:at]), " ".join(named[at:])


def _is_known(workbook: Workbook, unit: str, indicator: str) -> bool:
    try:
        workbook.unit(unit)
        workbook.indicator(indicator)
    except BadEntry:
        return False
    return True
