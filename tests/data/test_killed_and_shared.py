"""What was shown as saved stays, whatever happens to the process, and two processes lose nothing of each other."""

import os
import random
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from core.workbook.edit import SetFigure, filled
from core.workbook.entries import Unit
from core.workbook.figure import Figure
from core.workbook.workbook import Workbook
from data.file import WorkbookFile
from data.places import own_copy
from data.session import Session
from data.verification import Verification

EDITOR = """
import sys
from pathlib import Path
from core.workbook.edit import SetFigure
from core.workbook.figure import Figure
from data.session import Session
name, first, count = sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
with Session.open(Path(sys.argv[1]), author=name) as session:
    for number in range(first, first + count):
        figure = Figure("beijing", name, str(1000 + number % 1000), value=float(number), source="x")
        session.do(SetFigure(session.workbook.figure(figure.key), figure))
        print(number, flush=True)
"""
KILLS, EDITS = 60, 200


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A fresh copy of the Beijing workbook."""
    monkeypatch.setenv("JINGDEX_HOME", str(tmp_path))
    return own_copy("beijing")


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A workbook of one unit, which opens at once."""
    path = tmp_path / "small.jingdex"
    WorkbookFile.create(path, filled(Workbook.of((), [Unit("beijing", "Beijing")]), "made"), "Ada").close()
    return path


def editor(path: Path, name: str, first: int, count: int) -> subprocess.Popen[str]:
    """A process that edits and prints the number of each edit once it is saved."""
    command = [sys.executable, "-c", EDITOR, str(path), name, str(first), str(count)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def integrity(path: Path) -> str:
    """What SQLite says of the file."""
    connection = sqlite3.connect(path)
    try:
        return str(connection.execute("PRAGMA integrity_check").fetchone()[0])
    finally:
        connection.close()


def forked_editor(path: Path, first: int) -> tuple[int, int]:
    """A forked process that edits until a signal ends it, and the pipe on which it names each edit that is saved.

    Signals get their default meaning back (under nohup SIGHUP is ignored), and an alarm ends what no signal ended.
    """
    reader, writer = os.pipe()
    process = os.fork()
    if process:
        os.close(writer)
        return process, reader
    for end in (signal.SIGTERM, signal.SIGHUP, signal.SIGALRM):
        signal.signal(end, signal.SIG_DFL)
    signal.alarm(60)
    os.close(reader)
    with Session.open(path, author="killed") as session:
        number = first
        while True:
            figure = Figure("beijing", "killed", "2020", value=float(number), source="x")
            session.do(SetFigure(session.workbook.figure(figure.key), figure))
            os.write(writer, b"%d\n" % number)
            number += 1


@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")
@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGTERM, signal.SIGHUP])
def test_every_edit_that_was_acknowledged_survives_a_kill(small: Path, end: signal.Signals) -> None:
    """Kills at random moments: the newest acknowledged edit is there, or the one under way; the file is sound."""
    moments = random.Random(20260729)  # noqa: S311 - moments, not secrets
    kills = KILLS if end is signal.SIGKILL else 5
    saved = 0
    for _ in range(kills):
        process, pipe = forked_editor(small, saved + 1)
        with os.fdopen(pipe) as acknowledged:
            for _ in range(moments.randint(1, 4)):
                saved = int(acknowledged.readline())
            for _ in range(moments.randint(0, 3000)):
                pass
            os.kill(process, end)
            saved = max([saved, *(int(line) for line in acknowledged if line.endswith("\n"))])
        os.waitpid(process, 0)
        with WorkbookFile.open(small) as file:
            value = file.workbook().series("beijing", "killed").at("2020").value
        assert value in (saved, saved + 1)
        saved = int(value)
    assert integrity(small) == "ok"


def test_two_processes_lose_no_edit_of_each_other(small: Path) -> None:
    """Both write at once; no edit of either is lost, and both series are whole."""
    editors = [editor(small, name, 0, EDITS) for name in ("li", "wang")]
    for one in editors:
        assert len(one.communicate()[0].split()) == EDITS
        assert one.returncode == 0
    with Session.open(small) as session:
        trail = session.file.trail()
        assert len(trail) == 1 + 2 * EDITS
        assert [sum(step.author == name for step in trail) for name in ("li", "wang")] == [EDITS, EDITS]
        assert all(len(session.workbook.series("beijing", name)) == EDITS for name in ("li", "wang"))


def test_each_session_sees_what_the_other_saved(path: Path) -> None:
    """One look is enough, and the workbook is then the one that a fresh opening reads."""
    with Session.open(path, author="li") as one, Session.open(path, author="wang") as other:
        figure = Figure("beijing", "gdp", "2025", value=5e12, source="x")
        other.do(SetFigure(None, figure))
        assert [entry.author for entry in one.look()] == ["wang"]
        assert one.workbook.series("beijing", "gdp").at("2025") == figure
        with Session.open(path) as fresh:
            assert fresh.workbook == one.workbook


def test_two_edits_of_one_cell_are_both_kept_and_told(path: Path) -> None:
    """The later one stands, the earlier is in the trail, and who was overtaken reads so."""
    with Session.open(path, author="li") as one, Session.open(path, author="wang") as other:
        before = one.workbook.series("healthcare", "overall_scale").at("2023")
        other.do(SetFigure(before, Figure(*before.key, value=9.8e11, source="x")))
        outcome = one.do(SetFigure(before, Figure(*before.key, value=9.9e11, source="x")))
        assert [step.author for step in outcome.overtaken] == ["wang"]
        assert one.workbook.series("healthcare", "overall_scale").at("2023").value == 9.9e11
        assert len(one.file.trail()) == 3


def test_a_file_that_litestream_replicates_is_edited_as_any_other(small: Path) -> None:
    """Its tables in the file, its long look at it and WAL mode, without which it cannot replicate, are left alone."""
    with closing(sqlite3.connect(small, isolation_level=None)) as litestream:
        litestream.execute("PRAGMA journal_mode = WAL")
        litestream.execute("CREATE TABLE _litestream_seq (id INTEGER PRIMARY KEY, seq INTEGER)")
        litestream.execute("CREATE TABLE _litestream_lock (id INTEGER)")
        litestream.execute("BEGIN")
        litestream.execute("SELECT * FROM _litestream_seq").fetchall()
        with Session.open(small, author="Ada") as session:
            session.do(SetFigure(None, Figure("beijing", "gdp", "2023", value=1.0)))
            with WorkbookFile.open(small, read_only=True) as other:
                assert other.workbook() == session.workbook
        assert Verification(small).faults == []
        assert litestream.execute("PRAGMA journal_mode").fetchone() == ("wal",)
