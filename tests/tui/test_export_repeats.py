"""What goes out leads back: the report alone, COINr's two tables and the folder of text give the same again."""

import html
import json
import re
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from core.derive.derive import derive
from core.method.run import Scored
from core.workbook.workbook import Workbook
from data.file import WorkbookFile
from tui.tables import excel

REFERENCE = Path(__file__).parents[2].parent / "shared" / "reference"
needs_reference = pytest.mark.skipif(not REFERENCE.is_dir(), reason="the reference files are not beside the project")
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A home, a name and a folder of the test's own."""
    monkeypatch.setenv("JINGDEX_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("JINGDEX_AUTHOR", "Ada")
    monkeypatch.chdir(tmp_path)


def workbook(path: str) -> Workbook:
    """What a file holds."""
    with WorkbookFile.open(Path(path)) as file:
        return file.workbook()


def scores(of: Workbook, method: str) -> pl.DataFrame:
    """The scores of a method, by unit and period."""
    result = derive(of).methods[method]
    assert isinstance(result, Scored)
    return result.scores.sort("period", "unit")


def test_a_reviewer_repeats_every_score_from_the_report_alone(run: Run) -> None:
    """The figures and methods that stand in it, taken through its own commands: the same scores to the last digit."""
    assert run("new", "b.jingdex", "--from", "beijing")[0] == 0
    assert run("report", "b.jingdex", "r.html")[0] == 0
    blocks = [
        html.unescape(one) for one in re.findall("<pre>(.*?)</pre>", Path("r.html").read_text("utf-8"), re.DOTALL)
    ]
    for text in blocks[:-2]:
        code = json.loads(next(line for line in text.splitlines() if line.startswith("code = ")).partition("= ")[2])
        Path(f"{code}.toml").write_text(text, encoding="utf-8")
    Path("figures.csv").write_text(blocks[-2], encoding="utf-8")
    for command in blocks[-1].strip().splitlines():
        assert run(*command.split()[1:])[0] == 0
    before, after = workbook("b.jingdex"), workbook("repeated.jingdex")
    known = {figure for series in before.figures.values() for figure in series}
    assert {figure for series in after.figures.values() for figure in series} <= known
    for method in before.methods:
        assert scores(after, method).equals(scores(before, method))


@needs_reference
@pytest.mark.parametrize("data", ["asem_idata.csv", "asem_panel.csv"])
def test_coinrs_two_tables_come_back_as_they_went_in(run: Run, data: str) -> None:
    """Countries, figures, directions, weights and tree of ASEM, and of its panel, through a workbook and out again."""
    given = [REFERENCE / "asem" / name for name in (data, "asem_imeta.csv")]
    assert run("new", "a.jingdex")[0] == 0
    assert run("import", "a.jingdex", *given, "--yes")[0] == 0
    assert run("export", "a.jingdex", "coin", "--as", "coin")[0] == 0
    keys = ["uCode", "Time"]
    first, again = (pl.read_csv(path, infer_schema_length=None) for path in (given[0], Path("coin/iData.csv")))
    assert again.sort(keys).select(first.columns).equals(first.sort(keys).with_columns(pl.col("Time").cast(pl.Int64)))
    meta = ["iCode", "iName", "Direction", "Weight", "Parent", "Type"]
    kept = pl.col("Type").is_in(["Indicator", "Aggregate"])
    first, again = (
        pl.read_csv(path, infer_schema_length=None).filter(kept).sort("iCode").select(meta)
        for path in (given[1], Path("coin/iMeta.csv"))
    )
    numbers = [pl.col(name).cast(pl.Float64) for name in ("Direction", "Weight")]
    assert again.with_columns(numbers).equals(first.with_columns(numbers))
    assert run("new", "c.jingdex")[0] == 0
    assert run("import", "c.jingdex", "coin/iData.csv", "coin/iMeta.csv", "--yes")[0] == 0
    one, other = (workbook(f"{name}.jingdex") for name in "ac")
    assert {key: [f.value for f in series] for key, series in one.figures.items()} == {
        key: [f.value for f in series] for key, series in other.figures.items()
    }
    before, after = next(iter(one.methods)), next(iter(other.methods))
    columns = scores(one, before).columns
    assert scores(other, after).select(columns).equals(scores(one, before))


def test_the_folder_of_text_holds_blocks_aliases_mappings_and_the_trail(run: Run) -> None:
    """A large import with a mended name, an edit and an undo: all of it is there again, and can be undone again."""
    rows = "".join(f"西藏,{year},i{n},{n}.{year}\n" for year in range(2000, 2024) for n in range(100))
    Path("big.csv").write_text(f"province,year,variable,value\n{rows}两藏,2024,i1,5\n", encoding="utf-8")
    assert run("new", "t.jingdex")[0] == 0
    assert run("import", "t.jingdex", "big.csv", "--yes", "--alias", "两藏=西藏")[0] == 0
    assert run("set", "t.jingdex", "西藏", "i1", "2023", "7")[0] == 0
    assert run("undo", "t.jingdex")[0] == 0
    assert run("export", "t.jingdex", "words", "--as", "text")[0] == 0
    assert run("new", "again.jingdex", "--from", "words")[0] == 0
    one, other = workbook("t.jingdex"), workbook("again.jingdex")
    assert one == other
    assert [alias.text for alias in other.aliases] == ["两藏"]
    assert list(other.mappings) == ["big"]
    trails = []
    for name in ("t.jingdex", "again.jingdex"):
        with WorkbookFile.open(Path(name)) as file:
            trails.append((file.trail(), file.seal()))
    assert trails[0] == trails[1]
    assert run("undo", "again.jingdex", "--yes")[0] == 0
    assert workbook("again.jingdex").figures == {}
    assert run("export", "again.jingdex", "words", "--as", "text", "--force")[0] == 0
    assert not Path("words/figures.csv").exists()


def test_files_of_one_table_carry_sources_and_methods_beside_them(run: Run) -> None:
    """All of them or none: where one already exists nothing is written."""
    assert run("new", "b.jingdex", "--from", "beijing")[0] == 0
    carried = ("--what", "scores", "--with", "sources", "--with", "methods")
    assert run("export", "b.jingdex", "s.csv", *carried)[0] == 0
    assert Path("s.sources.csv").read_text("utf-8").startswith("source,title,")
    assert Path("s.rebuilt.toml").read_text("utf-8").startswith("[method]")
    Path("s.csv").unlink()
    code, _, err = run("export", "b.jingdex", "s.csv", *carried)
    assert (code, "--force" in err, Path("s.csv").exists()) == (2, True, False)
    assert run("export", "b.jingdex", "s.csv", *carried, "--force")[0] == 0


def test_a_table_longer_than_a_sheet_is_reported(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Excel would lose rows; one sentence names the form that holds them."""
    assert run("new", "b.jingdex", "--from", "beijing")[0] == 0
    monkeypatch.setattr(excel, "LONGEST_SHEET", 100)
    code, _, err = run("export", "b.jingdex", "x.xlsx", "--what", "figures")
    assert (code, "figures has 294 rows, a sheet holds 100: use .parquet." in err) == (2, True)
    assert not Path("x.xlsx").exists()


def test_long_tables_in_excel_are_written_row_by_row_and_the_same(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """With less memory, and every cell as before."""
    assert run("new", "b.jingdex", "--from", "beijing")[0] == 0
    assert run("export", "b.jingdex", "one.xlsx", "--what", "figures")[0] == 0
    monkeypatch.setattr(excel, "LONG", 10)
    assert run("export", "b.jingdex", "two.xlsx", "--what", "figures")[0] == 0
    one, two = (pl.read_excel(name, infer_schema_length=None) for name in ("one.xlsx", "two.xlsx"))
    assert one.equals(two)


def test_a_chart_is_of_the_index_the_scores_or_a_series(run: Run) -> None:
    """In the Beijing workbook the index; a named series; and bars of the units where there is a method alone."""
    assert run("new", "b.jingdex", "--from", "beijing")[0] == 0
    assert run("export", "b.jingdex", "i.svg")[0] == 0
    assert "Innovation ecosystem index" in Path("i.svg").read_text("utf-8")
    assert run("export", "b.jingdex", "g.svg", "--series", "beijing", "gdp")[0] == 0
    assert ">Beijing · GDP (CNY)<" in Path("g.svg").read_text("utf-8")
    assert run("export", "b.jingdex", "s.svg", "--what", "scores")[0] == 0
    assert Path("s.svg").read_text("utf-8").count("<circle") == 5
    assert run("export", "b.jingdex", "n.svg", "--series", "beijing", "nothing")[0] == 2
    assert run("new", "e.jingdex")[0] == 0
    code, _, err = run("export", "e.jingdex", "e.svg")
    assert (code, "neither an index nor a method" in err) == (2, True)


def test_coinrs_tables_of_a_workbook_without_a_method_are_refused(run: Run) -> None:
    """In one sentence that says what is wanted, and nothing is made."""
    assert run("new", "none.jingdex")[0] == 0
    code, _, err = run("export", "none.jingdex", "coin", "--as", "coin")
    assert (code, "This workbook has no method" in err, Path("coin").exists()) == (2, True, False)
