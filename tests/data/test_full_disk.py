"""A full disk and a folder that takes nothing: one sentence, nothing half-written, and nothing lost."""

import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.workbook.edit import SetFigure, filled
from core.workbook.figure import Figure
from core.workbook.workbook import Workbook
from data.errors import FileError, as_file_error
from data.file import WorkbookFile
from data.session import Session

FIGURE = Figure("u", "i", "2023", value=1.0)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A workbook of one figure."""
    made = tmp_path / "made.jingdex"
    WorkbookFile.create(made, filled(Workbook.of([FIGURE], ()), "made"), "Ada").close()
    return made


@pytest.fixture
def full(path: Path) -> Iterator[Session]:
    """A session on a disk that has no room for one page more."""
    with Session.open(path, author="Ada") as session:
        connection = session.file._connection
        connection.execute(f"PRAGMA max_page_count = {connection.execute('PRAGMA page_count').fetchone()[0]}")
        yield session


def test_an_edit_on_a_full_disk_is_refused_and_the_file_keeps_what_it_had(full: Session, path: Path) -> None:
    """The sentence names the file; memory and disk are as before, and the next edit goes in once there is room."""
    edit = SetFigure(None, Figure("u", "i", "2024", value=2.0, note="x" * 100_000))
    before = full.workbook
    with pytest.raises(FileError, match=r"The disk is full and .*made\.jingdex keeps what it had before: make room"):
        full.do(edit)
    assert full.workbook is before
    with WorkbookFile.open(path) as file:
        assert file.workbook() == before
        assert len(file.trail()) == 1
    full.file._connection.execute("PRAGMA max_page_count = 1000000")
    full.do(edit)
    with WorkbookFile.open(path) as file:
        assert file.workbook() == full.workbook != before


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser writes everywhere")
def test_a_folder_that_takes_nothing_is_named(path: Path) -> None:
    """A file in a folder without write permission opens for looking, and an edit says why it cannot be kept."""
    path.chmod(0o444)
    path.parent.chmod(0o555)
    try:
        with Session.open(path) as session:
            assert session.workbook.figure(FIGURE.key) == FIGURE
            with pytest.raises(FileError, match="cannot be written here"):
                session.do(SetFigure(FIGURE, None))
    finally:
        path.parent.chmod(0o755)


def test_a_new_workbook_in_no_folder_is_refused(tmp_path: Path) -> None:
    """The folder is named, and nothing is left behind."""
    with pytest.raises(FileError, match="There is no folder"):
        WorkbookFile.create(tmp_path / "none" / "new.jingdex", filled(Workbook(), "made"), "Ada")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("SQLITE_FULL", "The disk is full and new.jingdex was not made: make room, then try again."),
        ("SQLITE_CANTOPEN", "new.jingdex cannot be made in its folder: name a file in a folder of yours."),
        ("SQLITE_READONLY_DBMOVED", "new.jingdex was moved or replaced while it was open: open it again."),
    ],
)
def test_a_file_that_cannot_be_made_is_not_said_to_keep_anything(code: str, said: str) -> None:
    """The sentence is of a new file, not of one with edits."""
    error = sqlite3.OperationalError()
    error.sqlite_errorname = code
    with pytest.raises(FileError) as raised, as_file_error(Path("new.jingdex"), making=True):
        raise error
    assert str(raised.value) == said
