"""The writes, syncs and removals of each command fail, or are its last: what was acknowledged is there and whole."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from core.scenario.scenario import begin_scenario, recorded
from core.workbook.edit import CompositeEdit, SetFigure, filled
from core.workbook.entries import Indicator, Unit
from core.workbook.figure import Figure
from core.workbook.workbook import Workbook
from data.file import WorkbookFile
from data.session import Session
from data.verification import Verification
from tui.command_line import main

HERE = Path(__file__).parent
FIGURE = Figure("u", "i", "2023", value=1.0)
CHANGED = Figure("u", "i", "2023", value=2.0)
NEXT = Figure("u", "i", "2030", value=1.0)
MAY_HAVE = ("which may have the edit", "the disk did not confirm it")
BOOK = "b.jingdex"
COMMANDS: dict[str, tuple[str, ...]] = {
    "set": ("set", BOOK, "u", "i", "2023", "5"),
    "undo": ("undo", BOOK),
    "merge": ("scenario", "merge", BOOK, "s"),
    "import": ("import", BOOK, "new.csv", "--yes"),
    "export": ("export", BOOK, "words", "--as", "text"),
    "report": ("report", BOOK, "report.html"),
    "new": ("new", "new.jingdex", "--from", "tables"),
    "verify": ("verify", BOOK),
}
HOME = {"JINGDEX_HOME": "home", "JINGDEX_AUTHOR": "Ada", "SOURCE_DATE_EPOCH": "1700000000"}
EDITS = ("set", "undo", "merge", "import")
pytestmark = pytest.mark.skipif(
    sys.platform != "linux" or shutil.which("gcc") is None, reason="failures are put in by a library that gcc makes"
)


@dataclass(frozen=True)
class Try:
    """How a command ended when one call failed: below 0 it was killed."""

    folder: Path
    code: int
    folder_sync: bool

    @property
    def said(self) -> str:
        """What it wrote to standard error."""
        return self.folder.with_name(f"{self.folder.name}.err").read_text("utf-8")


@pytest.fixture(scope="module")
def failing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[subprocess.Popen[str]]:
    """A process that runs commands whose calls fail, under the library that lets them."""
    library = tmp_path_factory.mktemp("library") / "fail_at.so"
    subprocess.run(["gcc", "-shared", "-fPIC", "-O1", "-o", library, HERE / "fail_at.c", "-ldl"], check=True)
    environment = {**os.environ, **HOME, "LD_PRELOAD": str(library), "PYTHONPATH": str(HERE.parents[1])}
    words = [sys.executable, HERE / "failing.py"]
    with subprocess.Popen(
        words, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1
    ) as process:
        yield process
    assert process.returncode == 0


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder `start` with a workbook of two edits and a scenario, a file to import and a folder of tables."""
    for name, value in HOME.items():
        monkeypatch.setenv(name, value)
    start = tmp_path / "start"
    (start / "tables").mkdir(parents=True)
    (start / "home").mkdir()
    (start / "new.csv").write_text("unit,indicator,period,value\nu,i,2024,7\n", encoding="utf-8")
    rows = (f"u,i,{1900 + n % 100},2020-{1 + n // 100 % 12:02}-{1 + n // 1200:02},{n}\n" for n in range(3000))
    (start / "many.csv").write_text(f"unit,indicator,period,release,value\n{''.join(rows)}", encoding="utf-8")
    (start / "tables" / "units.csv").write_text("code,name_en,name_zh,kind,part_of,note\nu,U,,,,\n", encoding="utf-8")
    whole = Workbook.of([FIGURE], [Unit("u", "U"), Indicator("i", "I")])
    WorkbookFile.create(start / BOOK, filled(whole, "made"), "Ada").close()
    with Session.open(start / BOOK, author="Ada") as session:
        begin = begin_scenario(session.workbook, "s")
        branched = recorded(begin.apply(session.workbook), "s", SetFigure(FIGURE, CHANGED))
        session.do(CompositeEdit("scenario s", (begin, *branched.edits)))
        session.do(SetFigure(FIGURE, Figure("u", "i", "2023", value=3.0)))
    return tmp_path


