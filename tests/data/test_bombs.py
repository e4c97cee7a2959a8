"""A file that asks for too much, or breaks its reader, is met with one sentence; nothing is drawn, nothing is left."""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import bombs
import pytest

from data.errors import FileError
from data.reading.apart import Work, read_apart
from data.reading.foreign import read_foreign
from data.reading.limits import Limits, Reading, limits_with
from data.reading.readers import read_tables
from data.reading.started import started_for


@pytest.fixture(autouse=True)
def read_here() -> None:
    """Nothing: here files are read in a process of their own."""


PARTS = ("name", "details", "refused", "layout", "labels", "above")
REFUSED: dict[str, tuple[Callable[[Path], Path], Limits, str]] = {
    "a cell at XFD1048576": (lambda at: bombs.far_cell(at, "XFD1048576"), Limits(), "has 16,384 columns"),
    "a cell at AAA60000": (lambda at: bombs.far_cell(at, "AAA60000"), Limits(), "has 42,180,000 cells"),
    "a directory that lies": (bombs.lying_zip, Limits(size=2), "when unpacked"),
    "equal rows": (bombs.equal_rows, Limits(rows=100_000), "has 200,000 rows, the limit is 100,000"),
    "19,999 columns": (bombs.wide_csv, Limits(), "has 19,999 columns, the limit is 5,000"),
    "1,000,001 columns": (bombs.widest_csv, Limits(), "has 1,000,001 columns"),
    "nothing but line ends": (bombs.line_ends, Limits(), "holds nothing"),
    "one long text": (bombs.long_text, Limits(), "line 2, has a cell of more characters, the limit is 1,000,000"),
    "a quote that never ends": (bombs.long_quoted, Limits(), "line 3, has a cell of more characters"),
    "many rows": (bombs.many_rows, Limits(rows=100_000), "has 200,000 rows, the limit is 100,000"),
    "many cells": (bombs.many_rows, Limits(cells=300_000), "has 300,003 cells, the limit is 300,000"),
    "JSON lines of 19,990 names": (bombs.wide_lines, Limits(), "has 19,990 columns"),
    "deep JSON": (bombs.deep_json, Limits(), "is not a list of JSON objects"),
    "a broken Parquet file": (bombs.broken_parquet, Limits(), "equal.parquet "),
    "a large file": (bombs.many_rows, Limits(size=1), "holds 2 MB when unpacked, the limit is 1"),
}


