"""`jingdex verify`: what it says of a whole trail, of one cut short, and of a report."""

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from tui.command_line import main


@pytest.fixture
def beijing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the shipped set, edited once."""
    monkeypatch.setenv("JINGDEX_AUTHOR", "Ada")
    monkeypatch.setenv("JINGDEX_HOME", str(tmp_path / "home"))
    path = tmp_path / "beijing.jingdex"
    assert main(["new", str(path), "--from", "beijing"]) == 0
    assert main(["set", str(path), "beijing", "rd_personnel", "2019", "300000"]) == 0
    return path


def test_a_whole_trail_is_counted_and_noted(beijing: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Edits, figures, entries and the numbers that follow; cut short afterwards, the next look finds it."""
    capsys.readouterr()
    assert main(["verify", str(beijing)]) == 0
    out = capsys.readouterr().out
    assert "2 edits" in out
    assert "figures" in out
    assert "numbers that follow from them" in out
    connection = sqlite3.connect(beijing)
    rules = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for name, _ in rules:
        connection.execute(f"DROP TRIGGER {name}")
    for statement in ("DELETE FROM seal WHERE edit = 2", "DELETE FROM figure WHERE edit = 2"):
        connection.execute(statement)
    connection.execute("DELETE FROM edit WHERE number = 2")
    for _, sql in rules:
        connection.execute(sql)
    connection.commit()
    connection.close()
    assert main(["verify", str(beijing)]) == 1
    assert "Edit 2 of " in capsys.readouterr().err


def test_a_report_is_confirmed_byte_for_byte(beijing: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """In either language, also after more edits; one changed digit is found."""
    page, chinese = beijing.with_suffix(".html"), beijing.with_name("zh.html")
    assert main(["report", str(beijing), str(page)]) == 0
    assert main(["report", str(beijing), str(chinese), "--language", "zh"]) == 0
    assert main(["set", str(beijing), "beijing", "rd_personnel", "2018", "290000"]) == 0
    for each in (page, chinese):
        assert main(["verify", str(beijing), "--report", str(each)]) == 0
    page.write_text(page.read_text("utf-8").replace("0.9970", "0.9971", 1), "utf-8")
    capsys.readouterr()
    assert main(["verify", str(beijing), "--report", str(page)]) == 1
    assert "it was changed, or made elsewhere" in capsys.readouterr().err
    page.write_text("nothing", "utf-8")
    assert main(["verify", str(beijing), "--report", str(page)]) == 1
    assert "not a report of jingdex" in capsys.readouterr().err


def test_the_report_is_the_same_in_another_process(beijing: Path) -> None:
    """Whatever the seed of its hashes; and it names methods, versions, seed and fingerprint."""
    here, there = beijing.with_name("here.html"), beijing.with_name("there.html")
    assert main(["report", str(beijing), str(here)]) == 0
    words = [sys.executable, "-c", "from tui.command_line import main; main()", "report", str(beijing), str(there)]
    subprocess.run(words, check=True, env={**os.environ, "PYTHONHASHSEED": "12345"}, capture_output=True)
    assert here.read_bytes() == there.read_bytes()
    for named in ("rebuilt, rebuilt_topsis", "polars", "seed", "fingerprint", "seal of the trail", "256 runs, seed 1"):
        assert named in here.read_text("utf-8")
