"""What the tests of the screen share: a fresh Beijing workbook, a terminal that shows everything, and a fixed clock."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from looking import START, Ticking
from ranking import ranking
from settling import UPDATE_PERIOD, call_later, pause, render_later, settle, settled, shut_down
from sharing import parse_once, stages_once, workbook_once

from core.workbook.edit import filled
from core.workbook.workbook import Workbook
from data.clock import Clock
from data.file import WorkbookFile
from data.session import Session
from data.sets import read_set
from tui.app import Jingdex
from tui.command_line import main

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture(scope="session", autouse=True)
def no_idle_waits() -> Iterator[None]:
    """Keys and pauses of a pilot wait until nothing is left to do, not for a time."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("asyncio.BaseEventLoop.call_later", call_later)
        patch.setattr("textual.app.wait_for_idle", settle)
        patch.setattr("textual.pilot.wait_for_idle", settle)
        patch.setattr("textual.screen.UPDATE_PERIOD", UPDATE_PERIOD)
        patch.setattr("textual.pilot.Pilot._wait_for_screen", settled)
        patch.setattr("textual.pilot.Pilot.pause", pause)
        patch.setattr("textual.app.App._shutdown", shut_down)
        patch.setattr("textual._compositor.Compositor.render_update", render_later)
        yield


@pytest.fixture(scope="session", autouse=True)
def made_once() -> Iterator[None]:
    """What is made of the same text again and again is made once."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("textual.css.stylesheet.Stylesheet._parse_rules", parse_once)
        patch.setattr("data.store.workbook_from", workbook_once)
        patch.setattr("core.derive.derive.run_stages", stages_once)
        yield


@pytest.fixture(scope="session", autouse=True)
def one_process() -> Iterator[None]:
    """Runs are computed in this process; that several come to the same is tried in the tests of `data.parallel`."""
    with pytest.MonkeyPatch.context() as patch:
        for module in ("cli", "tables", "runs"):
            patch.setattr(f"tui.robustness.{module}.in_processes", map)
        yield


@pytest.fixture(scope="session")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Beijing workbook as it is on first use, made once."""
    path = tmp_path_factory.mktemp("shipped") / "beijing.jingdex"
    WorkbookFile.create(path, filled(read_set("beijing"), "Copied from the set beijing"), "set beijing", START).close()
    return path


@pytest.fixture
def capable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """A terminal with colour and Unicode, at which Li sits, while a clock ticks once for each edit."""
    for name in ("NO_COLOR", "LC_ALL", "LC_CTYPE", "COLORTERM"):
        monkeypatch.delenv(name, raising=False)
    for name, value in (
        ("LANG", "C.UTF-8"),
        ("TERM", "xterm-256color"),
        ("TZ", "UTC"),
        ("JINGDEX_HOME", str(tmp_path)),
        ("JINGDEX_AUTHOR", "li"),
    ):
        monkeypatch.setenv(name, value)
    ticking = Ticking()
    monkeypatch.setattr(Clock, "now", lambda *_: ticking.now())
    return monkeypatch


@pytest.fixture
def workbook_file(shipped: Path, tmp_path: Path, capable: pytest.MonkeyPatch) -> Path:
    """A fresh copy of the Beijing workbook."""
    del capable
    return Path(shutil.copy(shipped, tmp_path / "beijing.jingdex"))


@pytest.fixture
def session(workbook_file: Path) -> Iterator[Session]:
    """Li at the Beijing workbook."""
    with Session.open(workbook_file) as session:
        yield session


@pytest.fixture
def ranked(tmp_path: Path, capable: pytest.MonkeyPatch) -> Iterator[Jingdex]:
    """The workbench on a small workbook whose ranks move."""
    del capable
    path = tmp_path / "ranked.jingdex"
    WorkbookFile.create(path, filled(ranking(), "made"), "Ada", START).close()
    with Session.open(path) as session:
        yield Jingdex(session)


@pytest.fixture
def bench(session: Session) -> Jingdex:
    """The workbench on it."""
    return Jingdex(session)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A home and a name of the test's own."""
    monkeypatch.setenv("JINGDEX_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("JINGDEX_AUTHOR", "Ada")


def unchanged(path: Path) -> Iterator[Path]:
    """A file that many tests read: one that changes it would decide what comes of the others."""
    before = path.read_bytes()
    yield path
    assert path.read_bytes() == before, f"a test has changed {path.name}, which all tests share: copy it there"


@pytest.fixture(scope="session")
def beijing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A copy of the set Beijing that no test changes."""
    path = tmp_path_factory.mktemp("copied") / "beijing.jingdex"
    assert main(["new", str(path), "--from", "beijing"]) == 0
    yield from unchanged(path)


@pytest.fixture
def own_beijing(beijing: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of it that belongs to Ada and to the test."""
    monkeypatch.setenv("JINGDEX_AUTHOR", "Ada")
    return Path(shutil.copy(beijing, tmp_path / "beijing.jingdex"))


@pytest.fixture(scope="session")
def provinces(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A copy of the set of provinces that no test changes."""
    path = tmp_path_factory.mktemp("copied") / "provinces.jingdex"
    WorkbookFile.create(path, filled(read_set("provinces"), "copied"), "Ada").close()
    yield from unchanged(path)


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """The command line: its exit code, and what it wrote to standard output and standard error."""

    def _run(*argv: object) -> tuple[int, str, str]:
        code = main([str(text) for text in argv])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return _run


@pytest.fixture
def app(tmp_path: Path, capable: pytest.MonkeyPatch) -> Iterator[Jingdex]:
    """The workbench on an empty workbook, in a folder of its own."""
    capable.chdir(tmp_path)
    WorkbookFile.create(Path("w.jingdex"), filled(Workbook.of([], []), "made"), "li").close()
    with Session.open(Path("w.jingdex")) as session:
        yield Jingdex(session)


@pytest.fixture
def in_new_workbook(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, run: Run) -> Run:
    """`jingdex import` of files into an empty workbook, in a folder of its own."""
    monkeypatch.chdir(tmp_path)
    assert run("new", "w.jingdex")[0] == 0
    return lambda *argv: run("import", "w.jingdex", *argv, "--yes")


@pytest.fixture
def bring(in_new_workbook: Run) -> Run:
    """`jingdex import` of a text as the file of some name: exit code and what was written."""

    def _bring(name: str, text: str, *options: str) -> tuple[int, str, str]:
        Path(name).write_text(text, encoding="utf-8")
        return in_new_workbook(name, *options)

    return _bring


@pytest.fixture
def bring_text(in_new_workbook: Run) -> Run:
    """`jingdex import` of a text as the file `t.csv`, or of a file: exit code and what was written."""

    def _bring(text: str, *options: str) -> tuple[int, str, str]:
        if "\n" not in text:
            return in_new_workbook(text, *options)
        Path("t.csv").write_text(text, encoding="utf-8")
        return in_new_workbook("t.csv", *options)

    return _bring
