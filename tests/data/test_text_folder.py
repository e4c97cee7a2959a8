"""A workbook written as text and read back is the same workbook, trail and undo included."""

import subprocess
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.workbook.edit import SetEntry, SetFigure, filled
from core.workbook.entries import About, Indicator, Source, Unit
from core.workbook.figure import Figure
from core.workbook.workbook import Workbook
from data.errors import FileError
from data.file import WorkbookFile
from data.places import own_copy
from data.session import Session
from data.tables import read_folder
from data.text_folder import create_from_folder, write_folder
from data.trail_reader import ROW_COLUMNS

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=12) | st.sampled_from(
    ["=1+1", "'=1", "'", "-3", "@x", "a,b", 'a"b', "a\r\nb", "\x1b[2J", "新一代", "\t", "\r"]
)
values = st.none() | st.floats(-1e15, 1e15) | st.sampled_from([-0.0, 0.1, 1e-9, 9761e8])


@st.composite
def figures(draw: st.DrawFn) -> Figure:
    """A figure of one of a few cells, with any texts."""
    value = draw(values)
    mult, decimals = draw(st.sampled_from([(0, 0), (8, 1), (12, 2), (0, 4)]))
    unit, code, period = (draw(st.sampled_from(some)) for some in ("ab", "ij", ("2020", "2021")))
    parts = {name: draw(texts) for name in ("source", "note", "formula")}
    return Figure(unit, code, period, "", value, mult, decimals, "O" if value is None else "E", **parts)


def same(one: WorkbookFile, other: WorkbookFile) -> bool:
    """Whether two files hold the same rows and come to the same workbook."""
    rows = all(list(map(repr, one.rows(table))) == list(map(repr, other.rows(table))) for table in ROW_COLUMNS)
    return rows and one.workbook() == other.workbook()


@settings(max_examples=15)
@given(st.lists(figures(), max_size=6), texts, st.integers(0, 3))
def test_any_workbook_comes_back_with_trail_and_undo(made: list[Figure], text: str, undos: int) -> None:
    """Edits, undos and texts of every kind: the rows of the new file are those of the old, and so is what they make."""
    with TemporaryDirectory() as folder:
        path, words = Path(folder) / "one.jingdex", Path(folder) / "words"
        start = Workbook.of(
            [], [About("workbook", text), Unit("a", text), Indicator("i", "I"), Source(text or "s", text)]
        )
        WorkbookFile.create(path, filled(start, text), "Ada", reason=text).close()
        with Session.open(path, author="Ada") as session:
            for figure in made:
                session.do(SetFigure(session.workbook.figure(figure.key), figure), text)
            for _ in range(undos):
                session.undo()
            write_folder(session.file, words)
            with create_from_folder(Path(folder) / "two.jingdex", words, "Bo") as again:
                assert same(session.file, again)
        with (
            Session.open(Path(folder) / "two.jingdex", author="Ada") as again,
            Session.open(path, author="Ada") as first,
        ):
            done = [one.redo() for one in (first, again)]
            assert [outcome and outcome.edit for outcome in done[:1]] == [
                outcome and outcome.edit for outcome in done[1:]
            ]
            assert again.workbook == first.workbook


@pytest.fixture
def beijing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> WorkbookFile:
    """A fresh copy of the Beijing workbook."""
    monkeypatch.setenv("JINGDEX_HOME", str(tmp_path))
    return WorkbookFile.open(own_copy("beijing"))


def test_one_edit_changes_one_line_of_each_table_that_it_touches(beijing: WorkbookFile, tmp_path: Path) -> None:
    """Exported again after one figure, git shows that line of figures.csv and one more line of the trail."""
    folder = tmp_path / "words"
    write_folder(beijing, folder)
    for argv in (["init", "-q"], ["add", "-A"], ["-c", "user.name=a", "-c", "user.email=a@b", "commit", "-qm", "one"]):
        subprocess.run(["git", *argv], cwd=folder, check=True)
    figure = beijing.workbook().series("healthcare", "overall_scale").at("2023")
    assert figure is not None
    beijing.commit(SetFigure(figure, replace(figure, value=9.8e11)), "Ada")
    write_folder(beijing, folder, force=True)
    told = subprocess.run(["git", "diff", "--numstat"], cwd=folder, check=True, capture_output=True, text=True).stdout
    changed = {name: (int(added), int(gone)) for added, gone, name in map(str.split, told.splitlines())}
    assert changed == {"figures.csv": (1, 1), "trail/edit.csv": (1, 0), "trail/figure.csv": (1, 0)}
    beijing.close()


