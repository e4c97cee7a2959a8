"""`jingdex forecast`: printed, kept as one edit, refused."""

import csv
import io
from pathlib import Path

import pytest

from data.file import WorkbookFile
from tui.command_line import main


def test_forecasts_are_printed_and_kept_as_one_undo(own_beijing: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The figures kept are those printed, they carry F, and one undo takes them all back."""
    words = [str(own_beijing), "beijing", "rd_expenditure", "--to", "2026"]
    assert main(["forecast", *words, "--format", "csv", "--keep"]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert [row["period"] for row in rows] == ["2024", "2025", "2026"]
    with WorkbookFile.open(own_beijing) as file:
        kept = [file.workbook().series("beijing", "rd_expenditure").at(row["period"]) for row in rows]
    assert [(one.value, one.status) for one in kept if one] == [(float(row["value"]), "F") for row in rows]
    assert [(one.source, one.vintage) for one in kept if one] == [("", "")] * 3
    assert main(["forecast", *words]) == 0
    assert "random walk with drift" in capsys.readouterr().out
    assert main(["undo", str(own_beijing)]) == 0
    with WorkbookFile.open(own_beijing) as file:
        assert file.workbook().series("beijing", "rd_expenditure").at("2026") is None


def test_too_few_points_answer_no(own_beijing: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The published index has two."""
    assert main(["forecast", str(own_beijing), "beijing", "ecosystem_index", "--to", "2027"]) == 1
    assert "Too few points: 2" in capsys.readouterr().err
