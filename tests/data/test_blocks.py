"""Blocks of figures keep every law of single edits: undo, redo, as of, replay, two processes, kills, seals, text."""

import multiprocessing
import os
import signal
import sqlite3
from dataclasses import replace
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import damages
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.derive.derive import derive
from core.errors import BadEntry, BadFigure, Conflict
from core.workbook.edit import FEW, CompositeEdit, Edit, SetEntry, SetFigure, SetFigures, block_edit, filled
from core.workbook.entries import Unit
from core.workbook.figure import Figure
from core.workbook.figure_frame import checked, frame_of
from core.workbook.figure_store import Figures
from core.workbook.workbook import Workbook
from data.blocks import unpacked
from data.file import WorkbookFile
from data.rows import add_rows
from data.session import Session
from data.sets import read_set
from data.text_folder import create_from_folder, write_folder
from data.verification import Verification

UNITS = [f"u{number:03}" for number in range(40)]
PERIODS = [str(year) for year in range(1960, 2024)]


def large(value: float = 1.0, units: list[str] = UNITS) -> pl.DataFrame:
    """More figures than are put in one by one: 40 units with 64 years each."""
    rows = [(unit, "i", year, value + number) for number, unit in enumerate(units) for year in PERIODS]
    return pl.DataFrame(rows, schema=["unit", "indicator", "period", "value"], orient="row")


def workbook_at(folder: Path) -> Path:
    """A new workbook file of two figures."""
    path = folder / "made.jingdex"
    figures = [Figure("u000", "i", "2000", value=7.0), Figure("other", "j", "2000", "2001-01", -0.0, note="=1")]
    WorkbookFile.create(path, filled(Workbook.of(figures, [Unit("u000", "U")]), "made"), "Ada").close()
    return path


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A new workbook file of two figures."""
    return workbook_at(tmp_path)


@st.composite
def frames(draw: st.DrawFn) -> pl.DataFrame:
    """Figures of a few cells, each at most once, or of many."""
    if draw(st.integers(0, 3)) == 0:
        return large(draw(st.floats(-1e9, 1e9)), UNITS[draw(st.integers(0, 5)) :])
    cells = draw(st.sets(st.tuples(st.sampled_from(["u000", "other", "new"]), st.sampled_from(["2000", "2001-H1"]))))
    values = st.none() | st.floats(-1e15, 1e15) | st.just(-0.0)
    return frame_of(
        Figure(
            unit,
            "i",
            period,
            value=draw(values),
            note=draw(st.text(st.characters(exclude_categories=["Cs"]), max_size=3)),
        )
        for unit, period in sorted(cells)
    )


@st.composite
def edits(draw: st.DrawFn, workbook: Workbook) -> Edit:
    """A single figure, a block, or a block together with an entry, as it may be made of this workbook."""
    kind = draw(st.sampled_from(["figure", "block", "together"]))
    if kind == "figure":
        key = (draw(st.sampled_from(["u000", "u039", "other"])), "i", draw(st.sampled_from(["2000", "2023"])), "")
        before = workbook.figure(key)
        after = None if before and draw(st.booleans()) else Figure(*key, value=draw(st.floats(0, 9)))
        return SetFigure(before, after)
    removed = draw(frames()).select("unit", "indicator", "period").with_columns(vintage=pl.lit(""))
    put = draw(frames())
    block = block_edit(workbook, "block", put, removed)
    if kind == "block":
        return block
    entry = Unit("u000", draw(st.text("ab", max_size=3)))
    return CompositeEdit("both", (SetEntry("units", workbook.units.get("u000"), entry), block))


@settings(max_examples=10, deadline=None)
@given(st.data())
def test_blocks_singles_undos_and_redos_come_back_from_the_file(data: st.DataObject) -> None:
    """After any steps the file gives the session's workbook, also as of each step, and the proof finds no fault."""
    with TemporaryDirectory() as folder:
        path = workbook_at(Path(folder))
        with Session.open(path, author="Ada") as session:
            was = [(session.saved, session.workbook)]
            for _ in range(data.draw(st.integers(1, 5))):
                kind = data.draw(st.sampled_from(["do", "do", "undo", "redo"]))
                outcome = (
                    session.do(data.draw(edits(session.workbook)))
                    if kind == "do"
                    else session.undo()
                    if kind == "undo"
                    else session.redo()
                )
                if outcome:
                    was.append((outcome.time, session.workbook))
            assert session.file.workbook() == session.workbook
            assert all(session.file.workbook(time) == workbook for time, workbook in was)
            write_folder(session.file, Path(folder) / "words")
            with create_from_folder(Path(folder) / "again.jingdex", Path(folder) / "words", "Bo") as again:
                assert again.workbook() == session.workbook
                assert again.seal() == session.file.seal()
        assert Verification(path).faults == []


