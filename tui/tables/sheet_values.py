"""A sheet of the screen as a table of raw values: numbers in full with their letters beside them, and no drawing."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TypeAlias

from core.words import gettext, in_words
from core.workbook.status import QUALIFIERS, STATUSES
from tui.grid.sheet import Sheet, SheetRow
from tui.grid.stacked_bar import PARTS
from tui.grid.table import Column, Heading
from tui.grid.wording import NOTHING

Value: TypeAlias = str | float | bool | None
LETTER = re.compile(r"(?:[^A-Za-z]|[km]|[bt]n)([A-Z])$")
"""The status letter behind a figure, or behind the word of its scale."""
SIGNS = {sign: qualifier for qualifier, sign in QUALIFIERS.items() if sign}
MARKS = "●○▶↑↓✓✗ "
"""Before what is in view now or what a chart draws so, the direction of an indicator, a verdict."""
SPAN = " … "
"""Between the titles, and the texts, of the two ends of an interval."""
Named: TypeAlias = tuple[str, list[Value]]


def values_of(sheet: Sheet) -> tuple[tuple[str, ...], list[dict[str, Value]]]:
    """The names of the columns, and a record for each row; what stands above rows is the column “section”.

    A column of numbers has the raw value behind each cell (`SheetRow.sort_by`), with columns for status and qualifier
    where any cell has one; any other has texts. Drawn columns are left out, and those in which no row has anything.
    """
    records: list[dict[str, Value]] = []
    for titles, placed in _parts(sheet):
        rows = [row for _, row in placed]
        columns: list[Named] = (
            [(gettext("section"), [heading or None for heading, _ in placed])] if any(h for h, _ in placed) else []
        )
        for at, column in enumerate(sheet.columns):
            name = titles[at] if at < len(titles) else "" if titles or column.drawn else _title(column)
            if name:
                columns += _columns(name, column, at, rows, note=bool(titles))
        names = _apart([name for name, _ in columns])
        lines = zip(*(cells for _, cells in columns), strict=True)
        records += [dict(zip(names, values, strict=True)) for values in lines]
    known = {name for record in records for name, value in record.items() if value is not None}
    names = tuple(name for name in dict.fromkeys(name for record in records for name in record) if name in known)
    if not records:
        names = tuple(_title(column) for column in sheet.columns if _title(column) and not column.drawn)
    return names, [{name: record.get(name) for name in names} for record in records]


def value_at(sheet: Sheet, row: SheetRow, at: int) -> Value:
    """What one cell holds: its number in full where it stands in a column of numbers, else its text; null for none."""
    text, raw = text_at(row, at), row.sort_by[at] if at < len(row.sort_by) else None
    if text in ("", NOTHING) or sheet.columns[at].drawn:
        return None
    return raw if sheet.columns[at].justify == "right" and isinstance(raw, int | float) else text


def letters_in(sheet: Sheet) -> str:
    """What the status letters behind the numbers of a sheet mean, in one line; empty where it has none."""
    numbers = [at for at, column in enumerate(sheet.columns) if column.justify == "right"]
    texts = (text_at(row, at) for row in sheet.rows if isinstance(row, SheetRow) for at in numbers)
    known = {match[1] for text in texts if (match := LETTER.search(text))}
    letters = in_words(f"{letter} {gettext(meaning)}" for letter, meaning in STATUSES.items() if letter in known)
    return gettext("Letters behind numbers: {letters}", letters=letters) if letters else ""


def readable(sheet: Sheet) -> Sheet:
    """The sheet for readers: without drawn columns, and without those that have no text in any row."""
    rows = [row for row in sheet.rows if isinstance(row, SheetRow)]
    for at in reversed(range(len(sheet.columns))):
        if sheet.columns[at].drawn or not any(text_at(row, at) for row in rows):
            sheet = sheet.without(at)
    return replace(sheet, columns=tuple(replace(column, title=_title(column)) for column in sheet.columns))


def _title(column: Column) -> str:
    """The title without the sign that leads from a drawing to its column, else the name that files have."""
    return column.title.strip().lstrip(f"{PARTS} ") or column.name


def _parts(sheet: Sheet) -> list[tuple[tuple[str, ...], list[tuple[str, SheetRow]]]]:
    """Rows with the heading above each, those together that have the same columns; without what is only offered."""
    parts: list[tuple[tuple[str, ...], list[tuple[str, SheetRow]]]] = []
    heading = ""
    below: tuple[str, ...] | None = ()
    for row in sheet.rows:
        if isinstance(row, Heading):
            heading, below = row.text.strip(), row.below and tuple(map(gettext, row.below))
        elif below is not None:
            if not parts or parts[-1][0] != below:
                parts.append((below, []))
            parts[-1][1].append((heading, row))
    return parts


def _columns(name: str, column: Column, at: int, rows: Sequence[SheetRow], *, note: bool) -> Iterator[Named]:
    texts = [text_at(row, at) for row in rows]
    raw = [row.sort_by[at] if at < len(row.sort_by) else None for row in rows]
    if any(isinstance(value, tuple) for value in raw):
        ends = gettext("{name} low", name=name), gettext("{name} high", name=name)
        for end, title in enumerate(name.split(SPAN) if SPAN in name else ends):
            yield title, [value[end] if isinstance(value, tuple) else None for value in raw]
        return
    if (column.justify == "left" and not note) or not _are_numbers(raw, texts):
        yield name, [text if text not in ("", NOTHING) else None for text in texts]
        return
    pairs = zip(raw, texts, strict=True)
    yield name, [value if text and isinstance(value, int | float) else None for value, text in pairs]
    letters: list[Value] = [match[1] if (match := LETTER.search(text)) else None for text in texts]
    signs: list[Value] = [SIGNS.get(text[:1]) if raw[n] is not None else None for n, text in enumerate(texts)]
    if any(letters):
        yield gettext("{name} status", name=name), letters
    if any(signs):
        yield gettext("{name} qualifier", name=name), signs


def _are_numbers(raw: Sequence[object], texts: Sequence[str]) -> bool:
    """Whether there is a number behind each cell that says something; a cell without a value may say so by a letter."""
    known = [value for value, text in zip(raw, texts, strict=True) if text and not text.startswith(NOTHING)]
    return bool(known) and all(isinstance(value, int | float) for value in known)


def _apart(names: Sequence[str]) -> tuple[str, ...]:
    counts: Counter[str] = Counter()
    apart = []
    for name in names:
        counts[name] += 1
        apart.append(name if counts[name] == 1 else f"{name} ({counts[name]})")
    return tuple(apart)


def text_at(row: SheetRow, at: int) -> str:
    """What a cell says, without marks."""
    return row.cells[at].text.lstrip(MARKS).strip() if at < len(row.cells) else ""
