"""One file from elsewhere with what the workbook keeps of such files: how it is read, and which rows are chosen."""

import re
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TypeAlias

from core.frozen import frozen
from core.importing.import_memory import YEAR, ImportMemory, memory_from, year_in
from core.importing.metadata import is_metadata
from core.importing.table import ForeignTable
from core.importing.where import chosen
from core.words import gettext, in_words
from core.workbook.workbook import Workbook
from data.errors import FileError
from data.reading.limits import Reading
from tui.imports.options import ImportOptions

Read: TypeAlias = Callable[[Path, Reading], Sequence[ForeignTable]]


@frozen
class ForeignFile:
    """A file with one of its tables and what the workbook keeps for such files, where that fits.

    `part` is the name of the sheet, or of the file in an archive, where several are read at once.
    """

    path: Path
    table: ForeignTable
    kept: ImportMemory | None
    part: str = ""

    @property
    def kept_as(self) -> str:
        """The name under which its layout is kept."""
        return mapping_name(f"{self.path.stem} {self.part}.x".replace("/", " ") if self.part else self.path.name)


def mapping_name(file: str) -> str:
    """The name under which the layout of a file is kept: its own without digits, so that next year's has the same.

    A name of digits alone keeps those that are not a year: 20-3_2018 and 20-3_2019 are kept as 20_3.
    """
    stem = Path(file).stem.casefold()
    bare = re.sub(r"[\d_\-.\s]+", "_", stem).strip("_")
    return bare or re.sub(r"[_\-.\s]+", "_", YEAR.sub("", stem)).strip("_") or "file"


def tables_of(path: Path, options: ImportOptions, workbook: Workbook, read: Read) -> list[ForeignFile]:
    """The tables of a file with the rows that a person chooses, else those that were chosen of such files."""
    tables = []
    for file in whole_of(path, options, workbook, read):
        notes = remembered(file, options, workbook)
        table = replace(file.table, details=(*file.table.details, *notes))
        tables.append(replace(file, table=table if is_metadata(table) else chosen(table, where_of(file, options))))
    return tables


def remembered(file: ForeignFile, options: ImportOptions, workbook: Workbook) -> tuple[str, ...]:
    """What is taken from an earlier import of such a file, for `note`; nothing where there was none."""
    if options.fresh:
        return (f"remembered {'but not used' if file.kept_as in workbook.mappings else 'nothing'}",)
    if file.kept is None:
        return ()
    parts = [] if options.says_layout else [gettext("columns")]
    if options.reading == Reading():
        values = {name: gettext(text) if name == "delimiter" else text for name, text in file.kept.reading.items()}
        parts += [f"{gettext(name.replace('_', ' '))} {value}" for name, value in values.items()]
    parts += [gettext("measure of {code}", code=code) for code in file.kept.measures if code not in options.measures]
    parts += [gettext("- is zero")] if file.kept.layout.dash == "zero" and not options.dash else []
    if file.kept.layout.index and not options.index:
        parts.append(gettext("an index" if file.kept.layout.index == "yes" else "no index"))
    parts += [gettext("rows where {where}", where=file.kept.where)] if file.kept.where and options.where is None else []
    return (f"remembered {in_words(parts)}",) if parts else ()


def where_of(file: ForeignFile, options: ImportOptions) -> str:
    """The condition that a person says, an empty one too, else that of the last such file."""
    if options.where is not None:
        return options.where
    return file.kept.where if file.kept else ""


def whole_of(path: Path, options: ImportOptions, workbook: Workbook, read: Read) -> list[ForeignFile]:
    """The tables of a file, read as a person says, else as such files were read, where that still fits."""
    memory = _memory(mapping_name(path.name), options, workbook)
    if memory and memory.reading and options.reading == Reading():
        with suppress(FileError):
            files = _with_memory(path, read(path, Reading(**memory.reading)), options, workbook)
            files = [file if file.kept else replace(file, kept=memory) for file in files]
            if any(map(_fits, files)):
                return [file if _fits(file) else replace(file, kept=None) for file in files]
    return _with_memory(path, read(path, options.reading), options, workbook)


def _with_memory(
    path: Path, tables: Sequence[ForeignTable], options: ImportOptions, workbook: Workbook
) -> list[ForeignFile]:
    """The tables of a file with what is kept of each, where that fits."""
    several = len([table for table in tables if not is_metadata(table)]) > 1
    files = [ForeignFile(path, table, None, part=table.detail("sheet") if several else "") for table in tables]
    with_memory = [replace(file, kept=_memory(file.kept_as, options, workbook)) for file in files]
    return [file if _fits(file) else replace(file, kept=None) for file in with_memory]


def _memory(name: str, options: ImportOptions, workbook: Workbook) -> ImportMemory | None:
    mapping = workbook.mappings.get(name)
    return memory_from(mapping.layout) if mapping and not options.fresh else None


def _fits(file: ForeignFile) -> bool:
    return file.kept is not None and set(file.kept.layout.columns(file.table.columns)) <= set(file.table.columns)


def from_services(workbook: Workbook) -> dict[str, ImportMemory]:
    """What is kept of imports from web services, by name."""
    memories = {code: memory_from(mapping.layout) for code, mapping in workbook.mappings.items()}
    return {code: mapping for code, mapping in memories.items() if mapping.url}


def year_of(file: ForeignFile) -> int:
    """The year in the name of the sheet, else in that of the file; 0 where neither names one."""
    return year_in(file.table.detail("sheet")) or year_in(file.path.name)