@settings(max_examples=10, deadline=None)
@given(st.data())
def test_a_block_and_its_inverse_leave_all_as_it_was(data: st.DataObject) -> None:
    """A block does what its figures do one by one, its inverse takes it back, and what is derived is the same."""
    start = Workbook.of([Figure("u000", "i", "2000", value=7.0)], [Unit("u000", "U")])
    start = block_edit(start, "first", data.draw(frames())).apply(start)
    edit = block_edit(start, "second", data.draw(frames()))
    made = edit.apply(start)
    singles = [SetFigure(None, Figure(*row)) for row in edit.after.rows()]
    assert made == CompositeEdit("one by one", tuple(singles)).apply(start)
    assert dict(made.figures) == dict(Workbook.of([f for s in made.figures.values() for f in s], ()).figures)
    assert edit.inverse().apply(made) == start
    assert edit.meets(start)
    assert edit.inverse().meets(made)
    assert derive(made, derive(start)) == derive(made)


def test_a_block_leaves_the_series_that_it_does_not_touch_the_same_objects() -> None:
    """So that what is derived of them is taken over."""
    beijing = read_set("beijing")
    made = block_edit(beijing, "many", large()).apply(beijing)
    assert isinstance(made.figures, Figures)
    assert made.series("beijing", "gdp") is beijing.series("beijing", "gdp")
    figure = made.series("u000", "i").at("2000")
    once = SetFigure(figure, replace(figure, value=5.0)).apply(made)
    assert once.series("u001", "i") is made.series("u001", "i")
    assert once.series("u000", "i").at("2000").value == 5.0
    assert len(once.figures) == len(made.figures) == len(list(made.figures)) == len(beijing.figures) + len(UNITS)


def test_a_block_that_another_overtook_is_made_against_what_is_there(path: Path) -> None:
    """Both stand in the trail, the later one counts, and an undo that would lose the other's work is refused."""
    with Session.open(path, author="li") as one, Session.open(path, author="wang") as other:
        edit = block_edit(one.workbook, "import", large())
        now = other.workbook.figure(("u000", "i", "2000", ""))
        other.do(SetFigure(now, replace(now, value=8.0)))
        outcome = one.do(edit)
        assert [step.author for step in outcome.overtaken] == ["wang"]
        assert isinstance(outcome.edit, SetFigures)
        assert outcome.edit.before["value"].to_list() == [8.0]
        other.look()
        assert other.workbook == one.workbook
        now = other.workbook.figure(("u001", "i", "2000", ""))
        overtaken = other.do(SetFigure(now, None))
        assert not overtaken.overtaken
        with pytest.raises(Conflict, match="wang"):
            one.undo()
        assert Verification(path).faults == []


def killed_while_writing(path: Path) -> None:
    """Write a block and end at once, before it is committed."""
    with WorkbookFile.open(path) as file:
        edit = block_edit(file.workbook(), "b", large())
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA cache_size = 1")
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("INSERT INTO edit VALUES (2, 't', 'a', '', 'b', 'edit', NULL)")
    add_rows(connection, 2, edit)
    os.kill(os.getpid(), signal.SIGKILL)


