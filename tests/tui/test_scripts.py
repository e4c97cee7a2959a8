"""What scripts need: reports as data, silence, workbooks made once, and the command line described."""

import json
from pathlib import Path

import pytest

from data.file import WorkbookFile
from tui.cli.subcommands import SUBCOMMANDS, parser_of
from tui.command_line import main

TEXT = "region,year,jobs\nA,2020,5\nB,2020,x1\nC,2020,7\n注：本表不含港澳台,,\n"


@pytest.fixture(autouse=True)
def book(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """An empty workbook in a folder of its own, beside a file with a refused row and a note."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("JINGDEX_HOME", str(tmp_path / "home"))
    Path("t.csv").write_text(TEXT, encoding="utf-8")
    assert main(["new", "w.jingdex"]) == 0
    capsys.readouterr()
    return tmp_path / "w.jingdex"


def steps() -> int:
    """How many steps the trail has."""
    with WorkbookFile.open(Path("w.jingdex")) as file:
        return len(file.trail())


def test_the_report_of_an_import_is_data_on_standard_output(capsys: pytest.CaptureFixture[str]) -> None:
    """Counts, figures and refused rows with their lines; sentences go to standard error."""
    assert main(["import", "w.jingdex", "t.csv", "--yes", "--report", "json"]) == 0
    out, err = capsys.readouterr()
    found = json.loads(out)
    assert {name: found[name] for name in ("new", "changed", "unchanged", "refused", "notes")} == {
        "new": 2, "changed": 0, "unchanged": 0, "refused": 1, "notes": 1,
    }  # fmt: skip
    assert found["saved"]["number"] == 2
    (file,) = found["files"]
    assert [(one["unit"], one["value"], one["line"]) for one in file["new"]] == [("A", 5.0, 2), ("C", 7.0, 4)]
    assert file["refused"] == [{"line": 3, "text": "x1", "why": "“x1” is not a number: correct the cell"}]
    assert [one["line"] for one in file["notes"]] == [5]
    assert file["layout"]["roles"] == {"unit": "region", "period": "year"}
    assert err.startswith("2 new, 0 changed, 1 refused, 1 skipped as notes\n")
    assert "saved as 2 at" in err


def test_the_report_says_what_was_there_before_and_that_nothing_was_written(capsys: pytest.CaptureFixture[str]) -> None:
    """With --dry-run `saved` is null; a changed figure has its old value."""
    assert main(["import", "w.jingdex", "t.csv", "--yes", "--quiet"]) == 0
    Path("t.csv").write_text(TEXT.replace("C,2020,7", "C,2020,8"), encoding="utf-8")
    assert main(["import", "w.jingdex", "t.csv", "--dry-run", "--report", "json", "--quiet"]) == 0
    out, err = capsys.readouterr()
    found = json.loads(out)
    assert (err, found["saved"], found["unchanged"]) == ("", None, 1)
    assert [(one["unit"], one["old_value"], one["value"]) for one in found["files"][0]["changed"]] == [("C", 7.0, 8.0)]
    assert steps() == 2


def test_a_quiet_import_says_only_what_is_wrong(capsys: pytest.CaptureFixture[str]) -> None:
    """Its exit code says the rest; what asks nothing must say yes or no."""
    assert main(["import", "w.jingdex", "t.csv", "--yes", "--quiet", "--strict"]) == 1
    assert capsys.readouterr() == ("", "")
    assert steps() == 2
    for option in (("--quiet",), ("--report", "json")):
        assert main(["import", "w.jingdex", "t.csv", *option]) == 2
        out, err = capsys.readouterr()
        assert (out, err) == (
            "",
            f"jingdex: {option[0]} cannot ask: add --yes, or --dry-run to write nothing.\n",
        )


def test_a_workbook_that_is_there_stays_as_it_is(capsys: pytest.CaptureFixture[str], book: Path) -> None:
    """With --if-missing it is not an error; what is not a workbook still is one."""
    before = book.read_bytes()
    assert main(["new", "w.jingdex", "--from", "beijing", "--if-missing"]) == 0
    assert capsys.readouterr().out == "w.jingdex is there and stays as it is\n"
    assert book.read_bytes() == before
    assert main(["new", "t.csv", "--if-missing"]) == 2
    assert Path("t.csv").read_text("utf-8") == TEXT
    assert main(["new", "other.jingdex", "--if-missing"]) == 0
    assert Path("other.jingdex").exists()


def test_the_spec_describes_every_subcommand_and_option(capsys: pytest.CaptureFixture[str]) -> None:
    """As the parsers have them; a call can be made of it."""
    assert main(["--spec"]) == 0
    found = json.loads(capsys.readouterr().out)
    described = {one["name"]: one for one in found["subcommands"]}
    assert list(described) == ["", *SUBCOMMANDS]
    for name in SUBCOMMANDS:
        options = {flag for one in described[name]["options"] for flag in one["names"]}
        known = {flag for one in parser_of(name)._actions for flag in one.option_strings}
        assert options == known - {"-h", "--help"}
    across = next(one for one in described["import"]["options"] if one["names"] == ["--columns"])
    assert across["choices"] == ["units", "indicators", "periods"]
    files = described["import"]["arguments"][1]
    assert (files["name"], files["required"], files["several"]) == ("FILE", True, True)
    assert found["exit_codes"]["2"].startswith("refused")
