"""The trail replayed from its rows: the workbook after each of some edits."""

from collections.abc import Collection, Iterator

from core.errors import BadEntry, BadFigure, JingdexError
from core.workbook.figure import Figure, FigureKey
from core.workbook.read_entry import entry_or_none
from core.workbook.workbook import Workbook
from data.rows import edit_from, figure_of
from data.seal import EDIT, ENTRY_ROWS, FIGURE_ROWS, rows_by_edit
from data.sql import Connection, together


class BadEdit(JingdexError):
    """An edit of a trail is not valid."""


def replayed(connection: Connection, stations: Collection[int]) -> Iterator[tuple[int, Workbook | None]]:
    """The number of each edit in order and the workbook after it, which is made only at the stations.

    Between them it is the workbook of the station before. It is null, and the last, where an edit with blocks does not
    fit the result of the edits before. Raises BadEdit where an edit is not valid.
    """
    blocks = {number for (number,) in connection.execute("SELECT DISTINCT edit FROM block")}
    queries = (f"{rows} ORDER BY edit, row" for rows in (FIGURE_ROWS, ENTRY_ROWS))
    figures, entries = (rows_by_edit(connection.execute(query)) for query in queries)
    workbook, changes = Workbook(), list[tuple[FigureKey, Figure | None]]()
    for number, _, _, _, title, *_ in connection.execute(f"{EDIT} ORDER BY number"):
        try:
            if number in blocks:
                workbook = workbook.with_figures(changes) if changes else workbook
                changes = []
                edit = edit_from(connection, number, title)
                if not edit.meets(workbook):
                    yield number, None
                    return
                figures(number), entries(number)
                workbook = edit.apply(workbook)
            else:
                changes += [_change(row) for row in figures(number)]
                for table, key, text, _ in entries(number):
                    workbook = workbook.with_entry(table, key, entry_or_none(table, key, text))
        except (BadFigure, BadEntry) as error:
            raise BadEdit("Edit {number} cannot be understood: {error}", number=number, error=error) from error
        if number in stations and changes:
            workbook, changes = workbook.with_figures(changes), []
        yield number, workbook


def caught_up(connection: Connection, workbook: Workbook, first: int, last: int) -> Workbook:
    """A workbook after the edits between two numbers, both included, at the cost of a few queries."""
    between, bound = "WHERE edit BETWEEN ? AND ? ORDER BY row", (first, last)
    with together(connection):
        blocks = connection.execute("SELECT 1 FROM block WHERE edit BETWEEN ? AND ? LIMIT 1", bound)
        figures = connection.execute(f"{FIGURE_ROWS} {between}", bound)
        entries = connection.execute(f"{ENTRY_ROWS} {between}", bound)
    if blocks.fetchone():
        titles = "SELECT number, title FROM edit WHERE number BETWEEN ? AND ? ORDER BY number"
        for number, title in connection.execute(titles, bound).fetchall():
            workbook = edit_from(connection, number, title).apply(workbook)
        return workbook
    changes = [_change(row) for row in figures]
    for table, key, text, _ in entries:
        workbook = workbook.with_entry(table, key, entry_or_none(table, key, text))
    return workbook.with_figures(changes) if changes else workbook


def _change(row: tuple[object, ...]) -> tuple[FigureKey, Figure | None]:
    removed, *parts, _ = row
    figure = figure_of(tuple(parts))
    return figure.key, None if removed else figure
