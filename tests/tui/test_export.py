"""Tables go out in every form: numbers stay numbers, and no text acts on a spreadsheet, a page or a terminal."""

import csv
import io
import json
import re
import shutil
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import openpyxl
import polars as pl
import pytest
from recorded_rows import numbers_and_codes
from syrupy.assertion import SnapshotAssertion

from core.workbook.edit import filled
from core.workbook.entries import About, Index, Indicator, Method, Source, Step, TreeNode, Unit
from core.workbook.figure import Figure
from core.workbook.workbook import Workbook
from data.file import WorkbookFile
from tui.tables.registry import table, table_ids

pytestmark = pytest.mark.usefixtures("home")

HOSTILE = "=cmd|' /C calc'!A0<script>alert(1)</script>[x](javascript:1)\\input{/etc/passwd}|`$&\x1b[31m"
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def beijing(beijing: Path, tmp_path: Path) -> Path:
    """A fresh copy of the Beijing workbook."""
    return Path(shutil.copy(beijing, tmp_path / "beijing.jingdex"))


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    """A workbook whose names and notes try to act."""
    path = tmp_path / "hostile.jingdex"
    entries = [About("workbook", HOSTILE), Unit("u", HOSTILE), Indicator("i", HOSTILE), Source("s", HOSTILE, HOSTILE)]
    entries += [Index("u", "i", "2023"), Method("m", HOSTILE), TreeNode("m", "top"), TreeNode("m", "i", "top")]
    entries += [Step("m", 1, "aggregate", "arithmetic")]
    figures = [Figure("u", "i", year, value=-2.5, source="s", note=HOSTILE) for year in ("2022", "2023")]
    WorkbookFile.create(path, filled(Workbook.of(figures, entries), "made"), "Ada").close()
    return path


def exported(run: Run, path: Path, name: str, *argv: object) -> Path:
    """The file that an export makes."""
    target = path.with_name(name)
    code, out, err = run("export", path, target, *argv)
    assert (code, out) == (0, f"wrote {target}\n")
    assert err == "" or re.fullmatch(r"jingdex: SDMX has no place for .*: they are left out\.\n", err)
    return target


def shown(run: Run, path: Path, subject: str) -> list[dict[str, object]]:
    """The rows of a subject as `show` gives them."""
    return json.loads(run("show", path, subject, "--format", "json")[1])


MAY_BE_EMPTY = (
    "ranks-in-groups",
    "weight-ranges",
    "treatments",
    "strengths",
    "rank-pairs",
    "relatedness-missing",
    "rollups",
    "scenarios",
    "scenario-differences",
    "size-links",
    "outranking",
    "treated-points",
)


TYPES = {"text": pl.String(), "number": pl.Float64(), "whole": pl.Int64(), "truth": pl.Boolean()}
KINDS: dict[str, type | tuple[type, ...]] = {"text": str, "number": (int, float), "whole": int, "truth": bool}


@pytest.mark.parametrize("subject", [x for x in table_ids() if not (x.startswith("clusters-") or table(x).needs)])
def test_data_files_hold_the_rows_that_show_prints(
    beijing: Path, run: Run, snapshot: SnapshotAssertion, subject: str
) -> None:
    """CSV, JSON and Parquet have the same rows and values as `show`: those recorded (`--snapshot-update` renews them).

    Each column holds what it is declared to hold, also in a table without rows; no number becomes a text.
    """
    rows = shown(run, beijing, subject)
    assert json.loads(exported(run, beijing, "x.json", "--what", subject).read_bytes()) == rows
    lines = list(csv.DictReader(io.StringIO(exported(run, beijing, "x.csv", "--what", subject).read_text("utf-8"))))
    assert len(lines) == len(rows)
    assert rows or subject in MAY_BE_EMPTY
    frame = pl.read_parquet(exported(run, beijing, "x.parquet", "--what", subject))
    assert dict(frame.schema) == {one.key: TYPES[one.kind] for one in table(subject).columns}
    assert frame.to_dicts() == rows
    for row in rows:
        for column in table(subject).columns:
            assert row[column.key] is None or isinstance(row[column.key], KINDS[column.kind]), (column.key, row)
    assert numbers_and_codes(subject, rows) == snapshot


@pytest.mark.parametrize(
    ("name", "argv"),
    [
        *((f"x.{end}", ("--what", "figures")) for end in ("csv", "tsv", "json", "parquet", "xlsx")),
        *(("x.csv", ("--as", form)) for form in ("sdmx", "sdmx1")),
    ],
)
def test_what_is_exported_and_imported_again_is_the_same(
    beijing: Path, run: Run, name: str, argv: tuple[str, ...]
) -> None:
    """Every figure comes round with its value, scale, digits, letter, qualifier, release, source and note."""
    with WorkbookFile.open(beijing) as file:
        before = file.workbook()
    again = beijing.with_name("again.jingdex")
    entries = [entry for table in before.tables.values() for entry in table.values()]
    WorkbookFile.create(again, filled(Workbook.of([], entries), "entries alone"), "Ada").close()
    target = exported(run, beijing, name, *argv)
    assert run("import", beijing, target, "--dry-run")[1].count("294 unchanged") == 1
    assert run("import", again, target, "--yes")[0] == 0
    with WorkbookFile.open(again) as file:
        assert file.workbook().figures == before.figures


