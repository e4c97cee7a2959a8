"""What all tests share: laws are checked however slow the machine is, and nobody's own folders are written to.

Folders of tests are in memory where it has room, as every edit waits until a disk has it, and stay where a test fails.
Laws are tried with the same examples every time; `pytest --hypothesis-profile search` looks for others.
"""

import gc
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from core.importing.table import ForeignTable
from data.reading.apart import Work
from data.reading.limits import Reading
from data.reading.readers import read_tables
from data.reading.rows import Watch, unwatched
from tui.locale.choice import choose

settings.register_profile("jingdex", deadline=None, derandomize=True, max_examples=30)
settings.register_profile("search", deadline=None)
settings.load_profile("jingdex")

gc.set_threshold(500_000, 10, 5)

IN_MEMORY = Path("/dev/shm")  # noqa: S108 - pytest makes a folder of its own in it
ENOUGH = 2 * 2**30
"""Bytes that must be free there."""

LOCALE = ("LC_ALL", "LC_MESSAGES", "LANG", "LANGUAGE")
OWN_FOLDERS = ("HOME", "JINGDEX_HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME")


def pytest_configure() -> None:
    """Put folders of tests in memory, unless the run names a place, and where programs in them can be run."""
    if IN_MEMORY.is_dir() and os.access(IN_MEMORY, os.W_OK):
        state = os.statvfs(IN_MEMORY)
        if state.f_bavail * state.f_frsize > ENOUGH and not state.f_flag & os.ST_NOEXEC:
            os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(IN_MEMORY))


def pytest_collection_finish() -> None:
    """Collect garbage only among what tests make: to walk through all modules every time took a third of the run."""
    gc.freeze()


def pytest_sessionfinish() -> None:
    """Collect what the last test left once: pytest collects five times more, and would walk through all of it."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session", autouse=True)
def own_folders(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder in place of the person's own, for this process and those that it starts."""
    folder = tmp_path_factory.mktemp("home")
    before = {name: os.environ.get(name) for name in OWN_FOLDERS}
    os.environ.update({name: str(folder / name.lower()) for name in OWN_FOLDERS})
    (folder / "home").mkdir()
    yield folder
    for name, value in before.items():
        if value is None:
            del os.environ[name]
        else:
            os.environ[name] = value


@pytest.fixture(autouse=True)
def read_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Foreign files are read in this process; a module of tests about the one of their own has a fixture instead."""

    def read(work: Work, watch: Watch = unwatched) -> tuple[ForeignTable, ...]:
        return read_tables(work.path, Reading(**work.reading), work.limits, watch)

    monkeypatch.setattr("data.reading.foreign.read_apart", read)


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """English, whatever the locale is and a test has chosen; a test that wants another language says so."""
    for name in LOCALE:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "C.UTF-8")
    yield
    choose("en")
