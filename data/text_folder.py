"""A workbook as a folder of plain text for git, and a workbook made of such a folder."""

import csv
import io
import sys
from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from core.words import gettext, in_words
from core.workbook.edit import filled
from core.workbook.entries import TABLES
from core.workbook.workbook import ENTRY_FIELDS, Workbook
from data import system_error
from data.csv_safety import guarded, unguarded
from data.errors import FileError
from data.figure_rows import BROKEN, FIGURE_FIELDS
from data.file import WorkbookFile
from data.sets import set_names
from data.store import Store
from data.strict_csv import strict_rows
from data.tables import read_folder
from data.text_figures import figures_text
from data.trail_reader import ROW_COLUMNS
from data.written import read_text, write_file

TRAIL = "trail"
CRLF = "\r\n"
NUMBERS = {**dict.fromkeys(("number", "edit", "removed", "of", "mult", "decimals", "part"), int), "value": float}
EMPTY_IS_NULL = ("of", "value", "fields")


def write_folder(file: Store, folder: Path, *, force: bool = False) -> None:
    """Write the present workbook (a file for each table, as in a set) and its whole trail.

    Lines change only where the workbook changed. Raises FileError where a file exists already and must not be replaced,
    before anything is written.
    """
    texts = {**_present(file.workbook()), **_history(file)}
    if not force:
        for name in texts:
            if (folder / name).exists():
                raise FileError(
                    "{folder} already exists: name a new folder, or --force to replace it.", folder=folder / name
                )
    try:
        (folder / TRAIL).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FileError(
            "{folder} cannot be made ({why}): name another place.", folder=folder, why=system_error.reason(error)
        ) from error
    for name, text in texts.items():
        write_file(folder / name, text.encode(), force=force)
    for table in ("figures", *TABLES):
        stale = folder / f"{table}.csv"
        if stale.name not in texts and stale.exists():
            try:
                stale.unlink()
            except OSError as error:
                why = system_error.reason(error)
                raise FileError(
                    "{file} cannot be removed ({why}): its table is empty now.", file=stale, why=why
                ) from error


def read_text_folder(folder: Path) -> Workbook | dict[str, list[tuple[Any, ...]]]:
    """The rows of the trail where the folder has one, else the workbook of its tables. Raises FileError."""
    if not folder.is_dir():
        raise FileError(
            "There is no set “{folder}”: use one of {set_names}, or name a folder of text.",
            folder=folder,
            set_names=in_words(set_names()),
        )
    if not (folder / TRAIL).is_dir():
        return read_folder(folder)
    return {table: list(_rows(folder / TRAIL / f"{table}.csv", columns)) for table, columns in ROW_COLUMNS.items()}


def create_from_folder(path: Path, folder: Path, author: str, time: str = "") -> WorkbookFile:
    """A new file with the content of the folder; without a trail its tables are one edit, at this time or now.

    Raises FileError; also where the tables contradict the trail, as either could be meant.
    """
    content = read_text_folder(folder)
    if isinstance(content, Workbook):
        return WorkbookFile.create(path, filled(content, f"Read from the folder {folder.name}"), author, time)
    file = WorkbookFile.restore(path, content)
    try:
        _compare(folder, _present(file.workbook()))
    except BaseException:
        file.close()
        path.unlink()
        raise
    return file


def _compare(folder: Path, texts: dict[str, str]) -> None:
    for name in sorted({*texts, *(file.name for file in folder.glob("*.csv"))}):
        file = folder / name
        if name not in texts or not file.exists() or read_text(file) != texts[name]:
            raise FileError(
                "{file} does not agree with the trail: edit the workbook instead, or remove the "
                "folder {trail} to begin again with the tables.",
                file=file,
                trail=TRAIL,
            )


def _present(workbook: Workbook) -> dict[str, str]:
    """The text of each non-empty table; invalid rows of figures come after the valid ones."""
    texts = {}
    broken = _text(FIGURE_FIELDS, ([entry.field(name) for name in FIGURE_FIELDS] for entry in workbook.failed(BROKEN)))
    if workbook.figures or workbook.failed(BROKEN):
        texts["figures.csv"] = figures_text(workbook.figures) + broken.partition("\n")[2]
    for table in (table for table in workbook.tables if table != BROKEN):
        names, entries = ENTRY_FIELDS[table], workbook.entries(table).values()
        if entries:
            texts[f"{table}.csv"] = _text(names, ([entry.field(name) for name in names] for entry in entries))
    return texts


def _history(file: Store) -> dict[str, str]:
    return {f"{TRAIL}/{table}.csv": _text(columns, file.rows(table)) for table, columns in ROW_COLUMNS.items()}


def _text(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    return "".join(_line([_cell_text(cell) for cell in row]) for row in (columns, *rows))


def _cell_text(cell: object) -> object:
    """A cell as text; the bytes of a block of figures in base 64."""
    if isinstance(cell, bytes):
        return b64encode(cell).decode()
    return guarded(cell) if isinstance(cell, str) else cell


def _line(cells: Sequence[object]) -> str:
    """One line, ended by a line feed; a carriage return within a text is quoted like every line end."""
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator=CRLF).writerow(cells)
    return buffer.getvalue().removesuffix(CRLF) + "\n"


def _rows(file: Path, columns: Sequence[str]) -> Iterator[tuple[Any, ...]]:
    if file.stem == "block" and not file.exists():
        return
    csv.field_size_limit(sys.maxsize)
    for line, cells in strict_rows(file, str(file), columns, len(columns)):
        where = gettext("{file}, line {line}", file=file, line=line)
        yield tuple(_cell(name, text, where) for name, text in cells.items())


def _cell(name: str, text: str, where: str) -> object:
    if not text and name in EMPTY_IS_NULL:
        return None
    try:
        if name == "figures":
            return b64decode(text, validate=True)
        return NUMBERS[name](text) if name in NUMBERS else unguarded(text)
    except ValueError as error:
        raise FileError(
            "{where}: {name} is “{text}”, which is not a number: export the folder again.",
            where=where,
            name=name,
            text=text,
        ) from error
