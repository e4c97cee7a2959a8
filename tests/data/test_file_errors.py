"""A file that cannot be used is met with one sentence that names it, and is left as it is."""

import re
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from core.workbook.edit import SetFigure
from core.workbook.figure import Figure
from data.errors import FileError
from data.file import WorkbookFile
from data.places import own_copy
from data.session import Session
from data.sets import read_set

ROOT = Path(__file__).parents[2]


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A fresh copy of the Beijing workbook."""
    monkeypatch.setenv("JINGDEX_HOME", str(tmp_path))
    return own_copy("beijing")


def newer(path: Path) -> None:
    """Say that a version from the future wrote the file."""
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version = 999")
    connection.close()


def foreign(path: Path) -> None:
    """Make it the file of another program."""
    path.unlink()
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE other (x)")
    connection.close()


def scribbled(path: Path) -> None:
    """Overwrite the middle of the file."""
    content = bytearray(path.read_bytes())
    content[4096:20480] = b"\xa5" * 16384
    path.write_bytes(content)


DAMAGES: dict[str, Callable[[Path], object]] = {
    "newer": newer,
    "foreign": foreign,
    "overwritten": scribbled,
    "truncated": lambda path: path.write_bytes(path.read_bytes()[:5000]),
    "empty": lambda path: path.write_bytes(b""),
    "text": lambda path: path.write_text("unit,indicator\n", encoding="utf-8"),
    "missing": Path.unlink,
    "a folder": lambda path: (path.unlink(), path.mkdir()),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_file_that_cannot_be_used_is_named_in_one_sentence(path: Path, damage: str) -> None:
    """The sentence names the file, and the file's bytes are what they were."""
    DAMAGES[damage](path)
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(FileError) as refusal:
        Session.open(path)
    assert path.name in str(refusal.value)
    assert "\n" not in str(refusal.value)
    assert (path.read_bytes() if path.is_file() else None) == before


def test_a_file_opened_for_looking_shows_all_and_takes_nothing(path: Path) -> None:
    """Reading works, an edit is refused, the file stays."""
    before = path.read_bytes()
    with Session.open(path, read_only=True) as session:
        assert len(session.workbook.claims) >= 20
        with pytest.raises(FileError):
            session.do(SetFigure(None, Figure("beijing", "gdp", "2030", value=1.0)))
    assert path.read_bytes() == before


def test_rows_of_the_trail_can_be_neither_changed_nor_removed(path: Path) -> None:
    """The file itself refuses UPDATE and DELETE."""
    connection = sqlite3.connect(path)
    for statement in (
        "UPDATE figure SET value = 1.0",
        "DELETE FROM figure",
        "DELETE FROM edit",
        "UPDATE entry SET key = 'x'",
    ):
        with pytest.raises(sqlite3.IntegrityError, match="only grows"):
            connection.execute(statement)
    connection.close()


def test_a_workbook_can_be_read_as_of_any_moment(path: Path) -> None:
    """As of the time before an edit it is what it was, as of the time of the edit it has it."""
    with Session.open(path) as session:
        before = session.workbook
        outcome = session.do(SetFigure(None, Figure("beijing", "gdp", "2030", value=1.5, source="x")))
        with WorkbookFile.open(path, read_only=True) as file:
            assert not file.workbook("2020-01-01").figures
            assert file.workbook(outcome.time) == session.workbook
        session.undo()
        assert session.workbook == before


def test_the_file_gives_back_the_set_that_it_was_made_of(path: Path) -> None:
    """Every figure and entry of the shipped set is in the copy, bit for bit."""
    with WorkbookFile.open(path) as file:
        assert file.workbook() == read_set("beijing")


def test_the_queries_of_the_page_on_the_format_run(path: Path) -> None:
    """Each query printed in docs/file-format.md gives the rows that the program reads; a copied set has no block."""
    queries = re.findall(r"```sql\n(.*?)```", (ROOT / "docs" / "file-format.md").read_text(encoding="utf-8"), re.DOTALL)
    connection = sqlite3.connect(path)
    counts = [len(connection.execute(query).fetchall()) for query in queries]
    connection.close()
    figures = sum(len(series) for series in read_set("beijing").figures.values())
    blocks, edits = 0, 1
    assert counts == [figures, figures, blocks, edits]
