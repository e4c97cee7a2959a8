"""The rows of a workbook file: written for edits, and read back as figures, entries and edits."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import fields, replace
from operator import attrgetter
from typing import Any, TypeAlias

from core.errors import BadEntry, BadFigure
from core.workbook.edit import MANY, CompositeEdit, Edit, SetEntry, SetFigure, SetFigures, single_edits
from core.workbook.entries import TABLES
from core.workbook.entry import Entry
from core.workbook.figure import Figure, FigureKey, Series, SeriesKey
from core.workbook.figure_store import Figures
from core.workbook.read_entry import entry_from_text, entry_or_none, fields_text
from core.workbook.workbook import Workbook
from data import blocks as figure_blocks
from data.seal import SealedRow
from data.sql import Connection, Cursor

Row: TypeAlias = tuple[Any, ...]

COLUMNS = tuple(column.name for column in fields(Figure))
PARTS = attrgetter(*COLUMNS)
SAME_FIGURE = "unit = ? AND indicator = ? AND period = ? AND vintage = ?"
SAME_ENTRY = "table_name = ? AND key = ?"
FIGURES = f"SELECT removed, {', '.join(COLUMNS)} FROM figure"
ENTRIES = "SELECT table_name, key, fields FROM entry"
ADD_FIGURE = f"INSERT INTO figure (edit, removed, {', '.join(COLUMNS)}) VALUES (?, ?{', ?' * len(COLUMNS)})"
ADD_ENTRY = "INSERT INTO entry (edit, table_name, key, fields) VALUES (?, ?, ?, ?)"
UNTIL = " WHERE edit IN (SELECT number FROM edit WHERE time <= ?)"
VALUE = COLUMNS.index("value")
KEY_COLUMNS = ", ".join(COLUMNS[:4])
LATER = "WHERE edit > ? AND row >= (SELECT row FROM {0} WHERE edit > ? ORDER BY edit, row LIMIT 1)"
"""Rows of edits after one: the bound on rows lets an index of keys skip all earlier rows of the same cell."""
LATER_FIGURES = f"SELECT edit, {KEY_COLUMNS} FROM figure {LATER.format('figure')}"
LATER_ENTRIES = f"SELECT edit, table_name, key FROM entry {LATER.format('entry')}"
FEW_KEYS = 32
"""The number of cells up to which each is looked up by itself."""


def add_rows(connection: Connection, number: int, edit: Edit) -> list[SealedRow]:
    """Write the rows of an edit: one for each cell, a removal being marked. Returns the sealed values."""
    singles = list(single_edits(edit))
    figures, entries = figure_rows(singles), entry_rows(singles)
    blocks = [single for single in singles if isinstance(single, SetFigures)]
    connection.executemany(ADD_ENTRY, [(number, *row) for row in entries])
    connection.executemany(ADD_FIGURE, [(number, *row) for row in figures])
    return [*figures, *entries, *figure_blocks.add_blocks(connection, number, blocks)]


def figure_rows(edits: Iterable[Edit]) -> list[Row]:
    """The rows of the edits of one figure among these, without the number of the edit: as they are sealed."""
    return [_figure_row(edit) for edit in edits if isinstance(edit, SetFigure)]


def entry_rows(edits: Iterable[Edit]) -> list[Row]:
    """As `figure_rows`, of the edits of one entry."""
    return [_entry_row(edit) for edit in edits if isinstance(edit, SetEntry)]


def workbook_from(connection: Connection, until: str | None = None) -> Workbook:
    """The workbook after all rows, or after those of the edits up to a moment."""
    where, bound = ("", ()) if until is None else (UNTIL, (until,))
    tables: dict[str, dict[str, str]] = {name: {} for name in TABLES}
    for table, key, text in connection.execute(f"{ENTRIES}{where} ORDER BY row", bound):
        _set_row(tables, table, key, text, keep_empty=True)
    entries = {
        table: {key: entry_from_text(table, key, text) for key, text in rows.items()} for table, rows in tables.items()
    }
    last = connection.execute(f"SELECT max(edit) FROM block{where}", bound).fetchone()[0]
    if last is not None:
        return _with_blocks(connection, Workbook.of_tables(Figures.of({}), entries), last, where, bound)
    if (connection.execute("SELECT max(row) FROM figure").fetchone()[0] or 0) > MANY:
        rows = connection.execute(f"SELECT edit, {FIGURES[7:]}{where} ORDER BY row", bound)
        return Workbook.of_tables(figure_blocks.newest_figures(rows), entries)
    figures: dict[SeriesKey, dict[FigureKey, Row]] = {}
    for removed, *row in connection.execute(f"{FIGURES}{where} ORDER BY row", bound):
        key = (row[0], row[1], row[2], row[3])
        _set_row(figures, key[:2], key, None if removed else tuple(row))
    series = {key: Series.of(map(figure_of, rows.values())) for key, rows in figures.items()}
    return Workbook.of_tables(Figures.of(series), entries)


def _with_blocks(connection: Connection, workbook: Workbook, last: int, where: str, bound: Row) -> Workbook:
    """The workbook with all figures: a frame up to the last block, and the single ones after it."""
    query = f"SELECT edit, {FIGURES[7:]}{where}{' AND' if where else ' WHERE'} edit"
    earlier = figure_blocks.single_rows(connection.execute(f"{query} < ? ORDER BY row", (*bound, last)))
    later = connection.execute(f"{query} >= ? ORDER BY row", (*bound, last)).fetchall()
    result = replace(workbook, figures=Figures(figure_blocks.block_frame(connection, earlier, last)))
    changes = [((row[2], row[3], row[4], row[5]), None if row[1] else figure_of(row[2:])) for row in later]
    return result.with_figures(changes) if changes else result


def edit_from(connection: Connection, number: int, title: str) -> Edit:
    """The edit of this number: its own rows after it, and before it the newest earlier rows of the same cells."""
    singles: list[SetFigure | SetFigures | SetEntry] = [
        *_entry_edits(connection, number),
        *_figure_edits(connection, number),
    ]
    if connection.execute("SELECT 1 FROM block WHERE edit = ? LIMIT 1", (number,)).fetchone():
        singles += figure_blocks.block_edits(connection, number, title)
    if len(singles) == 1 and str(singles[0]) == title:
        return singles[0]
    return CompositeEdit(title, tuple(singles))


def rebased(connection: Connection, edit: Edit) -> Edit:
    """The edit made on the present content of the file; a removal of a missing cell is unchanged."""
    singles = list(single_edits(edit))
    if any(isinstance(single, SetFigures) for single in singles):
        return _rebased_blocks(workbook_from(connection), edit)
    edits = tuple(_rebased(connection, single) for single in singles if not isinstance(single, SetFigures))
    return CompositeEdit(edit.title, edits) if isinstance(edit, CompositeEdit) else edits[0]


def touched(connection: Connection, edit: Edit, after: int) -> list[int]:
    """The numbers, in order, of the edits after one that changed a cell that this edit changes."""
    singles = list(single_edits(edit))
    figures = {single.key for single in singles if isinstance(single, SetFigure)}
    entries = {(single.table, single.key) for single in singles if isinstance(single, SetEntry)}
    later = connection.execute("SELECT 1 FROM block WHERE edit > ? LIMIT 1", (after,))
    rows: list[tuple[Collection[Row], Cursor]] = [  # all are sent before any is read
        *((figures, cursor) for cursor in _later_rows(connection, LATER_FIGURES, SAME_FIGURE, figures, after)),
        *((entries, cursor) for cursor in _later_rows(connection, LATER_ENTRIES, SAME_ENTRY, entries, after)),
    ]
    numbers = {row[0] for keys, cursor in rows for row in cursor if row[1:] in keys}
    return sorted(numbers | _touched_in_blocks(connection, singles, after, later=bool(later.fetchone())))


def _later_rows(connection: Connection, query: str, same: str, keys: Collection[Row], after: int) -> list[Cursor]:
    """The rows of a table after an edit: those of each key, or all where the keys are many."""
    if len(keys) <= FEW_KEYS:
        return [connection.execute(f"{query} AND {same}", (after, after, *key)) for key in keys]
    return [connection.execute(query, (after, after))]


def _touched_in_blocks(
    connection: Connection, singles: list[SetFigure | SetFigures | SetEntry], after: int, *, later: bool
) -> set[int]:
    """As `touched`, of the blocks of the edit, and of those in the file where there are later ones."""
    blocks = [single for single in singles if isinstance(single, SetFigures)]
    if not blocks and not later:
        return set()
    rows = connection.execute(LATER_FIGURES, (after, after)).fetchall()
    if not rows and not later:
        return set()
    changed = (
        figure_blocks.changed_keys(blocks)
        if blocks
        else figure_blocks.figure_keys([single.key for single in singles if isinstance(single, SetFigure)])
    )
    return figure_blocks.blocks_touched(connection, changed, after) | figure_blocks.singles_touched(rows, changed)


def _rebased_blocks(workbook: Workbook, edit: Edit) -> Edit:
    """The edit with blocks made on this workbook."""
    edits: list[SetFigures | SetEntry] = []
    for single in single_edits(edit):
        if isinstance(single, SetFigures):
            edits.append(single.rebased(workbook))
        elif isinstance(single, SetEntry):
            entry = workbook.entries(single.table).get(single.key)
            edits.append(SetEntry(single.table, entry, single.after) if entry or single.after else single)
        workbook = edits[-1].apply(workbook)
    return CompositeEdit(edit.title, tuple(edits)) if isinstance(edit, CompositeEdit) else edits[0]


def _rebased(connection: Connection, edit: SetFigure | SetEntry) -> SetFigure | SetEntry:
    if isinstance(edit, SetFigure):
        figure = _newest_figure(connection, edit.key)
        return SetFigure(figure, edit.after) if figure or edit.after else edit
    entry = _newest_entry(connection, edit.table, edit.key)
    return SetEntry(edit.table, entry, edit.after) if entry or edit.after else edit


def _figure_edits(connection: Connection, number: int) -> Iterator[SetFigure]:
    for place, removed, *row in connection.execute(f"SELECT row, {FIGURES[7:]} WHERE edit = ? ORDER BY row", (number,)):
        before, after = _newest_figure(connection, tuple(row[:4]), place), None if removed else figure_of(tuple(row))
        if before or after:
            yield SetFigure(before, after)


def _entry_edits(connection: Connection, number: int) -> Iterator[SetEntry]:
    query = f"SELECT row, {ENTRIES[7:]} WHERE edit = ? ORDER BY row"
    for place, table, key, text in connection.execute(query, (number,)):
        before, after = (
            _newest_entry(connection, table, key, place),
            entry_or_none(table, key, text),
        )
        if before or after:
            yield SetEntry(table, before, after)


def _newest_figure(connection: Connection, key: Row, before: int | None = None) -> Figure | None:
    """The figure under a key after the newest row or block, or after the newest before a row."""
    earlier, bound = ("", ()) if before is None else (" AND row < ?", (before,))
    query = f"SELECT edit, {FIGURES[7:]} WHERE {SAME_FIGURE}{earlier} ORDER BY row DESC LIMIT 1"
    row = connection.execute(query, (*key, *bound)).fetchone()
    edit = connection.execute("SELECT edit FROM figure WHERE row = ?", bound).fetchone()[0] if bound else None
    after = row[0] if row else 0
    if connection.execute("SELECT 1 FROM block WHERE edit > ? LIMIT 1", (after,)).fetchone():
        newer = figure_blocks.figure_in_blocks(connection, (key[0], key[1], key[2], key[3]), after, edit)
        if newer:
            return newer[1]
    return None if row is None or row[1] else figure_of(row[2:])


def _newest_entry(connection: Connection, table: str, key: str, before: int | None = None) -> Entry | None:
    earlier, bound = ("", ()) if before is None else (" AND row < ?", (before,))
    query = f"{ENTRIES} WHERE {SAME_ENTRY}{earlier} ORDER BY row DESC LIMIT 1"
    row = connection.execute(query, (table, key, *bound)).fetchone()
    return entry_or_none(table, key, row[2]) if row else None


def _set_row(
    groups: dict[Any, dict[Any, Any]], group: object, key: object, row: object, *, keep_empty: bool = False
) -> None:
    """Set the row under its key, or, where it is null, remove the key, as an edit does in a workbook."""
    rows = groups.setdefault(group, {})
    if row is not None:
        rows[key] = row
    else:
        rows.pop(key, None)
    if not rows and not keep_empty:
        del groups[group]


def _figure_row(edit: SetFigure) -> Row:
    figure = edit.after or Figure(*edit.key)
    row = list(PARTS(figure))
    row[VALUE] = None if figure.value is None else float(figure.value)
    return int(edit.after is None), *row


def _entry_row(edit: SetEntry) -> Row:
    try:
        return edit.table, edit.key, None if edit.after is None else fields_text(edit.after)
    except ValueError as error:
        raise BadEntry(
            "{table} {key} holds a number that is not finite: leave it out.", table=edit.table, key=edit.key
        ) from error


def figure_of(row: Row) -> Figure:
    """The figure of a row of its columns. Raises BadFigure."""
    try:
        return Figure(*row)
    except (TypeError, ValueError) as error:
        raise BadFigure("{text} is not a figure.", text=row) from error
