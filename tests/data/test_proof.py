"""The trail proves itself: whatever is changed, added or removed behind its back is found and named."""

import re
import sqlite3
from contextlib import closing
from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.workbook.edit import SetFigure, filled
from core.workbook.entries import Unit
from core.workbook.figure import Figure
from core.workbook.workbook import Workbook
from data.file import WorkbookFile
from data.schema import APPLICATION_ID, migrate
from data.session import Session
from data.text_folder import create_from_folder, write_folder
from data.verification import Counts, Verification
from data.witness import LastSeal, keep_seal, last_seal

FIGURE = Figure("u", "i", "2023", value=1.0)


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workbook of one figure, edited three times and once undone."""
    monkeypatch.setenv("JINGDEX_HOME", str(tmp_path))
    made = tmp_path / "made.jingdex"
    WorkbookFile.create(made, filled(Workbook.of([FIGURE], [Unit("u", "U")]), "made"), "Ada").close()
    with Session.open(made, author="Ada") as session:
        for value in (2.0, 3.0, 4.0):
            now = session.workbook.figure(FIGURE.key)
            session.do(SetFigure(now, replace(FIGURE, value=value)), "because")
        session.undo()
    return made


def tampered(path: Path, *statements: str) -> None:
    """Do something to the file that its triggers would refuse, and put them back."""
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA foreign_keys = OFF")
    rules = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for name, _ in rules:
        connection.execute(f"DROP TRIGGER {name}")
    for statement in statements:
        connection.execute(statement)
    left = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    for name, sql in rules:
        if name.rpartition("_")[0] in left:
            connection.execute(sql)
    connection.commit()
    connection.close()


def test_an_honest_trail_has_no_fault(path: Path) -> None:
    """Five edits, the undo among them, and the newest seal."""
    proof = Verification(path)
    assert (proof.faults, proof.edits, len(proof.seal)) == ([], 5, 64)


@pytest.mark.parametrize(
    ("statement", "named"),
    [
        ("UPDATE figure SET value = 9.0 WHERE edit = 3", "Edit 3 .* is not what was saved"),
        ("UPDATE edit SET author = 'Eve' WHERE number = 2", r"Edit 2 .*Eve.* is not what was saved"),
        ("UPDATE edit SET reason = '' WHERE number = 4", "Edit 4 .* is not what was saved"),
        ("UPDATE entry SET fields = replace(fields, 'U', 'V')", "Edit 1 .* is not what was saved"),
        ("DELETE FROM figure WHERE edit = 3", "Edit 3 .* is not what was saved"),
        ("INSERT INTO entry (edit, table_name, key) VALUES (2, 'units', 'u')", "Edit 2 .* is not what was saved"),
        ("UPDATE seal SET hash = hash || 'a' WHERE edit = 4", "Edit 4 .* is not what was saved"),
        ("DELETE FROM seal WHERE edit = 5", "Edit 5 .* has no seal"),
        ("DELETE FROM edit WHERE number = 3", "Edit 3 was removed"),
    ],
)
def test_whatever_was_done_behind_its_back_is_named(path: Path, statement: str, named: str) -> None:
    """The first fault names the edit."""
    tampered(path, statement)
    assert any(re.search(named, fault) for fault in Verification(path).faults), Verification(path).faults


def test_a_trail_cut_off_at_its_end_is_told_by_a_noted_seal(path: Path) -> None:
    """What is left is a whole trail, but not the one that the seal was noted from."""
    noted = Verification(path).seal
    tampered(
        path,
        "DELETE FROM seal WHERE edit = 5",
        "DELETE FROM figure WHERE edit = 5",
        "DELETE FROM edit WHERE number = 5",
    )
    assert Verification(path).faults == []
    assert Verification(path, noted).faults == [
        f"No edit has the seal {noted}: the trail is not the one that it was noted from."
    ]


def test_a_seal_noted_earlier_is_still_in_a_longer_trail(path: Path) -> None:
    """The trail may grow from there."""
    noted = Verification(path).seal
    with Session.open(path, author="Bo") as session:
        session.do(SetFigure(session.workbook.figure(FIGURE.key), None))
    assert Verification(path, noted).faults == []
    assert Verification(path).seal != noted


def test_an_older_file_is_sealed_when_it_is_opened(path: Path) -> None:
    """A file of schema 3 gets the very seals that it would have had."""
    seal = Verification(path).seal
    tampered(path, "DROP TABLE seal", "DROP TABLE block", "DROP INDEX edit_author", "PRAGMA user_version = 3")
    WorkbookFile.open(path).close()
    assert (Verification(path).seal, Verification(path).faults) == (seal, [])


def test_the_same_trail_read_from_text_has_the_same_seal(path: Path, tmp_path: Path) -> None:
    """A workbook made of its own text is sealed alike, as every row is the same."""
    with WorkbookFile.open(path) as file:
        write_folder(file, tmp_path / "words")
    create_from_folder(tmp_path / "again.jingdex", tmp_path / "words", "Bo").close()
    assert Verification(tmp_path / "again.jingdex").seal == Verification(path).seal


OTHER = "CASE typeof({0}) WHEN 'text' THEN {0} || 'x' ELSE 1 - ifnull({0}, 5) END"
"""Another value in the place of a column's own."""


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_no_cell_can_change_unseen(path: Path, tmp_path: Path, data: st.DataObject) -> None:
    """Any column of any edit's rows, changed, is a fault of that edit."""
    table = data.draw(st.sampled_from(["edit", "figure"]))
    columns = {
        "figure": ("removed", "unit", "period", "vintage", "value", "mult", "status", "note", "author", "time"),
        "edit": ("time", "author", "reason", "title"),
    }[table]
    column, number = data.draw(st.sampled_from(columns)), data.draw(st.integers(1, 5))
    copy = tmp_path / "copy.jingdex"
    copy.write_bytes(path.read_bytes())
    key = "edit" if table == "figure" else "number"
    tampered(copy, f"UPDATE {table} SET {column} = {OTHER.format(column)} WHERE {key} = {number}")  # noqa: S608 - our own names
    assert any(f"Edit {number} " in fault for fault in Verification(copy).faults)


