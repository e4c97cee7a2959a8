"""An edit of single cells that is kept in one round trip, by a function of the server."""

from collections.abc import Iterable
from dataclasses import astuple

from core.workbook.edit import Edit, SetFigures, single_edits
from data.postgres.connection import ServerConnection
from data.postgres.schema import milliseconds
from data.rows import Row, entry_rows, figure_rows
from data.seal import LINE
from data.trail import TrailEntry

APPEND = "SELECT number, time, author, reason, title, kind, of FROM append_edit(?, ?, ?, ?, ?, ?, ?)"


def append(
    connection: ServerConnection, edit: Edit, step: TrailEntry, after: int, patience: float, token: str
) -> list[TrailEntry]:
    """Save an edit, and read all steps after `after`; the last of them is this edit.

    `step` is its step of the trail, except for the number and, where others were later, the time. The list is empty,
    and nothing is saved, where the edit or one of the others changes more than single cells.
    """
    singles = list(single_edits(edit))
    if any(isinstance(single, SetFigures) for single in singles):
        return []
    line = LINE.encode(astuple(step)[2:])[1:]
    rows = _lines(figure_rows(singles)), _lines(entry_rows(singles))
    steps = connection.execute(APPEND, (after, milliseconds(patience), token, step.time, line, *rows))
    return [TrailEntry(*row) for row in steps]


def _lines(rows: Iterable[Row]) -> list[str]:
    """Rows as they are sealed."""
    return [LINE.encode(row) for row in rows]