def test_a_block_is_all_there_or_not_at_all_after_a_kill(path: Path) -> None:
    """Killed at some moment of writing, the file holds the workbook before or after, and is sound."""
    before = WorkbookFile.open(path)
    start = before.workbook()
    before.close()
    process = multiprocessing.get_context("spawn").Process(target=killed_while_writing, args=(path,))
    process.start()
    process.join()
    assert process.exitcode == -signal.SIGKILL
    with WorkbookFile.open(path) as file:
        assert file.workbook() == start
    assert Verification(path).faults == []


def test_a_block_changed_behind_its_back_is_named(path: Path) -> None:
    """The file opens for looking without the block and names its row, the proof says which edit."""
    with Session.open(path) as session:
        session.do(block_edit(session.workbook, "import", large()))
    connection = sqlite3.connect(path)
    with pytest.raises(sqlite3.IntegrityError, match="only grows"):
        connection.execute("DELETE FROM block")
    connection.execute("DROP TRIGGER block_update")
    connection.execute("UPDATE block SET figures = zeroblob(500)")
    connection.commit()
    connection.close()
    with Session.open(path) as session:
        assert not session.file.is_writable
        assert "of block" in session.file.oddity
        assert session.workbook.figures.height < large().height
    assert any("Edit 2 (import" in fault for fault in Verification(path).faults)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"status": pl.lit("?")}, "is not a valid status"),
        ({"qualifier": pl.lit("?")}, "is not a valid qualifier"),
        ({"period": pl.lit("soon")}, "is not a period"),
        ({"period": pl.lit("2000")}, "appears twice"),
        ({"value": pl.lit(float("nan"))}, "finite"),
        ({"note": pl.lit(None)}, "empty cells"),
        ({"colour": pl.lit("red")}, "unknown"),
    ],
)
def test_a_frame_that_holds_no_figures_is_refused(change: dict[str, pl.Expr], words: str) -> None:
    """One sentence says what is wrong with it."""
    with pytest.raises((BadEntry, BadFigure), match=words):
        block_edit(Workbook(), "bad", large().with_columns(**change))


def test_figures_come_into_one_step_one_by_one_or_in_blocks() -> None:
    """Their order within the step would be lost otherwise."""
    with pytest.raises(BadEntry, match="make it two steps"):
        CompositeEdit("both", (SetFigure(None, Figure("u", "i", "2000")), block_edit(Workbook(), "b", large())))
    assert large().height > FEW