def tries(
    root: Path, failing: subprocess.Popen[str], command: tuple[str, ...], kinds: str = "kill,once,dead,full"
) -> Iterator[Try]:
    """The command with each of its calls that differ failing in each way; the first one is without failure."""
    assert failing.stdin
    assert failing.stdout
    failing.stdin.write(f"{json.dumps([str(root), kinds, command])}\n")
    while found := json.loads(failing.stdout.readline()):
        yield Try(root / found["folder"], found["code"], found["folder_sync"])


def content(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, beside the workbook and the notes on it."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in files if path.name not in (BOOK, "seals.json")}


def whole_files(folder: Path) -> dict[str, bytes]:
    """As `content`, without the files that were only half made and have no name yet."""
    return {name: text for name, text in content(folder).items() if ".jingdex-" not in name}


def edits(folder: Path) -> int:
    """How many edits the workbook has when it is opened again; it is whole, and takes the next edit."""
    with Session.open(folder / BOOK, author="Ada") as session:
        found = len(session.file.trail())
        assert Verification(folder / BOOK).faults == []
        if folder.joinpath(f"{BOOK}-journal").exists():  # cut short by a kill, so that it says nothing
            session.do(SetFigure(None, NEXT))
    return found


@pytest.mark.parametrize("name", COMMANDS)
def test_whatever_fails_what_was_acknowledged_is_there_and_all_is_whole(
    root: Path, failing: subprocess.Popen[str], name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One sentence says what became of the edit or the file; only where the last sync fails it may have been done."""
    first, *rest = tries(root, failing, COMMANDS[name])
    assert first.code == 0
    whole = whole_files(first.folder)
    had = edits(root / "start")
    assert edits(first.folder) == had + (name in EDITS)
    assert len(rest) > 10
    for one in rest:
        monkeypatch.chdir(one.folder)
        check_sentence(one, name)
        added = edits(one.folder) - had
        unsure = one.code < 0 or one.folder_sync
        assert added == (name in EDITS and one.code == 0) or (unsure and added == 1 and name in EDITS), (one, added)
        made = whole_files(one.folder)
        assert made.items() <= whole.items(), one
        assert made == whole or unsure or one.code != 0, one
        assert not list(one.folder.glob(".jingdex-*")), one
    assert name not in EDITS or whole == whole_files(root / "start")


def check_sentence(one: Try, name: str) -> None:
    """One line in plain words, in which the edit or file may be there only where a folder's sync failed."""
    lines = one.said.splitlines()
    assert one.code in (-9, 0, 2), (one, lines)
    assert len(lines) == (1 if one.code == 2 else 0) or name == "verify", (one, lines)
    assert "fault of jingdex" not in one.said, (one, lines)
    if any(text in one.said for text in MAY_HAVE):
        assert one.folder_sync, (one, lines)


def test_of_many_figures_a_killed_import_leaves_none_or_all(root: Path, failing: subprocess.Popen[str]) -> None:
    """At every write, sync and removal that differs, of a hundred pages."""
    first, *rest = tries(root, failing, ("import", BOOK, "many.csv", "--yes"), "kill")
    counts = []
    for one in (first, *rest):
        with WorkbookFile.open(one.folder / BOOK) as file:
            counts.append(sum(map(len, file.workbook().figures.values())))
        assert Verification(one.folder / BOOK).faults == []
    assert (first.code, counts[0], set(counts)) == (0, 3001, {1, 3001})


def test_what_a_killed_export_leaves_is_cleared_by_the_next(
    root: Path, failing: subprocess.Popen[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Files under their own names are whole; what was half-made goes when the folder is written again."""
    first, *rest = tries(root, failing, COMMANDS["export"], "kill")
    killed = [one for one in rest if any(".jingdex-" in path for path in content(one.folder))]
    assert killed
    for one in killed:
        monkeypatch.chdir(one.folder)
        assert main([*COMMANDS["export"], "--force"]) == 0
        assert content(one.folder) == content(first.folder)
