"""Folders of CSV files, one for each table of a workbook, read with every cell checked."""

import csv
import math
from collections.abc import Iterator
from dataclasses import MISSING, Field, dataclass, fields
from importlib.resources.abc import Traversable
from typing import Any, NoReturn

from core.entries import TABLES, Entry
from core.errors import JingdexError
from core.figure import Figure, printed_decimals, scaled
from core.references import dangling
from core.workbook import ENTRY_FIELDS, Workbook
from data.errors import FileError

FIGURE_FIELDS = ("unit", "indicator", "period", "vintage", "value", "mult", "status", "qualifier", "source", "note")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a CSV file: its cells by column, and where it stands."""

    file: str
    number: int
    cells: dict[str, str]

    def refuse(self, column: str, why: str) -> NoReturn:
        """Raise FileError for a cell, or, where the column is empty, for the line."""
        raise FileError(f"{self.file}, line {self.number}{f', {column}' if column else ''}: {why}")

    def number_in(self, column: str, kind: str) -> float:
        """The cell as an int or a float."""
        text = self.cells[column]
        try:
            number = int(text) if kind == "int" else float(text)
        except ValueError:
            self.refuse(column, f"“{text}” is no {'whole ' if kind == 'int' else ''}number: write digits only.")
        if not math.isfinite(number):
            self.refuse(column, f"“{text}” is not finite: leave it empty.")
        return number


def read_folder(folder: Traversable) -> Workbook:
    """The workbook of a folder with figures.csv and a file for each table of entries; a table without a file is empty.

    Raises FileError naming the file, line and column; also where something names a code that is not there.
    """
    names = sorted(file.name for file in folder.iterdir() if file.name.endswith(".csv"))
    expected = [f"{table}.csv" for table in ("figures", *TABLES)]
    for name in names:
        if name not in expected:
            raise FileError(f"{folder.name}/{name} is no table of a workbook: name it one of {', '.join(expected)}.")
    entries = [entry for table in TABLES if f"{table}.csv" in names for entry in _entries(folder, table)]
    workbook = Workbook.of(_figures(folder) if "figures.csv" in names else (), entries)
    missing = dangling(workbook)
    if missing:
        raise FileError(f"{folder.name}: {missing[0]} Codes that are not there: {len(missing)}.")
    return workbook


def _entries(folder: Traversable, table: str) -> Iterator[Entry]:
    keys: set[str] = set()
    for line in _lines(folder, table, ENTRY_FIELDS[table]):
        entry = TABLES[table](**{column.name: _typed(line, column) for column in fields(TABLES[table])})
        if entry.key in keys:
            line.refuse("", f"{entry.key} stands there twice: leave one.")
        keys.add(entry.key)
        yield entry


def _typed(line: Line, column: "Field[Any]") -> str | float:
    """A cell in the type of its field; an empty one is the field's default."""
    text = line.cells[column.name]
    if not text and column.default is not MISSING:
        return column.default  # type: ignore[no-any-return] # a field's default has the type of the field
    if not text:
        line.refuse(column.name, "it is empty: fill it in.")
    return text if column.type is str else line.number_in(column.name, column.type.__name__)


def _figures(folder: Traversable) -> Iterator[Figure]:
    keys: set[tuple[str, ...]] = set()
    for line in _lines(folder, "figures", FIGURE_FIELDS):
        figure = _figure(line)
        if figure.key in keys:
            line.refuse("", f"{' '.join(figure.key)} stands there twice: leave one, or give them their vintages.")
        keys.add(figure.key)
        yield figure


def _figure(line: Line) -> Figure:
    cells, printed = line.cells, line.cells["value"]
    mult = int(line.number_in("mult", "int")) if cells["mult"] else 0
    value, decimals = _value(line, printed, mult) if printed else (None, 0)
    try:
        return Figure(
            cells["unit"],
            cells["indicator"],
            cells["period"],
            cells["vintage"],
            value,
            mult,
            decimals,
            cells["status"] or "A",
            cells["qualifier"] or "exact",
            cells["source"],
            cells["note"],
        )
    except JingdexError as error:
        line.refuse("", str(error))


def _value(line: Line, printed: str, mult: int) -> tuple[float, int]:
    line.number_in("value", "float")
    try:
        return scaled(printed, mult), printed_decimals(printed)
    except (ArithmeticError, ValueError):
        line.refuse("value", f"“{printed}” at {mult} is no number: write digits and a point.")


def _lines(folder: Traversable, table: str, columns: tuple[str, ...]) -> Iterator[Line]:
    name = f"{folder.name}/{table}.csv"
    try:
        with (folder / f"{table}.csv").open(encoding="utf-8-sig", newline="") as file:
            reader = csv.reader(file, strict=True)
            header = next(reader, [])
            if tuple(header) != columns:
                raise FileError(f"{name}, line 1: the columns must be {','.join(columns)}.")
            for cells in reader:
                line = Line(name, reader.line_num, dict(zip(columns, cells, strict=False)))
                if len(cells) != len(columns):
                    line.refuse(
                        "", f"it has {len(cells)} cells in place of {len(columns)}: quote cells that hold commas."
                    )
                yield line
    except (csv.Error, UnicodeDecodeError, OSError) as error:
        raise FileError(f"{name} cannot be read as CSV in UTF-8 ({error}): save it anew.") from error
