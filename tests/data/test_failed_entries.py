"""An entry with a value that it cannot have is a failed row with its sentence, and everything else works."""

import csv
import math
from collections.abc import Mapping
from dataclasses import MISSING
from io import StringIO
from pathlib import Path
from shutil import rmtree
from typing import Any

import pytest
from broken_entries import ENTRIES, broken_values, sound_workbook, text_of, workbook_file

from core.derive.derive import derive
from core.errors import JingdexError
from core.method.document import document_of, load
from core.scenario.scenario import branch
from core.workbook.definition import change_field
from core.workbook.edit import changes_nothing, filled
from core.workbook.read_entry import entry_from_text
from core.workbook.typed_field import field_text
from core.workbook.workbook import ENTRY_FIELDS, Workbook
from data.file import WorkbookFile
from data.session import Session
from data.text_folder import create_from_folder, write_folder
from data.verification import Verification
from tui.command_line import main


def broken(changes: Mapping[str, Mapping[str, Any]]) -> Workbook:
    """The workbook with other fields in the entries of these tables."""
    entries = [
        entry_from_text(table, entry.key, text_of(table, changes[table]))
        if table in changes and entry.key == ENTRIES[table].key
        else entry
        for table, kept in sound_workbook().tables.items()
        for entry in kept.values()
    ]
    figures = [figure for series in sound_workbook().figures.values() for figure in series]
    return Workbook.of(figures, entries)


def read_through(workbook: Workbook) -> None:
    """Derive everything, also in the scenario."""
    derived = derive(workbook)
    dict(derived.methods)
    for code in workbook.scenarios:
        try:
            dict(derive(branch(workbook, code)).methods)
        except JingdexError as error:
            assert "\n" not in str(error)  # noqa: PT017 - a scenario may be refused in a sentence


@pytest.mark.parametrize("table", ENTRIES)
def test_an_entry_that_cannot_be_understood_is_a_failed_row(table: str) -> None:
    """It alone is left out of its table, its sentence names the field, and all that follows is derived."""
    sound, place = sound_workbook().tables, ENTRIES[table].key
    others = {**sound, table: {key: entry for key, entry in sound[table].items() if key != place}}
    for name, value in broken_values(table):
        workbook = broken({table: {name: value}})
        (failed,) = workbook.failed()
        assert (failed.table, failed.key) == (table, place)
        assert workbook.tables == others
        assert name.replace("_", " ").split()[0] in failed.sentence.replace("_", " ")
        assert failed.sentence.endswith((".", "…"))
    read_through(workbook)


@pytest.mark.parametrize("table", ENTRIES)
def test_a_failed_entry_is_mended_field_by_field(table: str) -> None:
    """With every field typed as it should be the workbook is as if it had never been broken; undo brings it back."""
    names = ENTRY_FIELDS[table]
    workbook = start = broken({table: {name: [7] for name in names}})
    (failed,) = workbook.failed()
    edits = []
    for name in names:
        edits.append(change_field(workbook, table, failed.key, name, field_text(ENTRIES[table], name)))
        assert not changes_nothing(edits[-1])
        workbook = edits[-1].apply(workbook)
    assert workbook == sound_workbook()
    assert derive(workbook) == derive(sound_workbook())
    for edit in reversed(edits):
        workbook = edit.inverse().apply(workbook)
    assert workbook == start


@pytest.mark.parametrize("table", ENTRIES)
def test_a_file_with_a_failed_entry_opens_is_verified_exported_and_mended(table: str, tmp_path: Path) -> None:
    """It is writable; what is mended is on the disk, and its text folder makes the same workbook."""
    path, (name, value) = tmp_path / "w.jingdex", next(iter(broken_values(table)))
    workbook_file(path, {table: {name: value}}).close()
    with Session.open(path, author="Ada") as session:
        assert session.file.is_writable
        (failed,) = session.workbook.failed()
        write_folder(session.file, tmp_path / "text")
        with create_from_folder(tmp_path / "again.jingdex", tmp_path / "text", "Ada") as again:
            assert again.workbook() == session.workbook
        text = field_text(ENTRIES[table], name)
        session.do(change_field(session.workbook, table, failed.key, name, text))
        assert session.workbook == sound_workbook()
        assert Verification(path).faults == []
        session.undo()
        assert session.workbook.failed() == [failed]
    assert Verification(path).faults == []
    with WorkbookFile.open(path) as file:
        assert file.workbook().failed() == [failed]