def test_a_column_that_is_the_same_in_every_chunk_is_held_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As author, time and scale most often are; the last chunk is shorter, and the figures are what they were."""
    monkeypatch.setattr("data.blocks.CHUNK", 1000)
    units = filled(Workbook.of([], [Unit(code, code) for code in UNITS]), "units")
    WorkbookFile.create(tmp_path / "e.jingdex", units, "Ada").close()
    with Session.open(tmp_path / "e.jingdex", author="Ada") as session:
        session.do(block_edit(session.workbook, "import", large().with_columns(mult=pl.lit(3), decimals=pl.lit(3))))
        made = session.workbook
    with Session.open(tmp_path / "e.jingdex") as session:
        whole = session.workbook.figures.whole()
        assert session.workbook == made
    chunks = {name: [one.to_numpy() for one in whole[name].get_chunks()] for name in ("mult", "value")}
    assert [len(one) for one in chunks["mult"]] == [1000, 1000, 560]
    assert len({one.__array_interface__["data"][0] for one in chunks["mult"]}) == 1
    assert len({one.__array_interface__["data"][0] for one in chunks["value"]}) == 3


def test_every_way_back_gives_the_types_of_figures(path: Path) -> None:
    """A code is four bytes a row; edits before, in and after a block fit together.

    A chunk holds what is the same in all rows as a category; one that has texts alone, as older files do, is the same.
    """
    with Session.open(path, author="Ada") as session:
        session.do(block_edit(session.workbook, "import", large()))
        session.do(block_edit(session.workbook, "again", large(2.0, UNITS[:20])))
        session.do(SetFigure(None, Figure("new", "i", "2000", value=1.0)))
        made = session.workbook.figures.whole()
    with WorkbookFile.open(path) as file:
        read = file.workbook().figures.whole()
        content = [part[0] for part in sqlite3.connect(path).execute("SELECT figures FROM block ORDER BY row")]
    assert made.schema == read.schema == frame_of([]).schema == checked(large()).schema
    assert [name for name, kind in read.schema.items() if kind == pl.Categorical] == [
        "unit", "indicator", "period", "vintage", "status", "qualifier", "source", "author",
    ]  # fmt: skip
    assert made.equals(read)
    rows = pl.read_parquet(content[-1])
    assert {kind for kind in rows.schema.values() if not kind.is_numeric()} == {pl.Categorical()}
    rows.cast({pl.Categorical: pl.String}).write_parquet(texts := BytesIO())
    chunks = [unpacked(one, sha256(one).hexdigest()) for one in (content[-1], texts.getvalue())]
    assert chunks[0].equals(chunks[1])
    assert chunks[0].schema == chunks[1].schema == made.schema


def test_codes_are_in_the_order_of_their_letters_whichever_was_met_first(path: Path) -> None:
    """In the store, in a block and in a maximum; a text that no figure has is compared as a text."""
    codes = ["u9", "u10", "", "é", "Z", "u1", "市", "a"]
    rows = checked(pl.DataFrame({"unit": codes, "indicator": codes, "period": "2000", "source": codes}))
    assert rows["unit"].to_list() == sorted(codes)
    assert rows.filter(pl.col("unit") > "u0")["unit"].to_list() == ["u1", "u10", "u9", "é", "市"]
    assert rows["source"].max() == "市"
    with Session.open(path, author="Ada") as session:
        session.do(block_edit(session.workbook, "import", rows))
        assert [unit for unit, _ in session.workbook.figures] == sorted([*codes, "other", "u000"])


def test_a_block_into_a_workbook_without_figures(tmp_path: Path) -> None:
    """The first import fills an empty workbook, is read again and taken back."""
    empty = filled(Workbook.of([], [Unit("u000", "U")]), "empty")
    with WorkbookFile.create(tmp_path / "e.jingdex", empty, "Ada"):
        pass
    with Session.open(tmp_path / "e.jingdex", author="Ada") as session:
        session.do(block_edit(session.workbook, "import", large()))
        assert session.workbook.series("u039", "i").at("2023").value == 40.0
        assert session.file.workbook() == session.workbook
        session.undo()
        assert session.file.workbook() == session.workbook == empty.apply(Workbook())


def test_many_single_figures_are_read_as_a_frame_and_are_the_same(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Figures that were changed, removed and put in again, now and as of a moment; a broken row is left out by name."""
    monkeypatch.setenv("JINGDEX_HOME", str(tmp_path / "home"))
    with Session.open(path, author="Ada") as session:
        for value in (1.0, None, 3.0):
            before = session.workbook.figure(("u000", "i", "2000", ""))
            after = None if value is None else Figure("u000", "i", "2000", value=value)
            session.do(SetFigure(before, after))
        session.do(SetFigure(session.workbook.figure(("other", "j", "2000", "2001-01")), None))
        right, time = session.workbook, session.file.steps(3, 3)[0].time
        early = session.file.workbook(time)
    monkeypatch.setattr("data.rows.MANY", 0)
    with WorkbookFile.open(path) as file:
        assert file.workbook() == right
        assert file.workbook(time) == early
    damages.changed(path, "UPDATE figure SET status = 'Ω' WHERE edit = 4")
    with WorkbookFile.open(path) as file:
        assert file.workbook().figure(("u000", "i", "2000", "")) is None
        assert file.damaged == ("row 5 of figure",)
