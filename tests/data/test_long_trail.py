"""A long trail costs no more than a short one: an edit, an undo and a redo, the trail page, and a look at all of it."""

from itertools import count
from pathlib import Path

import pytest

from core.workbook.edit import SetFigure, filled
from core.workbook.figure import Figure
from core.workbook.history import redoable, undoable
from core.workbook.workbook import Workbook
from data.file import WorkbookFile
from data.session import Session
from data.trail import TrailEntry
from data.verification import SAID_EVERY, Verification
from tui.grid.wording import Wording
from tui.trail.sheet import AT_ONCE, trail_page_sheet

KEY = ("u", "i", "2023", "")


def long_workbook(path: Path, edits: int) -> Path:
    """A workbook whose one figure was changed so many times by Ada, and once by Bo at the beginning."""
    WorkbookFile.create(path, filled(Workbook.of([Figure("u", "i", "2023", value=0.0)], ()), "made"), "Ada").close()
    with Session.open(path, author="Bo") as session:
        session.file._connection.execute("PRAGMA synchronous = OFF")
        session.do(SetFigure(None, Figure("u", "other", "2023", value=1.0)))
        for number in range(edits):
            session.author = "Ada"
            session.do(SetFigure(session.workbook.figure(KEY), Figure("u", "i", "2023", value=float(number + 1))))
    return path


def steps_of_sqlite(path: Path) -> list[int]:
    """How many steps SQLite's machine takes, in hundreds, for an edit, an undo and a redo; Bo's undo comes last."""
    found = []
    with Session.open(path, author="Ada") as session:

        def counted(author: str, work: object) -> None:
            steps = count()
            session.author = author
            session.file._connection.set_progress_handler(lambda: next(steps) < 0, 1)
            assert work() is not None
            session.file._connection.set_progress_handler(None, 1)
            found.append(next(steps) // 100)

        figure = Figure("u", "i", "2023", value=-1.0)
        counted("Ada", lambda: session.do(SetFigure(session.workbook.figure(KEY), figure)))
        for author, work in (("Ada", session.undo), ("Ada", session.redo), ("Bo", session.undo)):
            counted(author, work)
    return found


def test_an_edit_an_undo_and_a_redo_cost_the_same_in_a_long_trail(tmp_path: Path) -> None:
    """Also the undo of an author whose only edit lies a thousand edits back."""
    short, long = (steps_of_sqlite(long_workbook(tmp_path / f"{edits}.jingdex", edits)) for edits in (50, 1500))
    assert all(later <= earlier + 1 for earlier, later in zip(short, long, strict=True)), (short, long)


def steps(*kinds: str) -> list[TrailEntry]:
    """Steps with the newest first: `edit`, or `undo 2` of another."""
    made = [TrailEntry(1, "", "Ada", "", "made")]
    for number, kind in enumerate(kinds, 2):
        word, _, of = kind.partition(" ")
        made.append(TrailEntry(number, "", "Ada", "", "", word, int(of) if of else None))
    return made[::-1]


@pytest.mark.parametrize(
    ("kinds", "stand", "taken_back"),
    [
        ((), [], []),
        (("edit", "edit"), [3, 2], []),
        (("edit", "edit", "undo 3"), [2], [3]),
        (("edit", "edit", "undo 3", "undo 2"), [], [2, 3]),
        (("edit", "edit", "undo 3", "undo 2", "redo 2"), [2], [3]),
        (("edit", "edit", "undo 3", "edit"), [5, 2], []),
        (("edit", "edit", "undo 3", "redo 3", "undo 3"), [2], [3]),
    ],
)
def test_the_newest_edit_that_stands_is_undone_and_the_last_undone_redone(
    kinds: tuple[str, ...], stand: list[int], taken_back: list[int]
) -> None:
    """The first edit never is; an edit after an undo leaves nothing to redo."""
    assert list(undoable(steps(*kinds))) == stand
    assert list(redoable(steps(*kinds))) == taken_back


def test_the_trail_page_reads_only_the_steps_in_view() -> None:
    """Of a million steps a screen at the top and one at the bottom cost two reads; a step is found by its number."""
    read = []

    def steps_between(first: int, last: int) -> list[TrailEntry]:
        read.append(last - first + 1)
        return [TrailEntry(number, "2026-01-01T00:00:00", "Ada", "", str(number)) for number in range(first, last + 1)]

    sheet = trail_page_sheet(range(1_000_000, 0, -1), steps_between, Wording("en"))
    assert [sheet.cell(row, 0).text for row in (0, 1, 39)] == ["1000000", "999999", "999961"]
    assert sheet.cell(999_999, 3).text == "1"
    assert sheet.columns[0].width == len("1000000")
    assert sheet.find("step/999961") == 39
    assert sheet.find("step/0") is None
    assert sum(read) <= 2 * AT_ONCE


def test_the_trail_page_lights_the_steps_that_came_since(tmp_path: Path) -> None:
    """And no step that was there."""
    path = long_workbook(tmp_path / "made.jingdex", 2)
    with Session.open(path, author="Ada") as session:
        before = trail_page_sheet(session.file.numbers(), session.file.steps, Wording("en"))
        session.undo()
        after = trail_page_sheet(session.file.numbers(), session.file.steps, Wording("en")).marked(before, "lit")
        assert [after.cell(row, 0).text for row in range(5)] == ["5", "4", "3", "2", "1"]
        assert [after.cell(row, 0).lit for row in range(5)] == [True, False, False, False, False]
        assert after.cell(0, 3).text.startswith("undo of #4: ")


def test_verify_tells_how_far_it_is(tmp_path: Path) -> None:
    """Every thousand steps, of which each edit has two."""
    path = long_workbook(tmp_path / "made.jingdex", SAID_EVERY)
    seen: list[tuple[int, int]] = []
    proof = Verification(path, progress=lambda done, steps: seen.append((done, steps)))
    assert proof.faults == []
    assert seen == [(SAID_EVERY, 2 * proof.edits), (2 * SAID_EVERY, 2 * proof.edits)]