def test_tables_that_go_with_a_table_are_sheets_in_excel(beijing: Path, run: Run) -> None:
    """The sources, the methods line by line, and the table as readers see it; a form of one table holds no more."""
    carried = ("--what", "clusters", "--with", "sources", "--with", "methods")
    book = openpyxl.load_workbook(exported(run, beijing, "x.xlsx", *carried))
    assert book.sheetnames[:3] == ["clusters", "sources", "methods"]
    assert book.active.title == book.sheetnames[3] == "Clusters · October 2023"
    lines = [row[1] for row in book["methods"].iter_rows(values_only=True) if row[0] == "rebuilt"]
    assert lines[:2] == ["[method]", 'code = "rebuilt"']
    code, _, err = run("export", beijing, beijing.with_name("y.svg"), "--with", "sources")
    assert (code, "--with needs a table" in err) == (2, True)


def test_excel_has_a_sheet_for_each_table_with_numbers_as_numbers(beijing: Path, run: Run) -> None:
    """Every figure comes back from its cell as it was, texts as texts."""
    book = openpyxl.load_workbook(exported(run, beijing, "all.xlsx"))
    assert book.sheetnames == [one for one in table_ids() if table(one).in_all]
    rows = shown(run, beijing, "figures")
    header, *cells = book["figures"].iter_rows(values_only=True)
    assert header == table("figures").keys
    assert [dict(zip(header, (cell or None for cell in row), strict=True)) for row in cells] == [
        {name: value or None for name, value in row.items()} for row in rows
    ]


def test_nothing_acts_in_a_spreadsheet(hostile: Path, run: Run) -> None:
    """No cell of CSV or TSV begins like a formula, and no cell of Excel is one."""
    for name, delimiter in (("x.csv", ","), ("x.tsv", "\t")):
        text = exported(run, hostile, name).read_text("utf-8")
        cells = [cell for row in csv.reader(io.StringIO(text), delimiter=delimiter) for cell in row]
        assert [cell for cell in cells if cell.startswith(("=", "+", "@", "\t"))] == []
        assert "-2.5" in cells
        assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]", text)
    book = openpyxl.load_workbook(exported(run, hostile, "x.xlsx"))
    kinds = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}
    assert "f" not in kinds
    assert book["figures"]["G2"].value == -2.5


@pytest.mark.parametrize(
    "name", ["x.csv", "x.tsv", "x.json", "x.parquet", "x.xlsx", "sdmx", "sdmx1", "sdmx-ml21", "text"]
)
def test_hostile_names_come_back_as_they_were(hostile: Path, run: Run, name: str) -> None:
    """What was written so that nothing acts is read as it was meant, escapes, signs and quotes included."""
    form = ("--as", name) if "." not in name else ("--what", "figures")
    target = exported(run, hostile, name if name != "sdmx" else "s2", *form)
    if name == "text":
        assert b"\x1b" not in b"".join(path.read_bytes() for path in target.rglob("*.csv"))
        assert run("new", hostile.with_name("again.jingdex"), "--from", target)[0] == 0
        with WorkbookFile.open(hostile) as one, WorkbookFile.open(hostile.with_name("again.jingdex")) as other:
            assert one.workbook() == other.workbook()
        return
    assert "2 unchanged" in run("import", hostile, target, "--dry-run")[1]


def test_nothing_acts_in_markdown_and_latex(hostile: Path, run: Run) -> None:
    """No link, tag, code or command comes out of a name; no escape reaches a terminal."""
    markdown = exported(run, hostile, "x.md", "--with", "sources", "--with", "methods").read_text("utf-8")
    assert not re.search(r"(?<!\\)[<`\[$]", markdown.replace("|---|", ""))
    latex = exported(run, hostile, "x.tex").read_text("utf-8")
    assert r"\input" not in latex
    assert r"\textbackslash{}input\{" in latex
    assert "\x1b" not in markdown + latex


class Page(HTMLParser):
    """The tags of a page and its texts."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.links: list[str | None] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag, and whatever leads elsewhere."""
        self.tags.add(tag)
        self.links += [value for name, value in attrs if name in ("href", "src", "onload", "onclick")]


