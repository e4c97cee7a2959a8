"""Whole numbers that a float cannot hold are refused by every import; those that it holds come in exactly."""

import json
from pathlib import Path

import polars as pl
import pytest

from core.errors import BadFigure
from core.workbook.entries import Indicator
from core.workbook.figure_cell import Cell
from core.workbook.figure_text import figure_from_text
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


def test_a_number_of_many_digits_comes_in_as_it_is_or_not_at_all(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The 17 digits of a double are that double; 19 threes are none, and are refused as they are in a cell."""
    monkeypatch.chdir(tmp_path)
    texts = ["0.30000000000000004", "0.10000000000000001", "0.3333333333333333333", "1234567890.12345678901", "1.50"]
    rows = "".join(f"{name},x,2023,{text}\n" for name, text in zip("abcde", texts, strict=True))
    Path("t.csv").write_text(f"unit,indicator,period,value\n{rows}", "utf-8")
    assert main(["new", "w.jingdex"]) == 0
    assert main(["import", "w.jingdex", "t.csv", "--yes"]) == 0
    out = capsys.readouterr().out
    with WorkbookFile.open(Path("w.jingdex")) as file:
        figures = [figure for series in file.workbook().figures.values() for figure in series]
    assert {figure.unit: figure.value for figure in figures} == {"a": 0.30000000000000004, "b": 0.1, "e": 1.5}
    with pytest.raises(BadFigure) as refused:
        figure_from_text(texts[2], Cell("a", Indicator("x", "x"), "2023"))
    assert f"line 4: '{texts[2]}': {str(refused.value).removesuffix('.')}" in out
