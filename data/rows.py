"""The rows of a workbook file, made from edits and read back as figures, entries and edits."""

import json
from collections.abc import Iterator
from dataclasses import asdict, fields
from operator import attrgetter
from sqlite3 import Connection
from typing import Any, TypeAlias

from core.edit import Edit, SetEntry, SetFigure, Together, single_edits
from core.entries import TABLES, Entry
from core.errors import BadEntry, BadFigure
from core.figure import Figure, FigureKey, Series, SeriesKey
from core.workbook import Workbook

Row: TypeAlias = tuple[Any, ...]

COLUMNS = tuple(column.name for column in fields(Figure))
PARTS = attrgetter(*COLUMNS)
SAME_FIGURE = "unit = ? AND indicator = ? AND period = ? AND vintage = ?"
SAME_ENTRY = "table_name = ? AND key = ?"
FIGURES = f"SELECT removed, {', '.join(COLUMNS)} FROM figure"  # noqa: S608 - the names of our own columns
ENTRIES = "SELECT table_name, key, fields FROM entry"
ADD_FIGURE = f"INSERT INTO figure (edit, removed, {', '.join(COLUMNS)}) VALUES (?, ?{', ?' * len(COLUMNS)})"  # noqa: S608
ADD_ENTRY = "INSERT INTO entry (edit, table_name, key, fields) VALUES (?, ?, ?, ?)"
UNTIL = " WHERE edit IN (SELECT number FROM edit WHERE time <= ?)"
VALUE = COLUMNS.index("value")


def add_rows(connection: Connection, number: int, edit: Edit) -> None:
    """Write what an edit makes: one row for each cell, a removal being a row that says so."""
    singles = list(single_edits(edit))
    connection.executemany(ADD_ENTRY, (_entry_row(number, one) for one in singles if isinstance(one, SetEntry)))
    connection.executemany(ADD_FIGURE, (_figure_row(number, one) for one in singles if isinstance(one, SetFigure)))


def workbook_from(connection: Connection, until: str | None = None) -> Workbook:
    """The workbook that all rows make one after the other, or those of the edits up to a moment."""
    where, bound = ("", ()) if until is None else (UNTIL, (until,))
    figures: dict[SeriesKey, dict[FigureKey, Row]] = {}
    for removed, *row in connection.execute(f"{FIGURES}{where} ORDER BY row", bound):
        key = (row[0], row[1], row[2], row[3])
        _put(figures, key[:2], key, None if removed else tuple(row))
    tables: dict[str, dict[str, str]] = {name: {} for name in TABLES}
    for table, key, text in connection.execute(f"{ENTRIES}{where} ORDER BY row", bound):
        _put(tables, table, key, text, keep_empty=True)
    return Workbook(
        {series: Series.of(map(_figure, rows.values())) for series, rows in figures.items()},
        {table: {key: _entry(table, text) for key, text in rows.items()} for table, rows in tables.items()},
    )


def edit_from(connection: Connection, number: int, title: str) -> Edit:
    """The edit of this number: after it its own rows, before it the newest earlier rows of the same cells."""
    singles: list[SetFigure | SetEntry] = [*_entry_edits(connection, number), *_figure_edits(connection, number)]
    if len(singles) == 1 and str(singles[0]) == title:
        return singles[0]
    return Together(title, tuple(singles))


def rebased(connection: Connection, edit: Edit) -> Edit:
    """The edit as made against what the file holds now; a removal of what is already gone stays as it is."""
    if isinstance(edit, Together):
        return Together(edit.title, tuple(_rebased(connection, one) for one in edit.edits))
    return _rebased(connection, edit)


