"""Folders, names and disks that make trouble: one sentence each, nothing lost, and nothing left behind."""

import errno
import os
import sqlite3
import subprocess
import sys
import time
import warnings
from pathlib import Path

import pytest

from core.errors import BadFigure
from core.workbook.edit import SetFigure, filled
from core.workbook.figure import Figure
from core.workbook.formula import parsed
from core.workbook.workbook import Workbook
from data import creation
from data.clock import Clock
from data.errors import FileError, as_file_error
from data.file import WorkbookFile
from data.places import home
from data.session import Session
from data.verification import Verification
from data.witness import NAME, last_seal
from data.written import write_file
from tui.command_line import main

FIGURE = Figure("u", "i", "2023", value=1.0)
NOT_PLAIN = "is not a regular file and stays as it is"


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workbook of one figure."""
    monkeypatch.setenv("JINGDEX_HOME", str(tmp_path / "home"))
    made = tmp_path / "made.jingdex"
    WorkbookFile.create(made, filled(Workbook.of([FIGURE], ()), "made"), "Ada").close()
    return made


def test_the_tests_have_folders_of_their_own(own_folders: Path) -> None:
    """What a person has at home is not where a test would write."""
    assert home().is_relative_to(own_folders)
    assert Path.home().is_relative_to(own_folders)


@pytest.mark.parametrize("name", ["x" * 300, "nul\0byte", "made.jingdex/inside"])
def test_a_name_that_no_file_can_have_is_one_sentence(path: Path, name: str) -> None:
    """Opening and making alike."""
    with pytest.raises(FileError) as opening:
        WorkbookFile.open(path.parent / name)
    with pytest.raises(FileError) as making:
        write_file(path.parent / name, b"")
    for raised in (opening, making):
        assert len(str(raised.value)) < 500
        assert "\n" not in str(raised.value)


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser searches everywhere")
def test_a_folder_that_may_not_be_searched_is_named(path: Path) -> None:
    """With what the system says of it."""
    path.parent.chmod(0o600)
    try:
        with pytest.raises(FileError, match=r"cannot be looked at"):
            WorkbookFile.open(path)
    finally:
        path.parent.chmod(0o700)


def test_a_disk_that_cannot_be_written_is_named(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A new file on it is refused, and so is one in a folder that the system does not let be looked at."""

    def refused(number: int) -> object:
        def open_(self: Path, *_: object, **__: object) -> None:
            raise OSError(number, os.strerror(number), str(self))

        return open_

    monkeypatch.setattr(Path, "open", refused(errno.EROFS))
    with pytest.raises(FileError, match=r"cannot be written .*Read-only"):
        write_file(path.parent / "new.csv", b"")
    monkeypatch.setattr(Path, "stat", refused(errno.EACCES))
    with pytest.raises(FileError, match=r"cannot be looked at .*Permission denied"):
        WorkbookFile.open(path)