def test_the_report_is_one_page_that_needs_nothing_and_acts_in_no_way(hostile: Path, run: Run) -> None:
    """No script and no link, whatever the names say, and the whole of every name is there to read."""
    page = hostile.with_name("report.html")
    assert run("report", hostile, page)[0] == 0
    text = page.read_text("utf-8")
    parser = Page()
    parser.feed(text)
    assert parser.tags.isdisjoint({"script", "a", "img", "link", "iframe", "input"})
    assert parser.links == []
    assert "\x1b" not in text
    assert "&lt;script&gt;alert(1)" in text


def test_the_report_of_the_same_workbook_is_the_same_byte_by_byte(beijing: Path, run: Run) -> None:
    """Two reports are equal; after one edit the fingerprint is another."""
    one, two, three = (beijing.with_name(f"{n}.html") for n in range(3))
    assert [run("report", beijing, page)[0] for page in (one, two)] == [0, 0]
    assert one.read_bytes() == two.read_bytes()
    run("set", beijing, "beijing", "gdp", "2025", "5.2万亿")
    run("report", beijing, three)
    prints = [re.search(r"SHA-256.*?([0-9a-f]{64})", page.read_text("utf-8"), re.DOTALL) for page in (one, three)]
    first, last = (found[1] for found in prints if found)
    assert first != last


def test_sdmx_has_the_value_as_printed_and_the_scale_beside_it(beijing: Path, run: Run) -> None:
    """9,761 times ten to the eighth; the letter, the vintage and the note are columns of their own."""
    for form, head in (("sdmx", ["STRUCTURE", "STRUCTURE_ID", "ACTION"]), ("sdmx1", ["DATAFLOW"])):
        text = exported(run, beijing, f"{form}.csv", "--as", form).read_text("utf-8")
        rows = list(csv.DictReader(io.StringIO(text)))
        assert list(rows[0])[: len(head)] == head
        cell = ("healthcare", "overall_scale", "2023")
        row = next(r for r in rows if (r["REF_AREA"], r["INDICATOR"], r["TIME_PERIOD"]) == cell)
        assert float(row["OBS_VALUE"]) * 10 ** int(row["UNIT_MULT"]) == 9761e8
        assert row["OBS_STATUS"] == "A"


def test_coinrs_two_tables_describe_every_column(beijing: Path, run: Run) -> None:
    """IMeta has a row for each code of the tree; iData has a column for each indicator and a row for each year."""
    folder = exported(run, beijing, "coin", "--as", "coin", "--method", "rebuilt")
    data, meta = (pl.read_csv(folder / f"{name}.csv") for name in ("iData", "iMeta"))
    indicators = meta.filter(pl.col("Type") == "Indicator")["iCode"].to_list()
    assert data.columns == ["uCode", "uName", "Time", *indicators]
    assert data.height == 5
    assert meta.filter(pl.col("Type") == "Aggregate").height == 7


def test_the_chart_marks_what_is_published_and_what_happened(beijing: Path, run: Run) -> None:
    """Two solid points and the event of 2018, no line over the gap."""
    svg = exported(run, beijing, "x.svg").read_text("utf-8")
    assert svg.count("<circle") == 2
    assert "0.8868" in svg
    assert "0.9970" in svg
    assert svg.count("<title>") == 3


@pytest.mark.parametrize(
    ("argv", "words"),
    [
        (("x.doc",), "does not end in"),
        (("x.csv", "--what", "nothing"), "is not one of"),
        (("x.csv", "--as", "sdmx", "--what", "claims"), "--what has no effect on the format sdmx"),
        (("none/x.csv",), "There is no folder"),
        (("x", "--as", "coin", "--method", "none"), "There is no method “none”"),
        ((".", "--as", "csv"), "is a folder"),
    ],
)
def test_bad_use_is_one_sentence_and_writes_nothing(
    beijing: Path, run: Run, monkeypatch: pytest.MonkeyPatch, argv: tuple[str, ...], words: str
) -> None:
    """Exit code 2, one line on standard error, and no new file."""
    monkeypatch.chdir(beijing.parent)
    before = sorted(beijing.parent.iterdir())
    code, out, err = run("export", beijing, *argv)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert words in err
    assert sorted(beijing.parent.iterdir()) == before


def test_a_file_is_replaced_only_with_force_and_never_half(beijing: Path, run: Run) -> None:
    """Without --force the old one stays; with it the new one is whole, and nothing is left beside it."""
    target = beijing.with_name("x.csv")
    target.write_text("mine", encoding="utf-8")
    assert run("export", beijing, target)[0] == 2
    assert target.read_text("utf-8") == "mine"
    assert run("export", beijing, target, "--force")[0] == 0
    assert target.read_text("utf-8").startswith("unit,")
    assert [one.name for one in beijing.parent.iterdir() if one.name.startswith(".")] == []
