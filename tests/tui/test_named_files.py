"""Files are named by folders and patterns too, come from standard input, and go to standard output."""

import io
import sys
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from core.workbook.workbook import Workbook
from data.file import WorkbookFile
from tui.command_line import main
from tui.imports.commands import named_files

Run = Callable[..., tuple[int, str, str]]
TEXT = "region,year,jobs\nA,{0},5\nB,{0},7\n"


@pytest.fixture
def run(capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """The command line beside a workbook and a folder of two tables: exit code, output and errors."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("JINGDEX_HOME", str(tmp_path / "home"))
    Path("tables").mkdir()
    for year in (2019, 2020):
        Path(f"tables/jobs_{year}.csv").write_text(TEXT.format(year), "utf-8")
    Path("tables/readme.md").write_text("# Tables", "utf-8")
    Path("tables/.hidden.csv").write_text("nothing", "utf-8")
    assert main(["new", "w.jingdex"]) == 0
    sys.stdout.flush()
    capfdbinary.readouterr()

    def _run(*argv: str, stdin: bytes | None = None) -> tuple[int, str, str]:
        if stdin is not None:
            monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        code = main(list(argv))
        sys.stdout.flush()
        out, err = capfdbinary.readouterr()
        return code, out.decode("utf-8", "surrogateescape"), err.decode()

    return _run


def workbook() -> Workbook:
    """What the file holds now."""
    with WorkbookFile.open(Path("w.jingdex")) as file:
        return file.workbook()


@pytest.mark.parametrize("name", ["tables", "tables/*.csv", "tables/jobs_20[12]*"])
def test_a_folder_and_a_pattern_stand_for_their_files(run: Run, name: str) -> None:
    """In the order of their names, other files left out; the same line names them on the screen."""
    assert run("import", "w.jingdex", name, "--yes")[0] == 0
    assert [one.period for one in workbook().series("A", "jobs")] == ["2019", "2020"]
    assert named_files(name) == [Path("tables/jobs_2019.csv"), Path("tables/jobs_2020.csv")]


def test_a_folder_or_pattern_without_files_is_refused(run: Run) -> None:
    """One sentence, exit code 2."""
    Path("empty").mkdir()
    code, _, err = run("import", "w.jingdex", "empty", "--yes")
    assert code == 2
    assert err.startswith("jingdex: empty is a folder without a file that ends in .csv, .tsv")
    code, _, err = run("import", "w.jingdex", "tables/*.ods", "--yes")
    assert (code, err) == (2, "jingdex: No file matches tables/*.ods: write another pattern.\n")
    code, _, err = run("import", "w.jingdex", f"{'a' * 300}.csv", "--yes")
    assert code == 2
    assert err.endswith("aaa.csv cannot be read (File name too long): name a file that can.\n")


def test_a_file_whose_name_looks_like_a_pattern_is_that_file(run: Run) -> None:
    """Brackets are letters where such a file is there."""
    Path("a[1].csv").write_text(TEXT.format(2020), "utf-8")
    assert run("import", "w.jingdex", "a[1].csv", "--yes")[0] == 0


@pytest.mark.parametrize("form", ["csv", "json", "excel", "parquet"])
def test_a_table_is_read_from_standard_input(run: Run, form: str) -> None:
    """Of whatever kind it is."""
    frame = pl.DataFrame({"region": ["A", "B"], "year": [2020, 2020], "jobs": [5, 7]})
    target = io.BytesIO()
    {"csv": frame.write_csv, "json": frame.write_json, "excel": frame.write_excel, "parquet": frame.write_parquet}[
        form
    ](target)
    assert run("import", "w.jingdex", "-", "--yes", stdin=target.getvalue())[0] == 0
    assert [one.value for one in workbook().series("B", "jobs")] == [7]


@pytest.mark.parametrize(
    ("names", "stdin", "said"),
    [
        (("-",), b" \n", "Standard input is empty: pipe a table into it."),
        (
            ("-", "-"),
            b"x",
            "- stands for the piped input and can be given once only: write `… | jingdex import WORKBOOK -`.",
        ),
        (("-", "--limit", "size=1"), b"x" * 1_000_001, "standard input holds 2 MB when unpacked, the limit is 1:"),
    ],
)
def test_standard_input_that_is_no_table_is_refused(run: Run, names: tuple[str, ...], stdin: bytes, said: str) -> None:
    """One sentence, exit code 2."""
    code, _, err = run("import", "w.jingdex", *names, "--yes", stdin=stdin)
    assert code == 2
    assert err.startswith(f"jingdex: {said}")


def test_a_table_goes_to_standard_output_as_it_would_into_a_file(run: Run) -> None:
    """Byte by byte, and nothing else; what comes out goes in again."""
    run("import", "w.jingdex", "tables", "--yes")
    for form, name in (("csv", "x.csv"), ("json", "x.json"), ("parquet", "x.parquet")):
        assert run("export", "w.jingdex", name)[0] == 0
        code, out, err = run("export", "w.jingdex", "-", "--as", form)
        assert (code, err) == (0, "")
        assert out.encode("utf-8", "surrogateescape") == Path(name).read_bytes()


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ((), "- has no file name that gives the format: give it with --as, such as --as csv."),
        (("--as", "text"), "The format text is a folder: name one in place of -."),
        (("--as", "csv", "--with", "sources"), "--with makes files beside a table: name a file in place of -."),
        (("--as", "csv", "--force"), "--force does nothing here: it replaces a file, and there is none."),
    ],
)
def test_what_cannot_go_to_standard_output_is_refused(run: Run, options: tuple[str, ...], said: str) -> None:
    """One sentence, exit code 2."""
    code, out, err = run("export", "w.jingdex", "-", *options)
    assert (code, out, err) == (2, "", f"jingdex: {said}\n")
