"""Figures as one frame: the same rows, and the same text as CSV, as figure by figure."""

from pathlib import Path

import polars as pl
import pytest

from core.workbook.edit import filled
from core.workbook.entries import Indicator, Unit
from core.workbook.entry import Entry
from core.workbook.figure import Figure
from core.workbook.figure_store import Figures
from core.workbook.workbook import Workbook
from data.csv_safety import OBEYED, STARTS
from data.file import WorkbookFile
from tui.cli.exchange import csv_text
from tui.cli.frame_csv import frame_csv
from tui.command_line import main
from tui.tables.figure_rows import COLUMNS, figure_rows
from tui.tables.records import figure_records
from tui.tables.registry import table

ENTRIES: tuple[Entry, ...] = (
    Unit("u", "Unit", "单位"),
    Indicator("i", "Part", "部分", measure="CNY"),
    Indicator("j", "Whole", measure="CNY"),
    Indicator("r", "=Ratio", "比", measure="PERCENT", numerator="i", denominator="j"),
)
FIGURES = (
    Figure("u", "i", "2020", value=1e-7, note="+1"),
    Figure("u", "i", "2021", "2022-01", value=25.0, status="P", source="s", mult=8, decimals=1),
    Figure("u", "j", "2021", value=100.0),
    Figure("u", "r", "2021", value=25.0),
    Figure("u", "r", "2020"),
    Figure("v", "k", "2020", value=1.5e300, note='\x1b[2J, "x"\n'),
)


def _workbook() -> Workbook:
    return Workbook.of(FIGURES, ENTRIES)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_rows_of_the_frame_are_the_records(language: str) -> None:
    """Names, measures, empty values and the check of a published ratio; unknown codes stand for their names."""
    workbook = _workbook()
    records = list(figure_records(workbook, language))  # type: ignore[arg-type]  # one of the two
    assert figure_rows(workbook, language).to_dicts() == records  # type: ignore[arg-type]  # as above
    assert [row["ratio_agrees"] for row in records if row["indicator"] == "r"] == [None, True]
    assert table("figures").keys == COLUMNS


def test_csv_of_a_frame_is_that_of_its_rows() -> None:
    """Numbers of every size, texts with every sign that is guarded or quoted, null and the empty text."""
    values = [0.0, -0.0, 1e16, 9999999999999998.0, 1e15, 1e-4, 9.99e-5, 5e-324, -1e22, 123456789012345.6, 0.1, None]
    texts = [f"{sign}x" for sign in STARTS] + ["a,b", 'a"b', "a\r\nb", "a\x1bb", "␐", "京", "", None, " ", "x=", "\x9f"]
    assert any(OBEYED.search(text or "") for text in texts)
    frame = pl.DataFrame(
        {
            "value": [values[n % len(values)] for n in range(len(texts))],
            "text": texts,
            "truth": [(True, False, None)[n % 3] for n in range(len(texts))],
            "whole": [(1, -5, None)[n % 3] for n in range(len(texts))],
        }
    )
    frame = frame.with_columns(code=pl.col("text").cast(pl.Categorical))
    assert frame_csv(frame).decode() == csv_text(frame.columns, frame.iter_rows(named=True))


@pytest.mark.parametrize("form", ["csv", "tsv", "json", "parquet", "xlsx"])
@pytest.mark.parametrize("filters", [(), ("--period", "2021"), ("--unit", "Unit")])
def test_a_file_is_the_same_from_a_frame_as_from_series(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: str, filters: tuple[str, ...]
) -> None:
    """A large workbook holds its figures as a frame: what it exports is what a small one does."""
    path = tmp_path / "w.jingdex"
    WorkbookFile.create(path, filled(_workbook(), "made"), "Ada").close()
    made = {}
    for is_frame in (False, True):
        monkeypatch.setattr(Figures, "is_frame", is_frame)
        target = tmp_path / f"{is_frame}.{form}"
        assert main(["export", str(path), str(target), "--what", "figures", *filters]) == 0
        made[is_frame] = pl.read_parquet(target).to_dicts() if form == "parquet" else target.read_bytes()
    assert made[True] == made[False]


def test_a_period_without_a_figure_is_refused_in_a_frame_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """With the periods that there are."""
    path = tmp_path / "w.jingdex"
    WorkbookFile.create(path, filled(_workbook(), "made"), "Ada").close()
    monkeypatch.setattr(Figures, "is_frame", True)
    assert main(["show", str(path), "figures", "--format", "csv", "--period", "1999"]) == 2
    assert "no period 1999: use one of 2020, 2021" in capsys.readouterr().err
