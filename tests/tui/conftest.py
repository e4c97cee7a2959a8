"""What the tests of the screen share: a fresh Beijing workbook, a terminal that shows everything, and a fixed clock."""

import asyncio
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

SOON, BREATH, LONGEST = 0.02, 0.01, 0.5
"""Seconds: timers due within so many are waited for; threads get so many to report; and so many are the most."""


async def nothing_left_to_do(min_sleep: float = 0, max_sleep: float = 0) -> None:
    """Wait until the event loop has no callback that can run now or soon: every message is processed and painted.

    Textual's own `wait_for_idle` sleeps 20 ms at a time until the process takes little time of the processor, which
    is slow for a person's every key and says nothing on a machine that is busy with something else.
    """
    del min_sleep, max_sleep
    loop = asyncio.get_running_loop()
    end = loop.time() + LONGEST
    await asyncio.sleep(BREATH)
    while loop.time() < end and (loop._ready or _has_timer_soon(loop)):  # type: ignore[attr-defined] # noqa: ASYNC110 - asyncio has no public question for it
        await asyncio.sleep(0.001)


def _has_timer_soon(loop: asyncio.AbstractEventLoop) -> bool:
    """Whether a timer is due within a moment, such as that of a paint."""
    timers = loop._scheduled  # type: ignore[attr-defined] # as above
    return any(not one.cancelled() and one.when() - loop.time() < SOON for one in timers)


@pytest.fixture(scope="session", autouse=True)
def keys_by_state() -> Iterator[None]:
    """A pilot waits for a state of the event loop, and the screen is painted as soon as it has changed."""
    with pytest.MonkeyPatch.context() as patch:
        for module in ("app", "pilot"):
            patch.setattr(f"textual.{module}.wait_for_idle", nothing_left_to_do)
        patch.setattr("textual.screen.UPDATE_PERIOD", 1 / 2000)
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