@pytest.mark.parametrize("bomb", REFUSED)
def test_a_bomb_is_refused_in_one_sentence(bomb: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """Its file is named, the limit, and the option that raises it; the readers print nothing."""
    make, limits, words = REFUSED[bomb]
    with pytest.raises(FileError) as refused:
        read_foreign(make(tmp_path), limits=limits)
    assert words in str(refused.value)
    assert "\n" not in str(refused.value)
    assert capfd.readouterr() == ("", "")


def test_a_raised_limit_lets_the_file_in(tmp_path: Path) -> None:
    """All of it comes in as soon as the limit allows."""
    path = bombs.many_rows(tmp_path)
    assert read_foreign(path, limits=limits_with(["rows=200000"], Limits(rows=1)))[0].frame.height == 200_000


@pytest.mark.parametrize("name", ["data-2.0.csv", "structure-specific-2.1.xml"])
def test_a_process_of_its_own_reads_what_is_read_here(name: str) -> None:
    """The rows, their lines, the layout, the labels and what is refused come over as they are."""
    path = Path(__file__).parent / "files" / "sdmx" / name
    (apart,), (here,) = read_apart(Work(path, {}, Limits())), read_tables(path, Reading(), Limits())
    assert apart.frame.equals(here.frame)
    assert [getattr(apart, part) for part in PARTS] == [getattr(here, part) for part in PARTS]


@pytest.mark.parametrize(("count", "said"), [(16_384, "columns=16384 "), (5_001, "columns=10000 ")])
def test_the_limit_that_is_named_is_enough(count: int, said: str) -> None:
    """At least what the file has, and twice what there was."""
    with pytest.raises(FileError, match=f"--limit {said}"):
        Limits().check_shape("a.csv", 1, count)


def test_a_cell_far_off_is_read_where_the_limits_are_raised(tmp_path: Path) -> None:
    """The shape counts from the first cell to the last."""
    path = bombs.far_cell(tmp_path, "D3000")
    assert read_foreign(path)[0].frame["column 4"].to_list()[-1] == "1"
    with pytest.raises(FileError, match="has 3,000 rows, the limit is 2,999"):
        read_foreign(path, limits=Limits(rows=2_999))


def test_a_process_that_breaks_down_is_one_sentence(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """A kind of reader that there is not breaks it; what it printed is kept off the screen."""
    path = bombs.equal_rows(tmp_path)
    with pytest.raises(FileError, match=r"equal.parquet cannot be read, its reader failed \(.*unexpected.*\)"):
        read_apart(Work(path, {"unexpected": 1}, Limits()))
    assert capfd.readouterr() == ("", "")


def test_too_little_memory_is_one_sentence(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """Whether Python or a reader asks for it, the process alone comes to its end."""
    path = tmp_path / "large.csv"
    path.write_text("unit,period,gdp\n" + "some unit,2020,1\n" * 2_000_000, encoding="utf-8")
    with pytest.raises(FileError, match=r"large.csv needs more than 20 MB of memory .* --limit memory=40"):
        read_apart(Work(path, {}, Limits(memory=20)))
    assert capfd.readouterr() == ("", "")


class Left(Exception):
    """Nobody waits for the file any more."""


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> "list[subprocess.Popen[bytes]]":
    """The processes that are started, in order."""
    processes: list[subprocess.Popen[bytes]] = []
    real = subprocess.Popen

    def noted(*arguments: object, **named: object) -> "subprocess.Popen[bytes]":
        processes.append(real(*arguments, **named))
        return processes[-1]

    monkeypatch.setattr(subprocess, "Popen", noted)
    return processes


def test_a_process_nobody_waits_for_is_ended(tmp_path: Path, started: "list[subprocess.Popen[bytes]]") -> None:
    """What `watch` raises comes out, and no process is left."""

    def leave(_: int, __: int) -> None:
        raise Left

    with pytest.raises(Left):
        read_apart(Work(bombs.equal_rows(tmp_path), {}, Limits()), leave)
    assert [one.poll() for one in started] == [-9]


def test_a_process_that_waits_reads_the_first_large_file(
    tmp_path: Path, started: "list[subprocess.Popen[bytes]]"
) -> None:
    """It is started before the file is read, once; where nothing is read it is ended, and no small file needs one."""
    large, small = bombs.many_rows(tmp_path), tmp_path / "small.csv"
    small.write_text("unit,period,gdp\nu,2020,1\n", encoding="utf-8")
    with started_for([small, "https://example.org/data"]):
        assert started == []
    with started_for([large]):
        assert [one.poll() for one in started] == [None]
        assert read_foreign(large)[0].frame.height == 200_000
    assert started[0].poll() is not None
    with started_for([large]):
        pass
    assert started[1].returncode == -9


def test_a_file_that_takes_too_long_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The clock of the one who waits decides, not that of the reader."""
    clock = iter(range(0, 10_000, 700))
    monkeypatch.setattr(time, "monotonic", lambda: next(clock))
    with pytest.raises(FileError, match="is not read after 600 seconds"):
        read_apart(Work(bombs.equal_rows(tmp_path), {}, Limits()))


@pytest.mark.parametrize("suffix", [".csv", ".xlsx", ".parquet", ".json", ".ods"])
def test_what_is_no_plain_file_is_refused(suffix: str, tmp_path: Path) -> None:
    """A pipe, a folder and a link to a device, under the name of any kind of file."""
    pipe, folder, link = (tmp_path / f"{name}{suffix}" for name in ("pipe", "folder", "link"))
    os.mkfifo(pipe)
    folder.mkdir()
    link.symlink_to("/dev/zero")
    for path in (pipe, folder, link):
        with pytest.raises(FileError, match=r"is not a regular file|is a folder"):
            read_foreign(path)


@pytest.mark.parametrize("text", ["rows", "rows=", "rows=-1", "rows=0", "rows=1e9", "width=9", "rows=٣", "=5"])
def test_a_limit_that_cannot_be_read_is_refused(text: str) -> None:
    """It is quoted, beside the names that there are."""
    with pytest.raises(FileError, match=r"is not a limit: write NAME=NUMBER with one of memory, size"):
        limits_with([text], Limits())


def test_limits_for_the_screen_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Several, set apart by blanks; the others stay."""
    monkeypatch.setenv("JINGDEX_LIMITS", "columns=7 memory=9000")
    assert limits_with(()) == Limits(columns=7, memory=9_000)


def test_a_folder_called_data_beside_does_not_stand_in_for_ours(tmp_path: Path) -> None:
    """The process finds its modules where this one does, not in the folder where a person works."""
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "__init__.py").write_text("raise SystemExit(9)\n", encoding="utf-8")
    path = bombs.equal_rows(tmp_path)
    script = (
        "import pathlib; from data.reading.foreign import read_foreign;"
        f"print(read_foreign(pathlib.Path({str(path)!r}))[0].frame.height)"
    )
    root = str(Path(__file__).parents[2])
    made = subprocess.run(
        [sys.executable, "-P", "-c", script], cwd=tmp_path, env={**os.environ, "PYTHONPATH": root},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert made.stdout == "200000\n"
