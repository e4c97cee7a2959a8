"""Folders of CSV files, one for each table of a workbook, read with every cell checked."""

from collections.abc import Iterator
from dataclasses import MISSING, Field, fields, replace
from importlib.resources.abc import Traversable
from typing import Any

from core.words import gettext, in_words
from core.workbook.broken_figure import NUMBER, WHOLE
from core.workbook.edit import MANY
from core.workbook.entries import TABLES
from core.workbook.entry import Entry, FailedEntry
from core.workbook.figure_frame import checked, figures_of, frame_of
from core.workbook.figure_store import Figures
from core.workbook.read_entry import entry_from, fields_text
from core.workbook.references import dangling
from core.workbook.workbook import ENTRY_FIELDS, Workbook
from data import system_error
from data.csv_safety import unguarded
from data.errors import FileError
from data.figure_rows import BROKEN, read_figures
from data.strict_csv import strict_rows


def read_folder(folder: Traversable) -> Workbook:
    """The workbook of a folder with figures.csv and a file for each table of entries; a missing file is an empty table.

    An invalid entry becomes a failed one, and so does an invalid row of figures. Raises FileError with the file and
    line of every other fault; also where a code is missing, unless some entry failed.
    """
    names = _names(folder)
    entries = [entry for table in TABLES if f"{table}.csv" in names for entry in _entries(folder, table)]
    rows, failed = read_figures(folder) if "figures.csv" in names else (frame_of(()), [])
    few = figures_of(rows) if rows.height <= MANY else []
    workbook = Workbook.of(few, [*entries, *failed])
    workbook = workbook if few else replace(workbook, figures=Figures(checked(rows)))
    missing = () if workbook.with_failed else dangling(workbook)
    if missing:
        raise FileError(
            "{name}: {missing} Codes that are not there: {count}.",
            name=folder.name,
            missing=missing[0],
            count=len(missing),
        )
    return workbook


def _names(folder: Traversable) -> list[str]:
    """The names of the tables in a folder. Raises FileError where there is none, or an unknown one."""
    expected = [f"{table}.csv" for table in ("figures", *TABLES) if table != BROKEN]
    try:
        names = sorted(file.name for file in folder.iterdir() if file.name.endswith(".csv"))
    except OSError as error:
        raise FileError(
            "{folder} cannot be read ({why}): name a folder that can.", folder=folder, why=system_error.reason(error)
        ) from error
    if not names:
        raise FileError(
            "{folder} holds no table of a workbook: name a folder with {expected} or another of them.",
            folder=folder,
            expected=expected[0],
        )
    for name in names:
        if name not in expected:
            raise FileError(
                "{folder}/{file} is not a table of a workbook: name it one of {expected}.",
                folder=folder.name,
                file=name,
                expected=in_words(expected),
            )
    return names


def _entries(folder: Traversable, table: str) -> Iterator[Entry]:
    """The entries of a table; an invalid one, or one with the key of an earlier one, is a failed one."""
    keys: set[str] = set()
    columns = fields(TABLES[table])
    needed = sum(1 for column in columns if column.default is MISSING)
    file, name = folder / f"{table}.csv", f"{folder.name}/{table}.csv"
    for number, cells in strict_rows(file, name, ENTRY_FIELDS[table], needed):
        texts = {column: unguarded(cells[column.name]) for column in columns if cells.get(column.name)}
        entry = entry_from(table, {column.name: _typed(text, column) for column, text in texts.items()})
        if entry.key in keys:
            sentence = gettext("{key} appears twice: give one another code, or leave one.", key=entry.key)
            entry = FailedEntry(
                table, gettext("{key} (line {number})", key=entry.key, number=number), fields_text(entry), sentence
            )
        keys.add(entry.key)
        yield entry


def _typed(text: str, column: "Field[Any]") -> Any:  # noqa: ANN401 - in the type of its field
    """A cell in the type of its field, else as text: the entry then says that it is invalid."""
    if column.type is float and NUMBER.fullmatch(text):
        return float(text)
    return int(text) if column.type is int and WHOLE.fullmatch(text) else text
