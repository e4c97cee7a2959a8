"""`jingdex uncertainty`: printed for the shipped method, the same for the same seed, refused in words."""

import csv
import io
from pathlib import Path

import pytest

from tui.command_line import main
from tui.robustness.cli import COMPUTED, COUNTED
from tui.robustness.tables import TABLES


def test_everything_may_be_otherwise_at_once(beijing: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One city alone is always first; the tables of ranks, moves, indices and of what is left out are printed."""
    words = ["--weights", "30", "--alternative", "3:equal", "--leave-out", "--figures", "E=5", "--runs", "16"]
    assert main(["uncertainty", str(beijing), *words, "--sensitivity", "4"]) == 0
    out = capsys.readouterr().out
    for title in ("Ecosystem index, rebuilt · 2020", "Places gained, 2019 to 2020", "Which choice matters", "Left out"):
        assert title in out
    assert "16 runs, seed 1, otherwise: weights, step 3, indicator left out, figures" in out


def test_the_same_seed_gives_the_same_table(beijing: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """CSV has a row for each unit and period, byte for byte the same."""
    printed = []
    for _ in range(2):
        assert main(["uncertainty", str(beijing), "--runs", "32", "--format", "csv"]) == 0
        printed.append(capsys.readouterr().out)
    assert printed[0] == printed[1]
    rows = list(csv.DictReader(io.StringIO(printed[0])))
    assert [(row["period"], row["median"], row["first"]) for row in rows] == [
        (str(year), "1", "1.0") for year in range(2016, 2021)
    ]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--method", "none"), "There is no method “none”"),
        (("--weights", "25", "--weights", "10"), "--weights: appears twice, so remove one"),
        (("--alternative", "2:high=1..2", "--alternative", "2:high=2..3"), "step 2 high is named twice"),
        (("--alternative", "z_score"), "not an alternative"),
        (("--alternative", "2:nonsense"), "nonsense"),
        (("--figures", "much"), "not a list of spreads"),
        (("--weights", "0"), "Weights cannot spread by 0 %"),
        (("--weight-sets", "nonsense"), "no set of weights"),
        (("--table", "tornado"), "--unit"),
        (("--table", "ranks", "--period", "1900"), "no ranks in 1900"),
        (("--runs", "-3"), "--runs"),
        (("--unit", "atlantis", "--runs", "8"), "There is no unit “atlantis”"),
        (("--node", "rd_personnel"), "is not a node"),
    ],
)
def test_bad_use_is_met_with_a_sentence(
    beijing: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], said: str
) -> None:
    """Exit code 2 and one sentence."""
    assert main(["uncertainty", str(beijing), *words]) == 2
    assert said in capsys.readouterr().err


@pytest.mark.parametrize("table", [name for name in TABLES if name != "design"])
@pytest.mark.parametrize("form", ["table", "csv", "json"])
def test_every_table_is_printed_in_every_form(
    beijing: Path, capsys: pytest.CaptureFixture[str], table: str, form: str
) -> None:
    """One table alone, of one unit in one period."""
    words = ["--table", table, "--format", form]
    words += ["--runs", "16"] if table in (*COUNTED, *COMPUTED) else []
    words += ["--unit", "北京市"] if table != "left-out" else []
    words += ["--sensitivity", "4"] if table == "sensitivity" else []
    assert main(["uncertainty", str(beijing), *words]) == 0
    out = capsys.readouterr().out
    wanted = {
        "table": "Which choice matters" if table == "sensitivity" else f"· {TABLES[table].title}",
        "csv": ",".join(TABLES[table].keys),
        "json": "[",
    }[form]
    assert wanted in out


def test_a_design_that_was_printed_repeats_the_study_to_the_last_digit(
    beijing: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Its points as CSV give every run, and ranks with intervals, byte by byte; another order of columns does, too."""
    words = ["uncertainty", str(beijing), "--weights", "30", "--alternative", "3:equal", "--format", "csv"]

    def printed(*more: str) -> str:
        assert main([*words, *more]) == 0
        return capsys.readouterr().out

    design = printed("--runs", "16", "--seed", "7", "--table", "design")
    path = tmp_path / "design.csv"
    rows = [list(reversed(row)) for row in csv.reader(io.StringIO(design))]
    path.write_text("\n".join(map(",".join, rows)) + "\n", encoding="utf-8")
    for table in ("runs", "ranks"):
        drawn = printed("--runs", "16", "--seed", "7", "--table", table)
        assert drawn == printed("--design", str(path), "--table", table)
    assert printed("--design", str(path), "--table", "design") == design


@pytest.mark.parametrize(
    ("text", "more", "said"),
    [
        ("run,step 3\n1,0.5\n", (), "The design lacks the column weights"),
        ("run,step 9\n1,0.5\n", ("--alternative", "3:equal"), "The design lacks the column step 3"),
        ("run,step 3\n1,1.5\n", ("--alternative", "3:equal"), "Run 1 of the design has “1.5” for step 3"),
        ("run,step 3\n", ("--alternative", "3:equal"), "The design has no run"),
        ("run,step 3\n1,0.5\n", ("--alternative", "3:equal", "--seed", "2"), "the design has runs of its own"),
        (None, (), "design.csv"),
    ],
)
def test_a_design_that_cannot_be_run_is_refused_in_one_sentence(
    beijing: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    text: str | None,
    more: tuple[str, ...],
    said: str,
) -> None:
    """The column, the cell or the file is named; nothing is printed."""
    path = tmp_path / "design.csv"
    if text is not None:
        path.write_text(text, encoding="utf-8")
    assert main(["uncertainty", str(beijing), "--design", str(path), *more]) == 2
    out, err = capsys.readouterr()
    assert (out, err.count("\n")) == ("", 1)
    assert said in err
