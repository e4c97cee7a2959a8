"""Entries that cannot be understood, as rows below the table in which they would stand, each with its sentence."""

from collections.abc import Sequence
from dataclasses import replace

from core.words import labelled, marked
from core.workbook.entry import FailedEntry
from tui.grid.plain import plain
from tui.grid.sheet import Sheet, SheetRow, key_of, parts_of
from tui.grid.table import Cell, Column, Heading
from tui.grid.wording import Wording

FAILED = "failed"
TITLE = marked("Cannot be understood: Enter opens what is to be corrected")


def with_failed(sheet: Sheet, failed: Sequence[FailedEntry], wording: Wording) -> Sheet:
    """The sheet with the failed entries below its rows; the same sheet where there are none."""
    if not failed:
        return sheet
    columns = sheet.columns or (Column("", 40, grows=True),)
    rows: list[SheetRow | Heading] = [*sheet.rows, Heading(wording.word(TITLE), "bad")]
    for entry in failed:
        cell = Cell(plain(f"✗ {entry.table} {entry.key}"), "bad")
        rows += [
            SheetRow(key_of(FAILED, entry.table, entry.key), (cell,)),
            Heading(plain(f"  {entry.sentence}"), "dim"),
        ]
    return replace(sheet, columns=columns, rows=rows)


def failed_at(row: SheetRow | None) -> tuple[str, str] | None:
    """The table and the key of the failed entry that a row stands for, if it does."""
    parts = parts_of(row.key) if row else []
    return (parts[1], parts[2]) if parts[:1] == [FAILED] else None


def failed_lines(workbook_failed: Sequence[FailedEntry], row: SheetRow | None) -> list[str]:
    """What is wrong with the failed entry that a row stands for; nothing where it stands for none."""
    here = failed_at(row)
    return [
        plain(labelled(f"{row.table} {row.key}", row.sentence))
        for row in workbook_failed
        if (row.table, row.key) == here
    ]
