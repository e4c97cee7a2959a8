"""What is not a regular file is refused in one sentence wherever a file is named: it might never end."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tui.command_line import main

COMMANDS = {
    "a method": ("method", "load", "{workbook}", "{odd}"),
    "a report": ("verify", "{workbook}", "--report", "{odd}"),
    "an import": ("import", "{workbook}", "{odd}", "--yes"),
    "a scenario's method": ("scenario", "load", "{workbook}", "s", "{odd}"),
    "a folder of text": ("new", "{other}", "--from", "{folder}"),
    "a folder with a trail": ("new", "{other}", "--from", "{trailed}"),
}


def pipe(path: Path) -> None:
    """A pipe that nobody writes to."""
    os.mkfifo(path)


def device(path: Path) -> None:
    """A link to a device that never ends."""
    path.symlink_to("/dev/zero")


def folder(path: Path) -> None:
    """A folder."""
    path.mkdir()


@pytest.mark.parametrize("make", [pipe, device, folder], ids=["pipe", "device", "folder"])
@pytest.mark.parametrize("command", COMMANDS)
def test_what_is_no_plain_file_is_refused(
    command: str,
    make: Callable[[Path], None],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """One sentence that names it, exit code 2, and nothing made."""
    monkeypatch.setenv("JINGDEX_HOME", str(tmp_path / "home"))
    places = {name: tmp_path / name for name in ("workbook", "other", "odd", "folder", "trailed")}
    assert main(["new", str(places["workbook"])]) == 0
    places["folder"].mkdir()
    (places["trailed"] / "trail").mkdir(parents=True)
    odd = {"{folder}": places["folder"] / "figures.csv", "{trailed}": places["trailed"] / "trail" / "edit.csv"}
    place = odd.get(COMMANDS[command][-1], places["odd"])
    make(place)
    if command == "a scenario's method":
        assert main(["scenario", "make", str(places["workbook"]), "s"]) == 0
    capsys.readouterr()
    assert main([word.format(**places) for word in COMMANDS[command]]) == 2
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert place.name in said
    assert not places["other"].exists()


def test_a_folder_without_tables_makes_no_workbook(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Neither an empty folder nor one of other files."""
    (tmp_path / "etc").mkdir()
    (tmp_path / "etc" / "passwd").write_text("root\n", encoding="utf-8")
    assert main(["new", str(tmp_path / "new.jingdex"), "--from", str(tmp_path / "etc")]) == 2
    assert "etc holds no table of a workbook: name a folder with figures.csv" in capsys.readouterr().err
    assert not (tmp_path / "new.jingdex").exists()
