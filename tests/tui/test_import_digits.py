"""Whole numbers that a float cannot hold are refused by every import; those that it holds come in exactly."""

import json
from pathlib import Path

import polars as pl
import pytest

from data.file import WorkbookFile
from tui.command_line import main

HELD, LOST = 9007199254740992, 9007199254740993


def written(folder: Path, form: str) -> Path:
    """A file of one number that is held and one that is not."""
    rows = [
        {"unit": unit, "indicator": "x", "period": "2023", "value": value} for unit, value in (("a", HELD), ("b", LOST))
    ]
    path = folder / f"digits.{form}"
    if form == "csv":
        pl.DataFrame(rows).write_csv(path)
    elif form == "parquet":
        pl.DataFrame(rows).write_parquet(path)
    else:
        path.write_text(json.dumps(rows), "utf-8")
    return path


@pytest.mark.parametrize("form", ["csv", "json", "parquet"])
def test_a_whole_number_comes_in_exactly_or_not_at_all(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    """2^53 is kept, 2^53 + 1 is refused with its line and what to do."""
    monkeypatch.setenv("JINGDEX_HOME", str(tmp_path))
    book = tmp_path / "w.jingdex"
    assert main(["new", str(book)]) == 0
    assert main(["import", str(book), str(written(tmp_path, form)), "--yes"]) == 0
    assert "has more digits than can be kept" in capsys.readouterr().out
    with WorkbookFile.open(book) as file:
        figures = [figure for series in file.workbook().figures.values() for figure in series]
    assert [(figure.unit, figure.value) for figure in figures] == [("a", float(HELD))]
