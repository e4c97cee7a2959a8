"""The library: workbooks as frames, methods on frames, and packages of our own names beside ours."""

import doctest
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from method_texts import method_text

import jingdex
from core.errors import JingdexError
from core.workbook.edit import CompositeEdit, SetFigure, filled
from core.workbook.figure import Figure
from data.file import WorkbookFile
from data.sets import read_set
from tui.tables.registry import table_ids

ROOT = Path(__file__).parents[1]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A new copy of the Beijing workbook."""
    made = tmp_path / "beijing.jingdex"
    WorkbookFile.create(made, filled(read_set("beijing"), "beijing"), "Ann").close()
    return made


def test_the_examples_of_the_page_run(path: Path) -> None:
    """Every example of docs/library.md gives what it says."""
    page = str(ROOT / "docs" / "library.md")
    failed, tried = doctest.testfile(page, module_relative=False, encoding="utf-8", globs={"workbook": path})
    assert tried >= 10
    assert failed == 0


def test_every_table_is_a_frame_with_typed_columns(path: Path) -> None:
    """Without options, where the workbook has what the table is made of."""
    with jingdex.open(path, read_only=True) as book:
        frames = {}
        for name in table_ids():
            try:
                frames[name] = book.table(name)
            except JingdexError:
                continue
    assert len(frames) >= 20
    assert frames["scores"].schema["score"] == pl.Float64
    assert frames["clusters"].height == 7


def test_a_figure_that_is_set_is_saved_and_moves_the_tables(path: Path) -> None:
    """Another process sees it; the table that was read before is made again."""
    with jingdex.open(path, author="Bo") as book:
        before = book.table("clusters")
        book.set("healthcare", "overall_scale", "2023", "1.05万亿")
        after = book.table("clusters")
    assert not before.equals(after)
    with jingdex.open(path, read_only=True) as book:
        figure = book.document.series("healthcare", "overall_scale").at("2023")
    assert (figure.value, figure.author) == (1.05e12, "Bo")


@pytest.mark.parametrize(
    ("name", "options", "words"),
    [
        ("nosuch", {}, "There is no table"),
        ("clusters", {"nosuch": 1}, "There is no option"),
        ("claims", {"node": "x"}, "--node has no effect on the table claims"),
        ("correlations", {"coefficient": "nosuch"}, "use one of pearson, spearman, kendall"),
        ("differences", {"units": "beijing"}, "takes a list of 2"),
        ("steps", {"step": "first"}, "is a number"),
        ("claims", {"language": "fr"}, "There is no language"),
    ],
)
def test_what_a_table_has_not_is_refused_with_what_there_is(
    path: Path, name: str, options: dict[str, object], words: str
) -> None:
    """In one sentence."""
    with jingdex.open(path, read_only=True) as book, pytest.raises(JingdexError, match=words):
        book.table(name, **options)


def test_a_moment_can_only_be_read(path: Path) -> None:
    """As of a release nothing is typed."""
    with jingdex.open(path, as_of="@2023-11") as book:
        assert book.figures().height < 294
        assert book.figures().schema["unit"] == pl.String
        with pytest.raises(JingdexError):
            book.set("healthcare", "overall_scale", "2023", "1万亿")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"figure": 1.5e12}, "figure is a text as it is typed"),
        ({"unit": None}, "unit is a text"),
        ({"note": 5}, "note is a text"),
        ({"vintage": "yesterday"}, "not a date of a release"),
        ({"period": "2024岁"}, "not a period"),
    ],
)
def test_what_is_not_typed_so_is_refused_in_one_sentence(path: Path, arguments: dict[str, Any], words: str) -> None:
    """A year may be a number; nothing is saved of the others, and nothing at all once the workbook is closed."""
    usual: dict[str, Any] = {"unit": "医药健康", "indicator": "overall_scale", "period": 2024, "figure": "1.05万亿"}
    with jingdex.open(path) as book:
        with pytest.raises(JingdexError, match=words):
            book.set(**usual | arguments)
        assert book.undo() == "nothing to do"
        assert "1.05万亿" in book.set(**usual)
    with pytest.raises(JingdexError, match="closed"):
        book.set(**usual)
    with pytest.raises(JingdexError, match="path is a text"):
        jingdex.open(arguments)


PANEL = pl.DataFrame({"unit": ["a", "b", "c"] * 2, "period": [2022] * 3 + [2023] * 3, "x": [1.0, 2, 3, 9, 4, 5]})


def method(more: str) -> str:
    """The document of a method of one indicator."""
    return method_text("top; x top", "normalise min_max", "aggregate arithmetic", more=more)


def test_a_method_covers_the_units_and_periods_that_it_names() -> None:
    """Two units of one year alone: they are the ends of the scale."""
    made = jingdex.run(method('units = ["b", "c"]\nperiods = ["2022"]'), PANEL)
    assert made.scores.select("unit", "top").rows() == [("b", 0.0), ("c", 1.0)]


def test_a_unit_or_period_that_the_panel_has_not_is_named() -> None:
    """Rather than left out without a word."""
    with pytest.raises(JingdexError, match="no period 2024"):
        jingdex.run(method('periods = ["2024"]'), PANEL)


@pytest.fixture
def others(tmp_path: Path) -> Path:
    """A folder with packages of our names that break when they are imported."""
    for name in jingdex.OWN:
        (tmp_path / "others" / name).mkdir(parents=True)
        (tmp_path / "others" / name / "__init__.py").write_text("raise RuntimeError('not this one')")
    return tmp_path / "others"


def python(folder: Path, code: str) -> subprocess.CompletedProcess[str]:
    """What a program prints for which these packages stand first."""
    environment = {**os.environ, "PYTHONPATH": f"{folder}{os.pathsep}{ROOT}"}
    command = [sys.executable, "-c", code]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


def test_the_command_works_beside_packages_of_its_own_names(others: Path, path: Path, tmp_path: Path) -> None:
    """Also the process that reads a file from elsewhere."""
    new = tmp_path / "new.parquet"
    pl.DataFrame({"unit": ["x"], "indicator": ["gdp"], "period": ["2023"], "value": [1.0]}).write_parquet(new)
    arguments = ["jingdex", "import", str(path), str(new), "--yes"]
    code = f"import jingdex, sys; sys.argv = {arguments!r}; sys.exit(jingdex.main())"
    ended = python(others, code)
    assert ended.returncode == 0, ended.stderr
    assert "1 new" in ended.stdout
    assert "Warning" not in ended.stderr


def test_the_library_says_what_it_shadows(others: Path, path: Path) -> None:
    """In one sentence for each; the workbook opens."""
    ended = python(others, f"import jingdex; print(jingdex.open({str(path)!r}, read_only=True).figures().height)")
    assert ended.stdout.strip() == "294", ended.stderr
    for name in jingdex.OWN:
        assert f"shadows {others / name}" in ended.stderr


def test_a_package_that_was_loaded_first_is_named(others: Path) -> None:
    """The library cannot be loaded beside it."""
    (others / "core" / "__init__.py").write_text("")
    ended = python(others, "import core, jingdex")
    assert ended.returncode == 1
    assert f"{others / 'core' / '__init__.py'} is loaded under that name" in ended.stderr


def test_undo_says_what_it_took_back_and_asks_for_more_than_one_edit(path: Path) -> None:
    """As `jingdex undo` does: a block of many figures is taken back with `several` alone."""
    with jingdex.open(path, author="li") as book:
        book.set("healthcare", "overall_scale", "2023", "9800亿")
        assert "9761亿" in book.undo()
        assert "9800亿" in book.redo()
        assert "9761亿" in book.undo()
        assert book.undo() == "nothing to do"
        figures = [Figure("beijing", "new", str(1990 + n), value=float(n)) for n in range(12)]
        block = CompositeEdit("twelve figures", tuple(SetFigure(None, one) for one in figures))
        book._session.do(block)
        with pytest.raises(JingdexError, match=r"a block of 12 figures: call undo\(several=True\)"):
            book.undo()
        assert book.undo(several=True).startswith("a block of 12 figures: ")
        assert ("beijing", "new") not in book.document.figures


@pytest.mark.parametrize(
    ("panel", "words"),
    [
        (PANEL.with_columns(unit=pl.lit(None, pl.String)), "Row 1 has no unit"),
        (PANEL.with_columns(period=pl.Series([2022, 2022, None, 1, 2, 3])), "Row 3 has no period"),
        (PANEL.clear(), "has no row"),
        (PANEL.to_dict(), "not a Polars frame"),
        (PANEL.with_columns(x=pl.lit("1")), "holds no numbers"),
    ],
)
def test_a_frame_that_is_not_a_panel_is_refused_in_one_sentence(panel: object, words: str) -> None:
    """The row or the column is named."""
    with pytest.raises(JingdexError, match=words):
        jingdex.run(method(""), panel)


def test_a_lazy_frame_of_whole_numbers_and_a_file_by_its_name_do(tmp_path: Path) -> None:
    """As the same numbers in an eager frame, with the document as text."""
    file = tmp_path / "method.toml"
    file.write_text(method(""), encoding="utf-8")
    whole = PANEL.with_columns(pl.col("x").cast(pl.Int64)).lazy()
    assert jingdex.run(str(file), whole).scores.equals(jingdex.run(method(""), PANEL).scores)