def test_a_home_of_nobody_is_one_sentence(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And the verdict on a workbook comes all the same."""
    monkeypatch.setenv("JINGDEX_HOME", "~nosuchuser/x")
    with pytest.raises(FileError, match="there is no such user"):
        home()
    assert main(["verify", str(path)]) == 0


BROKEN_NOTES = {
    "nested": b"[" * 200_000,
    "huge": b" " * 8_000_001,
    "not text": b"\xff\xfe\x00",
    "a list": b"[1]",
    "odd": b'{"a": 1}',
}


@pytest.mark.parametrize("kind", [*BROKEN_NOTES, "a folder"])
def test_broken_notes_of_seals_change_no_verdict(path: Path, kind: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing was seen before, and `verify` says what it finds."""
    notes = home() / NAME
    notes.parent.mkdir()
    if kind == "a folder":
        notes.mkdir()
    else:
        notes.write_bytes(BROKEN_NOTES[kind])
    assert last_seal(path) is None
    assert main(["verify", str(path)]) == 0
    assert "1 edit, each as it was saved" in capsys.readouterr().out


def test_a_file_that_the_disk_did_not_confirm_is_said_to_be_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only the last sync of the folder fails: the file has its name, and the sentence does not say otherwise."""
    real = os.fsync

    def fails_for_folders(handle: int) -> None:
        if os.path.isdir(f"/proc/self/fd/{handle}") or os.fstat(handle).st_mode & 0o40000:  # noqa: PTH112
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        real(handle)

    monkeypatch.setattr(creation.os, "fsync", fails_for_folders)
    with pytest.raises(FileError, match=r"was written, but the disk did not confirm it .*look whether it is whole"):
        write_file(tmp_path / "out.csv", b"1")
    assert (tmp_path / "out.csv").read_bytes() == b"1"


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("SQLITE_IOERR_FSYNC", "which keeps what it had before"),
        ("SQLITE_IOERR_DELETE", "which keeps what it had before"),
        ("SQLITE_IOERR_DIR_FSYNC", r"which may have the edit: see `jingdex show a\.jingdex trail`"),
    ],
)
def test_only_an_edit_whose_last_sync_failed_may_have_been_saved(code: str, said: str) -> None:
    """The last is that of the folder, after the journal is gone; before it SQLite takes the edit back."""
    error = sqlite3.OperationalError()
    error.sqlite_errorname = code
    with pytest.raises(FileError, match=said), as_file_error(Path("a.jingdex")):
        raise error


def test_force_replaces_no_device_and_no_pipe(tmp_path: Path) -> None:
    """Nor what a link to one stands for."""
    pipe, link = tmp_path / "pipe", tmp_path / "link"
    os.mkfifo(pipe)
    link.symlink_to("/dev/null")
    for target, words in ((pipe, NOT_PLAIN), (link, "is a link"), (Path("/dev/null"), NOT_PLAIN)):
        with pytest.raises(FileError, match=words):
            write_file(target, b"1", force=True)
    assert pipe.is_fifo()
    assert link.is_symlink()


@pytest.mark.parametrize(
    "words",
    [
        ["export", "{path}", "{link}", "--force"],
        ["report", "{path}", "{link}", "--force"],
        ["export", "{path}", "{link}"],
        ["new", "{link}"],
        ["recover", "{path}", "{link}"],
    ],
    ids=" ".join,
)
@pytest.mark.parametrize("there", [True, False])
def test_no_writer_follows_or_replaces_a_link(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: list[str], there: bool
) -> None:
    """The link, and what it leads to or not, are as before; the exit code is 2."""
    monkeypatch.setenv("JINGDEX_HOME", str(tmp_path / "home"))
    places = {"path": str(tmp_path / "w.jingdex"), "link": str(tmp_path / "link.html")}
    target, link = tmp_path / "target", Path(places["link"])
    assert main(["new", places["path"]]) == 0
    if there:
        target.write_bytes(b"old")
    link.symlink_to(target)
    assert main([word.format(**places) for word in words]) == 2
    assert link.is_symlink()
    assert (target.read_bytes() if target.exists() else None) == (b"old" if there else None)


CRASH = """
import os, sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("PRAGMA cache_size = 1")
connection.execute("PRAGMA cache_spill = 1")
connection.execute("BEGIN")
for number in range(2, 400):
    row = (number, "2026-01-01T00:00:00.000Z", "Eve", "x" * 900, "t", "edit", None)
    connection.execute("INSERT INTO edit VALUES (?, ?, ?, ?, ?, ?, ?)", row)
os._exit(9)
"""


@pytest.fixture
def crashed(path: Path) -> Path:
    """The workbook after a process was ended in the middle of writing to it."""
    subprocess.run([sys.executable, "-c", CRASH, str(path)], check=False)
    assert path.with_name(f"{path.name}-journal").stat().st_size > 0
    return path


@pytest.mark.parametrize("words", [["verify"], ["show", "trail"], ["export", "out.csv"], ["report", "r.html"]])
def test_every_command_recovers_a_file_that_a_crash_left(crashed: Path, words: list[str]) -> None:
    """What was saved before is there, and the half edit is not."""
    out = [str(crashed.parent / word) if "." in word else word for word in words[1:]]
    main([words[0], str(crashed), *out])
    assert not crashed.with_name(f"{crashed.name}-journal").exists()
    assert Verification(crashed).faults == []


def test_files_of_ended_commands_are_cleared_at_the_next_start(path: Path) -> None:
    """Of a process that is gone; not of one that is at work, and not of another machine."""
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    gone = path.with_name(f"{creation._mark()}{ended.pid}-00000000")
    at_work = path.with_name(f"{creation._mark()}{os.getpid()}-00000000")
    elsewhere = path.with_name(f".jingdex-zzzzzzzz-{ended.pid}-00000000")
    for one in (gone, at_work, elsewhere):
        one.write_bytes(b"")
    WorkbookFile.open(path).close()
    assert [one.exists() for one in (gone, at_work, elsewhere)] == [False, True, True]


@pytest.fixture
def clock_put_back(monkeypatch: pytest.MonkeyPatch) -> None:
    """A clock that says 2001."""
    monkeypatch.setattr(time, "time_ns", lambda: 1_000_000_000_000_000_000)


@pytest.mark.usefixtures("clock_put_back")
def test_a_clock_that_was_put_back_gives_no_trail_that_runs_backwards() -> None:
    """Each edit is a millisecond after the one before; a time that makes no sense is not a bound."""
    clock = Clock()
    assert clock.now() == "2001-09-09T01:46:40.000Z"
    assert clock.now("2026-11-28T05:00:00.999Z") == "2026-11-28T05:00:01.000Z"
    assert clock.now("no time") == "2026-11-28T05:00:01.001Z"
    assert Clock().now("9999-12-31T23:59:59.999Z") == "2001-09-09T01:46:40.000Z"


def test_edits_under_a_clock_that_was_put_back_stay_in_order(path: Path, request: pytest.FixtureRequest) -> None:
    """And so does a look back to the moment of each."""
    request.getfixturevalue("clock_put_back")
    with Session.open(path, author="Ada") as session:
        session.do(SetFigure(session.workbook.figure(FIGURE.key), None))
        first, second = session.file.trail()
        assert first.time < second.time
        assert session.file.workbook(first.time).figure(FIGURE.key) is not None


def test_a_formula_that_python_would_warn_of_prints_nothing() -> None:
    """It is refused in a sentence, like any that is not an arithmetic."""
    with warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter("always")
        with pytest.raises(BadFigure):
            parsed("1if 1else 2 +")
        parsed("1if 1else 2")
    assert seen == []