def test_a_folder_of_an_older_version_lacks_the_last_columns(tmp_path: Path) -> None:
    """A field that was added since has its default; a column in between must be there."""
    (tmp_path / "tiers.csv").write_text("code,name_en,name_zh,threshold\nbig,Big,,100\n", "utf-8")
    assert [tier.grace for tier in read_folder(tmp_path).tiers] == [0]
    (tmp_path / "tiers.csv").write_text("code,name_zh\nbig,\n", "utf-8")
    with pytest.raises(FileError, match="the columns must be code,name_en"):
        read_folder(tmp_path)


def test_nothing_is_replaced_unasked(beijing: WorkbookFile, tmp_path: Path) -> None:
    """A folder with a file of the same name is left as it is."""
    folder = tmp_path / "words"
    folder.mkdir()
    (folder / "figures.csv").write_text("mine", encoding="utf-8")
    with pytest.raises(FileError, match="already exists"):
        write_folder(beijing, folder)
    assert [one.name for one in folder.iterdir()] == ["figures.csv"]
    beijing.close()


@pytest.mark.parametrize(
    ("name", "change", "words"),
    [
        ("figures.csv", lambda text: text.replace("0.8868", "0.9"), "does not agree with the trail"),
        ("trail/edit.csv", lambda text: text.replace("number", "no", 1), "the columns must be number,time"),
        ("trail/figure.csv", lambda text: text.replace(",0,", ",none,", 1), "which is not a number"),
        ("trail/figure.csv", lambda text: text[:-40], "cells in place of|no number"),
        ("trail/entry.csv", lambda text: text.replace("{", "(", 1), "makes no workbook"),
        ("trail/edit.csv", lambda text: text.splitlines()[0] + "\n", "makes no workbook|has no edit"),
    ],
)
def test_a_folder_that_was_changed_by_hand_is_refused(
    beijing: WorkbookFile, tmp_path: Path, name: str, change: "object", words: str
) -> None:
    """One sentence says what is wrong, and no file is left behind."""
    folder = tmp_path / "words"
    write_folder(beijing, folder)
    beijing.close()
    file = folder / name
    file.write_text(change(file.read_text(encoding="utf-8")), encoding="utf-8")
    new = tmp_path / "new.jingdex"
    with pytest.raises(FileError, match=words):
        create_from_folder(new, folder, "Ada")
    assert not new.exists()


def test_a_folder_without_trail_is_read_as_a_set(beijing: WorkbookFile, tmp_path: Path) -> None:
    """Its tables are one edit, and the figures are the same."""
    folder = tmp_path / "words"
    write_folder(beijing, folder)
    for file in (folder / "trail").iterdir():
        file.unlink()
    (folder / "trail").rmdir()
    with create_from_folder(tmp_path / "new.jingdex", folder, "Ada") as made:
        now = beijing.workbook()
        assert made.workbook().tables == now.tables
        for key, series in made.workbook().figures.items():
            assert [replace(f, formula="") for f in series] == [replace(f, formula="") for f in now.figures[key]]
        assert len(made.trail()) == 1
    beijing.close()


def test_an_entry_can_be_removed_and_come_back(tmp_path: Path) -> None:
    """A removal is a row without fields, and is read as one."""
    path = tmp_path / "one.jingdex"
    unit = Unit("a", "A")
    WorkbookFile.create(path, filled(Workbook.of([], [unit]), "made"), "Ada").close()
    with Session.open(path, author="Ada") as session:
        session.do(SetEntry("units", unit, None))
        write_folder(session.file, tmp_path / "words")
    with create_from_folder(tmp_path / "two.jingdex", tmp_path / "words", "Ada") as again:
        assert again.workbook().units == {}
