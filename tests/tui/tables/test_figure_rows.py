"""Figures as one frame: the same rows, and the same text as CSV, as figure by figure."""

import io
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.workbook.edit import filled
from core.workbook.entries import Indicator, Unit
from core.workbook.entry import Entry
from core.workbook.figure import Figure
from core.workbook.figure_counts import counts_of, figures_with, periods_of, revised_series
from core.workbook.figure_store import Figures
from core.workbook.workbook import Workbook
from data.csv_safety import OBEYED, STARTS
from data.file import WorkbookFile
from data.frame_csv import frame_csv, write_frame_tsv
from tui.cli.exchange import csv_text, json_text
from tui.cli.frame_json import write_frame_json
from tui.command_line import main
from tui.tables.catalogue.figures import figure_records
from tui.tables.data_files import Table, as_json, as_tsv
from tui.tables.figure_rows import COLUMNS, figure_rows
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
REVISED = Figure("u", "i", "2021", "2023-01", value=26.0)
MOVED = [(9.761e11, 8), (0.1, 3), (1e-7, 4), (1.5e300, 6), (123456789012345.6, 8), (-5.2e12, 12), (5e-324, 0)]


def _workbook() -> Workbook:
    return Workbook.of(FIGURES, ENTRIES)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_rows_of_the_frame_are_the_records(language: str) -> None:
    """Names, measures, empty values and the check of a published ratio; unknown codes stand for their names."""
    workbook = _workbook()
    records = list(figure_records(workbook, language))
    assert figure_rows(workbook, language).to_dicts() == records
    assert [row["ratio_agrees"] for row in records if row["indicator"] == "r"] == [None, True]
    assert table("figures").keys == COLUMNS


parts = st.tuples(
    st.sampled_from("ijr"),
    st.sampled_from(["2020", "2021"]),
    st.sampled_from(["", "2021-01", "2022-01"]),
    st.one_of(st.none(), st.integers(0, 40)),
    st.integers(0, 2),
    st.sampled_from("AEO"),
)


@settings(max_examples=40)
@given(st.lists(parts, max_size=14, unique_by=lambda one: one[:3]))
def test_the_check_of_ratios_at_once_is_that_of_each(some: list[tuple[str, str, str, int | None, int, str]]) -> None:
    """Whichever releases there are: the newest counts, one's own after all, 0 and gaps do not."""
    figures = [
        Figure("u", code, period, vintage, value and value * 2.5, decimals=decimals, status=status)
        for code, period, vintage, value, decimals, status in some
    ]
    workbook = Workbook.of(figures, ENTRIES)
    expected = [row["ratio_agrees"] for row in figure_records(workbook, "en")]
    assert figure_rows(workbook, "en")["ratio_agrees"].to_list() == expected


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
    for form, written in ((as_tsv, write_frame_tsv), (as_json, write_frame_json)):
        buffer = io.BytesIO()
        written(frame, buffer)
        assert buffer.getvalue() == form(Table(tuple(frame.columns), frame.to_dicts()))


def test_json_of_many_rows_is_that_of_its_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    """Blocks of rows follow one another; no row is none."""
    monkeypatch.setattr("tui.cli.frame_json.BLOCK", 2)
    frame = pl.DataFrame({"a": ["x", "\u202ey", None, '"', "\\"], "b": [1.5, None, 1e-7, 2.0, -0.0]})
    for some in (frame, frame.head(0), frame.head(2)):
        buffer = io.BytesIO()
        write_frame_json(some, buffer)
        assert buffer.getvalue() == json_text(some.columns, some.iter_rows(named=True)).encode()


@pytest.mark.parametrize("form", ["sdmx", "sdmx1"])
def test_sdmx_is_the_same_from_a_frame_as_from_series(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    """A value moved by its power of ten loses no digit."""
    more = [Figure("u", "i", str(1900 + n), value=value, mult=mult) for n, (value, mult) in enumerate(MOVED)]
    path = tmp_path / "w.jingdex"
    WorkbookFile.create(path, filled(Workbook.of((*FIGURES, *more), ENTRIES), "made"), "Ada").close()
    made = {}
    for is_frame in (False, True):
        monkeypatch.setattr(Figures, "is_frame", is_frame)
        target = tmp_path / f"{is_frame}.csv"
        assert main(["export", str(path), str(target), "--as", form]) == 0
        made[is_frame] = target.read_bytes()
    assert made[True] == made[False]


def test_counts_of_a_frame_are_those_of_its_series(monkeypatch: pytest.MonkeyPatch) -> None:
    """Figures with parts, sources, periods, and the series that a release revised."""
    figures = _workbook().with_figures([(one.key, one) for one in (REVISED, *FIGURES)]).figures
    made = []
    for is_frame in (False, True):
        monkeypatch.setattr(Figures, "is_frame", is_frame)
        made.append(
            (
                list(figures_with(figures, {"indicator": "i", "period": "2021"})),
                list(figures_with(figures, {})),
                counts_of(figures, "source"),
                periods_of(figures),
                periods_of(figures, ["r"]),
                revised_series(figures),
            )
        )
    assert made[0] == made[1]
    assert made[0][-1] == [("u", "i")]


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


def test_more_figures_than_anybody_reads_are_no_table(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A table of a million figures took minutes; a part of them, and all as data, are printed."""
    path = tmp_path / "w.jingdex"
    WorkbookFile.create(path, filled(_workbook(), "made"), "Ada").close()
    monkeypatch.setattr(Figures, "is_frame", True)
    monkeypatch.setattr("tui.tables.catalogue.figures.MOST", 3)
    assert main(["show", str(path), "figures"]) == 2
    assert "6 figures are too many for a table to read: name --unit" in capsys.readouterr().err
    assert main(["show", str(path), "figures", "--indicator", "i"]) == 0
    assert main(["show", str(path), "figures", "--format", "csv"]) == 0
