"""`jingdex scenario`: made, filled, compared, merged, dropped."""

import csv
import io
from pathlib import Path

import pytest

from data.file import WorkbookFile
from data.verification import Verification
from tui.command_line import main
from tui.tables.registry import table


@pytest.fixture
def beijing(own_beijing: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """A copy of the shipped set with a scenario."""
    path = own_beijing
    assert main(["scenario", "make", str(path), "plan", "--reason", "as planned"]) == 0
    assert main(["scenario", "set", str(path), "plan", "beijing", "rd_personnel", "2018", "500000 E"]) == 0
    capsys.readouterr()
    return path


def value(path: Path) -> float | None:
    """The figure that the scenario changes, in the base."""
    with WorkbookFile.open(path) as file:
        figure = file.workbook().series("beijing", "rd_personnel").at("2018")
    return figure.value if figure else None


def test_a_scenario_is_compared_and_leaves_the_base_alone(beijing: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Scores that read otherwise are told; the figure of the base stays."""
    before = value(beijing)
    assert main(["scenario", "show", str(beijing), "plan"]) == 0
    out = capsys.readouterr().out
    assert "rebuilt_topsis · beijing 2018 ecosystem_rebuilt: " in out
    assert out.startswith("beijing rd_personnel 2018")
    assert "[" not in out
    assert value(beijing) == before != 500000
    assert main(["scenario", "list", str(beijing)]) == 0
    assert capsys.readouterr().out == "plan: 1 change (as planned)\n"


def test_merged_it_is_one_edit_and_one_undo(beijing: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The merge moves the base, the undo brings back base and scenario, and the trail proves itself."""
    before = value(beijing)
    assert main(["scenario", "merge", str(beijing), "plan"]) == 0
    assert value(beijing) == 500000
    assert main(["undo", str(beijing)]) == 2
    assert "a merge of scenario plan with 1 edit: add --yes" in capsys.readouterr().err
    assert value(beijing) == 500000
    assert main(["undo", str(beijing), "--yes"]) == 0
    assert value(beijing) == before
    capsys.readouterr()
    assert main(["scenario", "list", str(beijing)]) == 0
    assert capsys.readouterr().out.startswith("plan: 1 change")
    assert Verification(beijing).faults == []


def test_a_scenario_with_edits_in_it_is_taken_back_and_dropped_again_with_yes_alone(
    beijing: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Its edit goes by itself; a drop comes back unasked, is done again with --yes; without edits it goes."""
    assert main(["scenario", "drop", str(beijing), "plan"]) == 0
    assert main(["undo", str(beijing)]) == 0
    assert main(["redo", str(beijing)]) == 2
    assert "This redoes scenario plan with 1 edit in it: add --yes" in capsys.readouterr().err
    assert main(["redo", str(beijing), "--yes"]) == 0
    assert main(["undo", str(beijing)]) == 0
    assert main(["undo", str(beijing)]) == 0
    assert main(["undo", str(beijing)]) == 0
    with WorkbookFile.open(beijing) as file:
        assert (file.workbook().scenarios, file.workbook().tables["branched"]) == ({}, {})


def test_a_method_can_be_part_of_it_and_all_be_dropped(beijing: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Another weight in the scenario moves its scores; dropped, it is gone."""
    document = beijing.parent / "method.toml"
    assert main(["method", "save", str(beijing), "rebuilt_topsis", str(document)]) == 0
    text = document.read_text(encoding="utf-8").replace('how = "entropy"', 'how = "equal"')
    text = "\n".join(line for line in text.splitlines() if not line.startswith(("zero", "amount")))
    document.write_text(text, encoding="utf-8")
    assert main(["scenario", "load", str(beijing), "plan", str(document)]) == 0
    capsys.readouterr()
    assert main(["scenario", "show", str(beijing), "plan"]) == 0
    assert "rebuilt_topsis · beijing 2019" in capsys.readouterr().out
    assert main(["scenario", "drop", str(beijing), "plan"]) == 0
    capsys.readouterr()
    assert main(["scenario", "list", str(beijing)]) == 0
    assert "There are none" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("make",), "Write `jingdex scenario make WORKBOOK NAME`"),
        (("show", "none"), "no scenario “none”: use one of plan"),
        (("make", "plan"), "already"),
    ],
)
def test_bad_use_is_met_with_a_sentence(
    beijing: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], said: str
) -> None:
    """Exit code 2 and one sentence."""
    assert main(["scenario", words[0], str(beijing), *words[1:]]) == 2
    assert said in capsys.readouterr().err


def test_scenarios_stand_side_by_side(beijing: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A column for the base and for each; in CSV too; and what is shown with a scenario is that scenario's."""
    assert main(["scenario", "make", str(beijing), "bold"]) == 0
    assert main(["scenario", "set", str(beijing), "bold", "healthcare", "overall_scale", "2023", "1.2万亿"]) == 0
    capsys.readouterr()
    assert main(["scenario", "compare", str(beijing), "--format", "csv"]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert list(rows[0]) == list(table("scenario-differences").keys)
    size = next(row for row in rows if (row["what"], row["part"]) == ("Healthcare", "size"))
    assert [size[name] for name in ("scenario", "base", "reads")] == ["bold", "9,761亿", "1.2万亿E"]
    assert [float(size[name]) for name in ("base_value", "value")] == [976.1e9, 1.2e12]
    assert {row["part"] for row in rows} >= {"tier", "verdict", "score"}
    assert main(["show", str(beijing), "scenarios", "--format", "csv"]) == 0
    (plan, bold) = csv.DictReader(io.StringIO(capsys.readouterr().out))
    assert (plan["scenario"], plan["changes"], bold["scenario"]) == ("plan", "1", "bold")
    assert int(bold["claims_hold"]) < int(plan["claims_hold"]) <= int(bold["claims"])
    assert main(["scenario", "compare", str(beijing), "bold"]) == 0
    assert main(["scenario", "compare", str(beijing), "bald"]) == 2
    assert "✗ fails" in capsys.readouterr().out
    words = [str(beijing), "clusters", "--list", "c2023", "--format", "csv"]
    tiers = []
    for more in ([], ["--scenario", "bold"]):
        assert main(["show", *words, *more]) == 0
        found = csv.DictReader(io.StringIO(capsys.readouterr().out))
        tiers.append(next(row["tier"] for row in found if row["unit"] == "healthcare"))
    assert tiers == ["hundred_billion", "trillion"]
    assert main(["check", str(beijing), "--scenario", "bold"]) == 1
    assert main(["show", str(beijing), "clusters", "--scenario", "none"]) == 2
    assert "There is no scenario “none”" in capsys.readouterr().err


def test_a_merge_says_over_which_later_changes_of_the_base_it_goes(
    beijing: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where the base has another figure since, the merge names the cell; the scenario's value stands."""
    place = ("beijing", "rd_personnel", "2018")
    assert main(["set", str(beijing), *place, "450000"]) == 0
    capsys.readouterr()
    assert main(["scenario", "merge", str(beijing), "plan"]) == 0
    first = capsys.readouterr().out.splitlines()[0]
    assert first.startswith("scenario plan merged, over what the base changed since: beijing rd_personnel 2018")
    assert "[" not in first
    assert value(beijing) == 500000
    assert Verification(beijing).faults == []
