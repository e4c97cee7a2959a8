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
from data.reading.reading import Reading
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
        return (
            mapping_name(f"{self.path.stem} {self.part}.x".replace("/", " "))
            if self.part
            else mapping_name(self.path.name)
        )


def mapping_name(file: str) -> str:
    """The name under which the layout of a file is kept: its own without digits, so that next year's has the same.

    A name of digits alone keeps those that are no year: 20-3_2018 and 20-3_2019 are kept as 20_3.
    """
    stem = Path(file).stem.casefold()
    bare = re.sub(r"[\d_\-.\s]+", "_", stem).strip("_")
    return bare or re.sub(r"[_\-.\s]+", "_", YEAR.sub("", stem)).strip("_") or "file"


def tables_of(path: Path, options: ImportOptions, workbook: Workbook, read: Read) -> list[ForeignFile]:
    """The tables of a file with the rows that a person chooses, else those that were chosen of such files."""
    found = []
    for one in whole_of(path, options, workbook, read):
        kept = remembered(one, options, workbook)
        table = replace(one.table, details=(*one.table.details, *kept))
        found.append(replace(one, table=table if is_metadata(table) else chosen(table, where_of(one, options))))
    return found


def remembered(one: ForeignFile, options: ImportOptions, workbook: Workbook) -> tuple[str, ...]:
    """What is taken from an earlier import of such a file, for `note`; nothing where there was none."""
    if options.fresh:
        return (f"remembered {'but not used' if one.kept_as in workbook.mappings else 'nothing'}",)
    if one.kept is None:
        return ()
    parts = [] if options.says_layout else [gettext("columns")]
    if options.reading == Reading():
        values = {name: gettext(text) if name == "delimiter" else text for name, text in one.kept.reading.items()}
        parts += [f"{gettext(name.replace('_', ' '))} {value}" for name, value in values.items()]
    parts += [gettext("measure of {code}", code=code) for code in one.kept.measures if code not in options.measures]
    parts += [gettext("- is zero")] if one.kept.layout.dash == "zero" and not options.dash else []
    parts += [gettext("rows where {where}", where=one.kept.where)] if one.kept.where and options.where is None else []
    return (f"remembered {in_words(parts)}",) if parts else ()


def where_of(one: ForeignFile, options: ImportOptions) -> str:
    """The condition that a person says, an empty one too, else that of the last such file."""
    if options.where is not None:
        return options.where
    return one.kept.where if one.kept else ""


def whole_of(path: Path, options: ImportOptions, workbook: Workbook, read: Read) -> list[ForeignFile]:
    """The tables of a file, read as a person says, else as such files were read, where that still fits."""
    whole = _kept(mapping_name(path.name), options, workbook)
    if whole and whole.reading and options.reading == Reading():
        with suppress(FileError):
            found = _with_kept(path, read(path, Reading(**whole.reading)), options, workbook)
            found = [one if one.kept else replace(one, kept=whole) for one in found]
            if any(map(_fits, found)):
                return [one if _fits(one) else replace(one, kept=None) for one in found]
    return _with_kept(path, read(path, options.reading), options, workbook)


def _with_kept(
    path: Path, tables: Sequence[ForeignTable], options: ImportOptions, workbook: Workbook
) -> list[ForeignFile]:
    """The tables of a file with what is kept of each, where that fits."""
    several = len([table for table in tables if not is_metadata(table)]) > 1
    found = [ForeignFile(path, table, None, part=table.detail("sheet") if several else "") for table in tables]
    kept = [replace(one, kept=_kept(one.kept_as, options, workbook)) for one in found]
    return [one if _fits(one) else replace(one, kept=None) for one in kept]


def _kept(name: str, options: ImportOptions, workbook: Workbook) -> ImportMemory | None:
    mapping = workbook.mappings.get(name)
    return memory_from(mapping.layout) if mapping and not options.fresh else None


def _fits(one: ForeignFile) -> bool:
    return one.kept is not None and set(one.kept.layout.columns(one.table.columns)) <= set(one.table.columns)


def from_services(workbook: Workbook) -> dict[str, ImportMemory]:
    """What is kept of imports from web services, by name."""
    kept = {code: memory_from(mapping.layout) for code, mapping in workbook.mappings.items()}
    return {code: one for code, one in kept.items() if one.url}


def year_of(one: ForeignFile) -> int:
    """The year in the name of the sheet, else in that of the file; 0 where neither names one."""
    return year_in(one.table.detail("sheet")) or year_in(one.path.name)
