"""The layout of a sheet for reading: numbers of a column aligned, texts marked that differ at both ends."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Final, NamedTuple

from rich.cells import cell_len

from tui.grid.sheet import LazyCells, Sheet, SheetRow
from tui.grid.table import Cell, Column, Heading
from tui.grid.wording import NOTHING

MOST: Final = 500
"""A longer sheet, and one that reads its rows as they are seen, is drawn as it is."""

MORE: Final = 4
"""Cells by which a column of numbers may become wider, so that they stand under each other."""

SAME_START: Final = 12
"""Texts that begin with so many equal characters may be told apart at their ends alone."""

_PARTS: Final = re.compile(
    r"(?P<whole>(?:[=<>≤≥≠] ?|[^\w\s.,–])?[+-]?\d[\d,]*)(?P<rest>(?:\.\d+)?)"
    r"(?P<unit>[^\d\sA-Z*≠]*)(?P<letter>[A-Z]?)(?P<mark>[*≠]*)"
)
_GAP: Final = re.compile(f"{NOTHING} ?([A-Z]?)")
"""A missing number, with its status letter."""


class Parts(NamedTuple):
    """A number as it is shown: up to the decimal point, behind it, its unit, its status letter and its marks."""

    whole: str
    rest: str
    unit: str
    letter: str
    mark: str


class Form(NamedTuple):
    """How many cells the numbers of a column have for decimals (with the point), letters and marks."""

    decimals: int
    letters: int
    marks: int


def with_layout(sheet: Sheet) -> Sheet:
    """The sheet with numbers aligned by their decimal point, a slot behind them for letters, and texts measured."""
    if not isinstance(sheet.rows, list | tuple) or len(sheet.rows) > MOST:
        return sheet
    rows = [row for row in sheet.rows if isinstance(row, SheetRow)]
    if not rows or any(isinstance(row.cells, LazyCells) for row in rows):
        return sheet
    columns, makers = [], []
    titled = any(isinstance(row, Heading) and row.below for row in sheet.rows)
    for at, column in enumerate(sheet.columns):
        layout, maker = _layout(column, [row.cells[at].text for row in rows if at < len(row.cells)])
        if titled and column.justify == "right":  # titles further down stand over the widths of before
            layout = replace(layout, wants=0)
        columns.append(layout)
        makers.append(maker)
    laid_out = []
    for row in sheet.rows:
        if isinstance(row, SheetRow):
            cells = tuple(make(cell) for make, cell in zip(makers, row.cells, strict=False))
            laid_out.append(replace(row, cells=cells))
        else:
            laid_out.append(row)
    return replace(sheet, columns=columns, rows=laid_out)


@lru_cache(maxsize=4096)
def parts_of_number(text: str) -> Parts | None:
    """The parts of a number; null where a text is none."""
    match = _PARTS.fullmatch(text.strip())
    return Parts(*match.group("whole", "rest", "unit", "letter", "mark")) if match else None


def at_point(text: str, behind: int, width: int) -> str:
    """A number or gap with so many cells behind its point, its unit in them, as far as it fits, and a letter's slot."""
    gap = _GAP.fullmatch(text)
    parts = Parts(NOTHING, "", "", gap[1], "") if gap else parts_of_number(text)
    if parts is None:
        return text
    number = f"{parts.whole}{parts.rest}{parts.unit}"
    blanks = min(behind - cell_len(parts.rest + parts.unit), width - 1 - cell_len(number))
    return f"{number}{' ' * blanks}{parts.letter:1}"


def _layout(column: Column, texts: Sequence[str]) -> tuple[Column, Callable[[Cell], Cell]]:
    """A column as wide as its numbers need, and what lays out one of its cells."""
    if column.drawn:
        return column, _as_it_is
    if column.justify == "left":
        wants = max(map(cell_len, (column.title, *texts)))
        spare = (column.grows or not any(texts)) and not (column.frozen or column.typed)
        width = min(column.width, wants) if spare else column.width
        return replace(column, wants=wants, width=width), _text_maker(texts)
    form = _form(texts, column.width + MORE)
    needed = max((cell_len(_drawn(text, form)) for text in texts), default=0)
    width = max(column.width, needed) if needed <= column.width + MORE else column.width
    return replace(column, width=width, wants=max(cell_len(column.title), needed)), _number_maker(form)


def _form(texts: Sequence[str], room: int) -> Form:
    """The slots of a column of numbers; for decimals only where all are of one unit and there is room."""
    numbers = [parts for text in texts if (parts := parts_of_number(text))]
    gaps = [gap[1] for text in texts if (gap := _GAP.fullmatch(text))]
    letters = max(map(len, (*gaps, *(number.letter for number in numbers))), default=0)
    marks = max((len(number.mark) for number in numbers), default=0)
    alike = len({number.unit for number in numbers}) == 1
    decimals = max((len(number.rest) for number in numbers if alike), default=0)
    form = Form(decimals, letters, marks)
    return form if all(cell_len(_drawn(text, form)) <= room for text in texts) else form._replace(decimals=0)


def _drawn(text: str, form: Form) -> str:
    if gap := _GAP.fullmatch(text):
        return f"{NOTHING}{gap[1]:<{form.letters}}{' ' * form.marks}"
    parts = parts_of_number(text)
    if parts is None:
        return text + " " * (form.letters + form.marks) if text else ""
    blanks = " " * max(0, form.decimals - len(parts.rest))
    digits = f"{parts.whole}{parts.rest}{parts.unit}"
    return f"{digits}{blanks}{parts.letter:<{form.letters}}{parts.mark:<{form.marks}}"


def _number_maker(form: Form) -> Callable[[Cell], Cell]:
    def number(cell: Cell) -> Cell:
        drawn = _drawn(cell.text, form)
        return cell if drawn == cell.text else replace(cell, drawn=drawn)

    return number if any(form) else _as_it_is


def _text_maker(texts: Sequence[str]) -> Callable[[Cell], Cell]:
    starts = Counter(text[:SAME_START] for text in dict.fromkeys(texts))
    alike = {start for start, count in starts.items() if count > 1}

    def text(cell: Cell) -> Cell:
        return replace(cell, both_ends=True) if cell.text[:SAME_START] in alike else cell

    return text if alike else _as_it_is


def _as_it_is(cell: Cell) -> Cell:
    return cell