def touched(connection: Connection, edit: Edit, after: int) -> list[int]:
    """The numbers, in order, of the edits after one that changed a cell that this edit changes."""
    numbers: set[int] = set()
    for one in single_edits(edit):
        table, same, key = (
            ("figure", SAME_FIGURE, one.key)
            if isinstance(one, SetFigure)
            else ("entry", SAME_ENTRY, (one.table, one.key))
        )
        query = f"SELECT edit FROM {table} WHERE {same} AND edit > ?"  # noqa: S608 - our own names
        numbers.update(found for (found,) in connection.execute(query, (*key, after)))
    return sorted(numbers)


def _rebased(connection: Connection, edit: SetFigure | SetEntry) -> SetFigure | SetEntry:
    if isinstance(edit, SetFigure):
        figure = _newest_figure(connection, edit.key)
        return SetFigure(figure, edit.after) if figure or edit.after else edit
    entry = _newest_entry(connection, edit.table, edit.key)
    return SetEntry(edit.table, entry, edit.after) if entry or edit.after else edit


def _figure_edits(connection: Connection, number: int) -> Iterator[SetFigure]:
    for place, removed, *row in connection.execute(f"SELECT row, {FIGURES[7:]} WHERE edit = ? ORDER BY row", (number,)):
        before, after = _newest_figure(connection, tuple(row[:4]), place), None if removed else _figure(tuple(row))
        if before or after:
            yield SetFigure(before, after)


def _entry_edits(connection: Connection, number: int) -> Iterator[SetEntry]:
    query = f"SELECT row, {ENTRIES[7:]} WHERE edit = ? ORDER BY row"
    for place, table, key, text in connection.execute(query, (number,)):
        before, after = _newest_entry(connection, table, key, place), None if text is None else _entry(table, text)
        if before or after:
            yield SetEntry(table, before, after)


def _newest_figure(connection: Connection, key: Row, before: int | None = None) -> Figure | None:
    earlier, bound = ("", ()) if before is None else (" AND row < ?", (before,))
    query = f"{FIGURES} WHERE {SAME_FIGURE}{earlier} ORDER BY row DESC LIMIT 1"
    found = connection.execute(query, (*key, *bound)).fetchone()
    return None if found is None or found[0] else _figure(found[1:])


def _newest_entry(connection: Connection, table: str, key: str, before: int | None = None) -> Entry | None:
    earlier, bound = ("", ()) if before is None else (" AND row < ?", (before,))
    query = f"{ENTRIES} WHERE {SAME_ENTRY}{earlier} ORDER BY row DESC LIMIT 1"
    found = connection.execute(query, (table, key, *bound)).fetchone()
    return None if found is None or found[2] is None else _entry(table, found[2])


def _put(
    groups: dict[Any, dict[Any, Any]], group: object, key: object, row: object, *, keep_empty: bool = False
) -> None:
    """Put a row under its key, or, where it is null, take the key away: as the edits do it in a workbook."""
    rows = groups.setdefault(group, {})
    if row is not None:
        rows[key] = row
    else:
        rows.pop(key, None)
    if not rows and not keep_empty:
        del groups[group]


def _figure_row(number: int, edit: SetFigure) -> Row:
    figure = edit.after or Figure(*edit.key)
    row = list(PARTS(figure))
    row[VALUE] = None if figure.value is None else float(figure.value)
    return number, edit.after is None, *row


def _entry_row(number: int, edit: SetEntry) -> Row:
    if edit.after is None:
        return number, edit.table, edit.key, None
    try:
        return number, edit.table, edit.key, json.dumps(asdict(edit.after), ensure_ascii=False, allow_nan=False)
    except ValueError as error:
        raise BadEntry(f"{edit.table} {edit.key} holds a number that is not finite: leave it out.") from error


def _figure(row: Row) -> Figure:
    try:
        return Figure(*row)
    except (TypeError, ValueError) as error:
        raise BadFigure(f"{row} is no figure.") from error


def _entry(table: str, text: str) -> Entry:
    try:
        return TABLES[table](**json.loads(text))
    except (KeyError, TypeError, ValueError) as error:
        raise BadEntry(f"{text} is no entry of {table}.") from error
