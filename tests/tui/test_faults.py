"""A fault of the program itself: one line, its details in a file, and the terminal as it was."""

import re
from pathlib import Path

import pytest

from data.session import Session
from tui.app import Jingdex
from tui.command_line import main


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home of the test's own."""
    monkeypatch.setenv("JINGDEX_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def _broken(*_: object) -> int:
    raise ZeroDivisionError("a divisor that\x1b[31m is 0")


def test_a_fault_is_one_line_that_names_the_file_with_its_details(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """No traceback, exit code 70; the file has the traceback and the versions, and two faults have two files."""
    monkeypatch.setattr("tui.cli.sets.run", _broken)
    assert [main(["sets"]), main(["sets"])] == [70, 70]
    err = capsys.readouterr().err
    lines = err.splitlines()
    assert len(lines) == 2
    assert "Traceback" not in err
    found = [re.search(r"Details: (.*)$", line) for line in lines]
    kept = {Path(one[1]) for one in found if one}
    assert kept == set((home / "faults").iterdir())
    assert len(kept) == 2
    for path in kept:
        text = path.read_text("utf-8")
        assert text.startswith("jingdex ")
        assert "ZeroDivisionError: a divisor" in text
        assert "_broken" in text


def test_a_fault_whose_details_cannot_be_written_is_still_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A file stands where the folder should be."""
    (tmp_path / "file").write_text("", "utf-8")
    monkeypatch.setenv("JINGDEX_HOME", str(tmp_path / "file"))
    monkeypatch.setattr("tui.cli.sets.run", _broken)
    assert main(["sets"]) == 70
    err = capsys.readouterr().err
    assert err.count("\n") == 1
    assert "could not be written" in err


async def test_a_fault_on_the_screen_stops_it_and_is_handed_on(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing of Textual's traceback is kept to be printed; whoever started the screen gets the fault."""
    app = Jingdex(session)
    monkeypatch.setattr(app.live, "draw_bars", _broken)
    with pytest.raises(ZeroDivisionError):
        async with app.run_test() as pilot:
            await pilot.press("j")
    assert isinstance(app.fault, ZeroDivisionError)
    assert app._exit_renderables == []


@pytest.mark.parametrize("page", ["README.md", "docs/guide.md"])
def test_exit_codes_are_documented(page: str, capsys: pytest.CaptureFixture[str]) -> None:
    """In the README, the guide and the help."""
    text = (Path(__file__).parents[2] / page).read_text("utf-8")
    assert main(["--help"]) == 0
    for told in (text[text.index("Exit codes") :], capsys.readouterr().out):
        assert re.search(r"\b0\W+done", told)
        assert re.search(r"\b2\W+refused", told)
        assert re.search(r"\b70\W+a fault of jingdex", told)
