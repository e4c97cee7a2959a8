"""What the tests of the screen share: a fresh Beijing workbook, a terminal that shows everything, and a fixed clock."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from looking import START, Ticking
from ranking import ranking

from core.workbook.edit import filled
from data.clock import Clock
from data.file import WorkbookFile
from data.session import Session
from data.sets import read_set
from tui.app import Jingdex


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