def test_a_trail_cut_off_at_its_end_is_told_by_who_has_looked_before(path: Path, tmp_path: Path) -> None:
    """What was seen last is kept beside a person's own workbooks; a trail that only grew is fine."""
    proof = Verification(path)
    keep_seal(path, LastSeal(*proof.last, proof.seal))
    assert last_seal(path) == LastSeal(5, proof.last[1], proof.seal)
    assert last_seal(tmp_path / "other.jingdex") is None
    assert Verification(path, before=last_seal(path)).faults == []
    with Session.open(path, author="Bo") as session:
        session.do(SetFigure(session.workbook.figure(FIGURE.key), None))
    assert Verification(path, before=last_seal(path)).faults == []
    tampered(path, "DELETE FROM seal WHERE edit > 4", "DELETE FROM figure WHERE edit > 4")
    tampered(path, "DELETE FROM edit WHERE number > 4")
    assert Verification(path).faults == []
    (fault,) = Verification(path, before=last_seal(path)).faults
    assert fault.startswith("Edit 5 of ")
    assert fault.endswith("was removed.")


def test_a_trail_sealed_anew_is_told_by_who_has_looked_before(path: Path) -> None:
    """A figure changed, and every seal made again by an older file's way in."""
    proof = Verification(path)
    keep_seal(path, LastSeal(*proof.last, proof.seal))
    tampered(path, "UPDATE figure SET value = 9.0 WHERE edit = 1", "UPDATE figure SET value = 9.0 WHERE edit = 2")
    tampered(path, "DROP TABLE seal", "DROP TABLE block", "DROP INDEX edit_author", "PRAGMA user_version = 3")
    WorkbookFile.open(path).close()
    assert any("it was made again" in fault for fault in Verification(path, before=last_seal(path)).faults)


