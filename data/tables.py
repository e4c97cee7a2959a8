"""Folders of CSV files, one for each table of a workbook, read with every cell checked."""

import csv
import io
from collections.abc import Iterator
from dataclasses import MISSING, Field, fields
from importlib.resources.abc import Traversable
from typing import Any

from core.errors import JingdexError
from core.words import gettext
from core.workbook.entries import TABLES
from core.workbook.entry import Entry, FailedEntry
from core.workbook.figure import Figure, printed_decimals, scaled
from core.workbook.read_entry import entry_from, fields_text
from core.workbook.references import dangling
from core.workbook.workbook import ENTRY_FIELDS, Workbook
from data.csv_safety import unguarded
from data.errors import FileError
from data.line import NUMBER, WHOLE, Line
from data.written import read_bytes

FIGURE_FIELDS = ("unit", "indicator", "period", "vintage", "value", "mult", "status", "qualifier", "source", "note")


def read_folder(folder: Traversable) -> Workbook:
    """The workbook of a folder with figures.csv and a file for each table of entries; a table without a file is empty.

    An entry that cannot be understood is a failed one. Raises FileError naming the file, line and column of everything
    else; also where something names a code that is not there, which failed entries may have.
    """
    names = _names(folder)
    entries = [entry for table in TABLES if f"{table}.csv" in names for entry in _entries(folder, table)]
    workbook = Workbook.of(_figures(folder) if "figures.csv" in names else (), entries)
    missing = () if workbook.with_failed else dangling(workbook)
    if missing:
        raise FileError(
            gettext(
                "{name}: {missing} Codes that are not there: {count}.",
                name=folder.name,
                missing=missing[0],
                count=len(missing),
            )
        )
    return workbook


def _names(folder: Traversable) -> list[str]:
    """The names of the tables in a folder. Raises FileError where there is none, or one that is unknown."""
    expected = [f"{table}.csv" for table in ("figures", *TABLES)]
    try:
        names = sorted(file.name for file in folder.iterdir() if file.name.endswith(".csv"))
    except OSError as error:
        raise FileError(
            gettext(
                "{folder} cannot be read ({strerror}): name a folder that can.", folder=folder, strerror=error.strerror
            )
        ) from error
    if not names:
        raise FileError(
            gettext(
                "{folder} holds no table of a workbook: name a folder with {expected} or another of them.",
                folder=folder,
                expected=expected[0],
            )
        )
    for name in names:
        if name not in expected:
            raise FileError(
                gettext(
                    "{name}/{name2} is no table of a workbook: name it one of {expected}.",
                    name=folder.name,
                    name2=name,
                    expected=", ".join(expected),
                )
            )
    return names


def _entries(folder: Traversable, table: str) -> Iterator[Entry]:
    """The entries of a table; one that cannot be understood, or has the key of one before it, is a failed one."""
    keys: set[str] = set()
    columns = fields(TABLES[table])
    needed = sum(1 for column in columns if column.default is MISSING)
    for line in _lines(folder, table, ENTRY_FIELDS[table], needed):
        given = [column for column in columns if line.cells.get(column.name)]
        entry = entry_from(table, {column.name: _typed(line.cells[column.name], column) for column in given})
        if entry.key in keys:
            sentence = gettext("{key} stands there twice: give one another code, or leave one.", key=entry.key)
            entry = FailedEntry(
                table, gettext("{key} (line {number})", key=entry.key, number=line.number), fields_text(entry), sentence
            )
        keys.add(entry.key)
        yield entry


def _typed(text: str, column: "Field[Any]") -> Any:  # noqa: ANN401 - in the type of its field
    """A cell in the type of its field, else as it stands there: the entry says that it is none."""
    if column.type is float and NUMBER.fullmatch(text):
        return float(text)
    return int(text) if column.type is int and WHOLE.fullmatch(text) else text


def _figures(folder: Traversable) -> Iterator[Figure]:
    keys: set[tuple[str, ...]] = set()
    for line in _lines(folder, "figures", FIGURE_FIELDS):
        figure = _figure(line)
        if figure.key in keys:
            line.refuse(
                "",
                gettext("{key} stands there twice: leave one, or give them their vintages.", key=" ".join(figure.key)),
            )
        keys.add(figure.key)
        yield figure


def _figure(line: Line) -> Figure:
    cells = {column: text for column, text in line.cells.items() if text and column not in ("value", "mult")}
    mult = line.whole("mult") if line.cells["mult"] else 0
    printed = line.printed("value") if line.cells["value"] else None
    try:
        value, decimals = (None, 0) if printed is None else (scaled(printed, mult), printed_decimals(printed))
        return Figure(**{"unit": "", "indicator": "", "period": "", **cells}, value=value, mult=mult, decimals=decimals)
    except JingdexError as error:
        line.refuse("", str(error))


def _lines(folder: Traversable, table: str, columns: tuple[str, ...], needed: int | None = None) -> Iterator[Line]:
    """The lines of a table; of its columns those after the `needed` ones may be absent, as an older folder has them."""
    name = f"{folder.name}/{table}.csv"
    try:
        text = read_bytes(folder / f"{table}.csv").decode("utf-8-sig")
        reader = csv.reader(io.StringIO(text, newline=""), strict=True)
        header = tuple(next(reader, []))
        if header != columns[: max(len(header), len(columns) if needed is None else needed)]:
            raise FileError(
                gettext("{name}, line 1: the columns must be {columns}.", name=name, columns=",".join(columns))
            )
        columns = header
        for cells in reader:
            line = Line(name, reader.line_num, dict(zip(columns, map(unguarded, cells), strict=False)))
            if len(cells) != len(columns):
                line.refuse(
                    "",
                    gettext(
                        "it has {count} cells in place of {count2}: quote cells that hold commas.",
                        count=len(cells),
                        count2=len(columns),
                    ),
                )
            yield line
    except (csv.Error, UnicodeDecodeError, OSError) as error:
        raise FileError(
            gettext("{name} cannot be read as CSV in UTF-8 ({error}): save it anew.", name=name, error=error)
        ) from error
