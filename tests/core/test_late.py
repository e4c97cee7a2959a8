import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from core.late import load_late

SLOW = "from threading import Event\nEvent().wait(0.01)\n"


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty package `late_ones` whose modules are loaded late."""
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setattr(sys, "meta_path", [*sys.meta_path])
    load_late(["late_ones"])
    folder = tmp_path / "late_ones"
    folder.mkdir()
    (folder / "__init__.py").write_text('"""Nothing."""')
    yield folder
    for name in [name for name in sys.modules if name.startswith("late_ones")]:
        del sys.modules[name]


def run(code: str) -> dict[str, object]:
    """The names that a piece of code makes."""
    names: dict[str, object] = {}
    exec(code, names)  # noqa: S102 - as an import in another module
    return names


def test_a_module_is_loaded_when_something_of_it_is_first_read(package: Path) -> None:
    """Importing it, however often, does not load it; importing a name from it does."""
    (package / "one.py").write_text("import late_ones.other\nNUMBER = late_ones.other.NUMBER + 1\nlate_ones.log = 1\n")
    (package / "other.py").write_text("NUMBER = 41\n")
    names = run("from late_ones import one\nimport late_ones.one\nfrom late_ones import one as again\n")
    assert not hasattr(sys.modules["late_ones"], "log")
    assert "late_ones.other" not in sys.modules
    assert names["again"].NUMBER == 42
    assert type(names["one"]) is type(sys)
    assert run("from late_ones.other import NUMBER\n")["NUMBER"] == 41


def test_a_module_that_cannot_be_loaded_says_so_whenever_it_is_read(package: Path) -> None:
    """Not only the first time, and with the line that is wrong."""
    (package / "broken.py").write_text("1 / 0\n")
    broken = run("from late_ones import broken\n")["broken"]
    for _ in range(2):
        with pytest.raises(ZeroDivisionError):
            _ = broken.number


def test_threads_wait_for_the_one_that_loads(package: Path) -> None:
    """None sees half a module, and its code runs once."""
    (package / "slow.py").write_text(f"FIRST = []\n{SLOW}FIRST.append(1)\n")
    slow = run("from late_ones import slow\n")["slow"]
    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(lambda _: list(slow.FIRST), range(4))) == [[1]] * 4