def test_rules_that_were_taken_away_are_named(path: Path) -> None:
    """Without a trigger rows could go; and a foreign one could do anything."""
    connection = sqlite3.connect(path)
    connection.execute("DROP TRIGGER edit_delete")
    connection.execute("CREATE TRIGGER sly AFTER INSERT ON edit BEGIN SELECT 1; END")
    connection.commit()
    connection.close()
    assert Verification(path).faults == [
        "The rule edit_delete, by which the table edit only grows, was changed or taken away.",
        "There is a rule sly that jingdex did not make.",
    ]


def test_what_is_confirmed_is_counted(path: Path) -> None:
    """One figure, one unit, and nothing that follows from them."""
    assert Verification(path).counts == Counts(1, 1, 0)


@pytest.mark.parametrize(
    ("statements", "named"),
    [
        (("UPDATE seal SET hash = (SELECT hash FROM seal WHERE edit = 3) WHERE edit = 4",), "Edit 4 "),
        (("UPDATE figure SET edit = 6 - edit WHERE edit IN (2, 4)",), "Edit 2 "),
        (
            ("UPDATE edit SET number = 9 WHERE number = 5", "UPDATE seal SET edit = 9 WHERE edit = 5"),
            "Edit 5 was removed",
        ),
        (("DELETE FROM seal",), "Edit 1 .* has no seal"),
        (("DELETE FROM edit WHERE number = 5",), "Edit 5 was removed"),
        (
            ("INSERT INTO edit VALUES (6, '2026-01-01T00:00:00.000Z', 'Eve', '', 'sly', 'edit', NULL)",),
            "Edit 6 .*no seal",
        ),
    ],
)
def test_rows_that_were_swapped_moved_or_forged_are_named(path: Path, statements: tuple[str, ...], named: str) -> None:
    """Seals copied, rows of two edits swapped, numbers changed, an edit forged."""
    tampered(path, *statements)
    assert any(re.search(named, fault) for fault in Verification(path).faults), Verification(path).faults


@pytest.mark.parametrize("number", [1, 3, 5])
def test_a_removed_seal_is_not_made_again_by_a_later_edit(path: Path, number: int) -> None:
    """Who goes on working seals the own edit alone; the one without a seal is still named."""
    tampered(path, f"DELETE FROM seal WHERE edit = {number}")  # noqa: S608 - our own names
    with Session.open(path, author="Bo") as session:
        session.do(SetFigure(session.workbook.figure(FIGURE.key), None))
    assert any(re.search(f"Edit {number} .* has no seal", fault) for fault in Verification(path).faults), Verification(
        path
    ).faults


def test_a_forged_edit_is_not_sealed_by_the_next(path: Path) -> None:
    """An edit put in by hand stays without a seal."""
    tampered(path, "INSERT INTO edit VALUES (6, '2026-01-01T00:00:00.000Z', 'Eve', '', 'sly', 'edit', NULL)")
    with Session.open(path, author="Bo") as session:
        session.do(SetFigure(session.workbook.figure(FIGURE.key), None))
    assert any(re.search("Edit 6 .*no seal", fault) for fault in Verification(path).faults), Verification(path).faults


def test_an_edit_costs_the_same_in_a_long_trail(tmp_path: Path) -> None:
    """The steps that SQLite takes, the seal among them, are as many in a trail of 5,000 edits as in one of 50."""
    assert steps_of_an_edit(tmp_path / "long", 5000) == steps_of_an_edit(tmp_path / "short", 50)


def steps_of_an_edit(path: Path, edits: int) -> int:
    """How many steps of SQLite's machine one more edit takes behind a trail of this length."""
    with closing(sqlite3.connect(path)) as connection, connection:
        migrate(connection)
        rows = ((number, "2026-01-01T00:00:00.000Z") for number in range(1, edits + 1))
        connection.executemany("INSERT INTO edit VALUES (?, ?, '', '', '', 'edit', NULL)", rows)
        connection.executemany("INSERT INTO seal VALUES (?, 'seal')", ((number,) for number in range(1, edits + 1)))
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    with WorkbookFile.open(path) as file:
        steps = count()
        file._connection.set_progress_handler(lambda: next(steps) < 0, 1)
        file.commit(SetFigure(None, FIGURE), "Ada")
        file._connection.set_progress_handler(None, 1)
    return next(steps)