def cell_of(value: object) -> str | None:
    """How a value can stand in a cell of a text folder; null where it cannot, for it is a text there."""
    if value is MISSING:
        return ""
    number = isinstance(value, float | int) and not isinstance(value, bool) and math.isfinite(value)
    return str(value) if number or (isinstance(value, str) and value and value != "\ud800") else None


def change_cell(file: Path, column: str, cell: str) -> None:
    """Write another cell in the first line of a table."""
    head, first, *rest = csv.reader(StringIO(file.read_text(encoding="utf-8"), newline=""))
    first[head.index(column)] = cell
    with file.open("w", encoding="utf-8", newline="") as opened:
        csv.writer(opened, lineterminator="\n").writerows([head, first, *rest])


def broken_cells(table: str) -> dict[str, str]:
    """For each field of a table a cell that it cannot have."""
    return {
        name: cell
        for name, value in broken_values(table)
        if name in ENTRY_FIELDS[table] and (cell := cell_of(value)) is not None
        if not (value == 7 and ENTRIES[table].__dataclass_fields__[name].type is str)
    }


@pytest.mark.parametrize("table", ENTRIES)
def test_a_broken_cell_of_a_text_folder_is_a_failed_row(table: str, tmp_path: Path) -> None:
    """A workbook is made of the folder, in which that entry alone has failed."""
    folder = tmp_path / "text"
    with WorkbookFile.create(tmp_path / "w.jingdex", filled(sound_workbook(), "made"), "Ada") as file:
        write_folder(file, folder)
    rmtree(folder / "trail")
    sound = (folder / f"{table}.csv").read_bytes()
    for name, cell in broken_cells(table).items():
        (folder / f"{table}.csv").write_bytes(sound)
        change_cell(folder / f"{table}.csv", name, cell)
        with create_from_folder(tmp_path / f"{name}.jingdex", folder, "Ada") as made:
            (failed,) = made.workbook().failed()
            assert failed.table == table
            read_through(made.workbook())


@pytest.mark.parametrize("table", ["methods", "placed", "steps"])
def test_loading_a_method_replaces_its_failed_entries_and_undo_brings_them_back(table: str) -> None:
    """A document is put in the place of what cannot be understood."""
    name, value = next(iter(broken_values(table)))
    workbook = broken({table: {name: value}})
    edit = load(document_of(sound_workbook(), "m"), workbook)
    assert not edit.apply(workbook).failed()
    assert edit.inverse().apply(edit.apply(workbook)).failed() == workbook.failed()


@pytest.mark.parametrize("table", ["units", "indicators", "sources"])
def test_an_import_beside_failed_entries_can_be_undone(table: str, tmp_path: Path) -> None:
    """Its figures come in, and whether or not an entry takes the place of a failed one, undo leaves all as it was."""
    path, data = tmp_path / "w.jingdex", tmp_path / "more.csv"
    workbook_file(path, {table: {ENTRY_FIELDS[table][1]: 7}}).close()
    data.write_text("unit,indicator,period,value\nu,i,2025,200000000\n", encoding="utf-8")
    with WorkbookFile.open(path) as file:
        before = file.workbook()
    assert main(["import", str(path), str(data), "--yes", "--source", "s"]) == 0
    with WorkbookFile.open(path) as file:
        assert [figure.value for figure in file.workbook().series("u", "i").vintages("2025")] == [2e8]
    assert main(["undo", str(path), "--yes"]) == 0
    with WorkbookFile.open(path) as file:
        assert file.workbook() == before
    assert Verification(path).faults == []
