"""A damaged workbook opens, opens read-only, or is refused in a sentence; what can be read is recovered."""

import re
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from damages import LOOKED_AT, REFUSED, ROWS, changed, scribbled

from core.errors import JingdexError
from core.workbook.edit import SetFigure, filled
from core.workbook.entries import Unit
from core.workbook.figure import Figure
from core.workbook.workbook import Workbook
from data.errors import FileError
from data.file import WorkbookFile
from data.recovery import recover
from data.session import Session
from data.verification import Verification
from tui.command_line import main

FIGURE = Figure("u", "i", "2023", value=1.0)
OTHER = Figure("u", "j", "2023", value=5.0)
SEEDS = 150


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workbook of two figures and a unit, edited twice."""
    monkeypatch.setenv("JINGDEX_HOME", str(tmp_path / "home"))
    made = tmp_path / "made.jingdex"
    WorkbookFile.create(made, filled(Workbook.of([FIGURE, OTHER], [Unit("u", "U")]), "made"), "Ada").close()
    with Session.open(made, author="Ada") as session:
        for value in (2.0, 3.0):
            session.do(SetFigure(session.workbook.figure(FIGURE.key), replace(FIGURE, value=value)))
    return made


def test_a_whole_workbook_is_opened_for_editing(path: Path) -> None:
    """So what the others are refused for is their damage."""
    with WorkbookFile.open(path) as file:
        assert (file.is_writable, file.oddity) == (True, "")
    assert Verification(path).faults == []


@pytest.mark.parametrize("damage", REFUSED)
def test_a_damaged_workbook_is_refused_in_one_sentence(
    path: Path, damage: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """It names the file and how to recover it; `verify` finds a fault, or refuses it too."""
    REFUSED[damage](path)
    with pytest.raises(FileError) as refusal, WorkbookFile.open(path) as file:
        file.workbook()
    assert path.name in str(refusal.value)
    assert "jingdex recover" in str(refusal.value)
    assert "\n" not in str(refusal.value)
    assert main(["verify", str(path)]) in (1, 2)
    capsys.readouterr()


@pytest.mark.parametrize("damage", LOOKED_AT)
def test_a_workbook_with_other_rules_is_opened_for_looking_only(path: Path, damage: str) -> None:
    """Its figures are right, and an edit is refused with the rule that is odd."""
    LOOKED_AT[damage](path)
    with Session.open(path, author="Ada") as session:
        assert session.workbook.figure(FIGURE.key).value == 3.0
        with pytest.raises(FileError, match=r"open read-only, as the .*jingdex recover"):
            session.do(SetFigure(None, Figure("u", "i", "2024", value=1.0)))


@pytest.mark.parametrize("damage", ROWS)
def test_damaged_rows_are_left_out_and_named(path: Path, damage: str, capsys: pytest.CaptureFixture[str]) -> None:
    """The workbook is open read-only; `show`, `verify` and an edit say which rows, or how many, are damaged."""
    ROWS[damage](path)
    assert main(["show", str(path), "figures"]) == 0
    said = capsys.readouterr().err
    assert re.search(r"made\.jingdex is open read-only, without what no edit writes \(row -?\d+ of", said)
    assert said.count("\n") == 1
    assert main(["verify", str(path)]) == 1
    assert re.search(r"\d rows hold what no edit writes: row -?\d+ of", capsys.readouterr().err)
    with (
        Session.open(path, author="Ada") as session,
        pytest.raises(FileError, match=r"open read-only, without what no edit writes \(row"),
    ):
        session.do(SetFigure(None, Figure("u", "i", "2024", value=1.0)))


def test_the_sound_rows_beside_a_damaged_one_are_shown(path: Path) -> None:
    """The figure as it was before the damaged row, the other as it is, and no more than three rows by name."""
    changed(path, "UPDATE figure SET mult = 400 WHERE edit = 3")
    with Session.open(path, author="Ada") as session:
        assert session.workbook.figure(FIGURE.key).value == 2.0
        assert session.workbook.figure(OTHER.key).value == 5.0
        assert len(session.file.damaged) == 1
    changed(path, "UPDATE figure SET status = 'Ω'")
    with WorkbookFile.open(path) as file:
        assert not file.workbook().figures
        assert "row 1 of figure, row 2 of figure, row 3 of figure and 1 more" in file.oddity


def test_an_older_file_with_rules_of_others_is_not_called_old(path: Path) -> None:
    """The sentence names the rule."""
    changed(path, "CREATE TRIGGER sly AFTER INSERT ON edit BEGIN DELETE FROM seal; END")
    connection = sqlite3.connect(path)
    for statement in ("DROP TABLE block", "DROP INDEX edit_author"):
        connection.execute(statement)
    connection.execute("PRAGMA user_version = 5")
    connection.close()
    with pytest.raises(FileError, match=r"the trigger sly is none of jingdex's"):
        WorkbookFile.open(path)


@pytest.mark.parametrize("damage", [*REFUSED, *LOOKED_AT, *ROWS])
def test_what_can_be_read_is_recovered(path: Path, damage: str) -> None:
    """The new workbook is whole, or a sentence says that there is nothing; the damaged one is left as it is."""
    {**REFUSED, **LOOKED_AT, **ROWS}[damage](path)
    before, new = path.read_bytes(), path.with_name("new.jingdex")
    try:
        recover(path, new)
    except FileError as error:
        assert "\n" not in str(error)  # noqa: PT017 - of some damages nothing is left
        assert not new.exists()
    else:
        assert Verification(new).faults == []
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("damage", "value", "said"),
    [
        (LOOKED_AT["a trigger more"], 3.0, []),
        (REFUSED["a byte above 127 in the schema"], 3.0, []),
        (lambda path: changed(path, "UPDATE figure SET mult = 400 WHERE edit = 3"), 2.0, ["1 rows of figure"]),
        (lambda path: changed(path, "DELETE FROM edit WHERE number = 2"), 3.0, ["Edit 2: who made it, when and why."]),
    ],
)
def test_recovery_keeps_every_figure_that_can_be_read_and_says_what_was_lost(
    path: Path, damage: Callable[[Path], None], value: float, said: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """Both figures are there, the damaged row gives way to the one before it, and the new trail is whole."""
    damage(path)
    new = path.with_name("new.jingdex")
    assert main(["recover", str(path), str(new)]) == (1 if said else 0)
    complaint = capsys.readouterr().err
    assert [one for one in said if one not in complaint] == []
    assert Verification(new).faults == []
    with WorkbookFile.open(new) as file:
        assert file.workbook().figure(FIGURE.key).value == value
        assert file.workbook().figure(OTHER.key).value == 5.0


def test_random_damage_gives_a_sentence_or_right_figures(path: Path, tmp_path: Path) -> None:
    """Whatever verify accepts has the figures that were saved."""
    whole = path.read_bytes()
    with WorkbookFile.open(path) as file:
        right = file.workbook()
    for seed in range(SEEDS):
        broken = tmp_path / "broken.jingdex"
        broken.write_bytes(whole)
        scribbled(broken, seed)
        try:
            with WorkbookFile.open(broken) as file:
                found = file.workbook()
            accepted = Verification(broken).faults == []
        except JingdexError as error:
            assert "\n" not in str(error), seed  # noqa: PT017 - either is right
            continue
        assert found == right or not accepted, seed


def test_a_file_of_the_schema_before_is_looked_at_as_it_is(path: Path) -> None:
    """Without the newest index, where it cannot be written."""
    connection = sqlite3.connect(path)
    connection.execute("DROP INDEX edit_author")
    connection.execute("PRAGMA user_version = 6")
    connection.close()
    with WorkbookFile.open(path, read_only=True) as file:
        assert file.workbook().figure(FIGURE.key).value == 3.0
    assert Verification(path).faults == []
    with WorkbookFile.open(path) as file:
        assert file.is_writable
