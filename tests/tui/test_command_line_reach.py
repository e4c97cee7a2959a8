"""`jingdex reach`: told, kept, and out of reach."""

import json
from pathlib import Path

import pytest

from core.method.run import Scored, scored
from core.scenario.scenario import branch
from data.file import WorkbookFile
from tui.command_line import main
from tui.goal_seek.goal_tables import in_words_of_goals


@pytest.mark.parametrize("indicators", [["invention_patents"], ["invention_patents", "rd_expenditure"]])
def test_the_figures_kept_reach_the_score(
    own_beijing: Path, capsys: pytest.CaptureFixture[str], indicators: list[str]
) -> None:
    """With what is kept, the method gives the score that was asked for, and one undo takes it back."""
    goal = ["--method", "rebuilt_topsis", "--period", "2018", "--score", "0.35", "--within", "60"]
    assert main(["reach", str(own_beijing), "beijing", *indicators, *goal, "--keep"]) == 0
    assert "A score of 0.35 of Beijing in Ecosystem index, rebuilt, 2018 is reached with" in capsys.readouterr().out
    with WorkbookFile.open(own_beijing) as file:
        result = scored(file.workbook(), "rebuilt_topsis")
        kept = [file.workbook().series("beijing", code).at("2018") for code in indicators]
    assert {(one.source, one.vintage) for one in kept if one and one.status == "E"} == {("", "")}
    assert isinstance(result, Scored)
    assert dict(result.scores.select("period", "ecosystem_rebuilt").iter_rows())["2018"] == pytest.approx(
        0.35, abs=1e-6
    )
    assert main(["undo", str(own_beijing)]) == 0


def test_what_nothing_reaches_answers_no(own_beijing: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A score above all that a figure can do."""
    words = ["rd_expenditure", "--method", "rebuilt_topsis", "--period", "2017", "--score", "0.99", "--within", "5"]
    assert main(["reach", str(own_beijing), "beijing", *words]) == 1
    assert "points tried of Beijing R&D expenditure" in capsys.readouterr().err


def test_bad_use_is_met_with_a_sentence(own_beijing: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A method and a figure that are not there."""
    assert main(["reach", str(own_beijing), "beijing", "gdp", "--score", "1", "--method", "none"]) == 2
    assert "no method “none”" in capsys.readouterr().err
    assert main(["reach", str(own_beijing), "beijing", "gdp", "--score", "1", "--period", "1900"]) == 2
    assert "no figure of gdp in 1900" in capsys.readouterr().err


def test_a_tier_and_an_index_tell_the_growth_they_need(own_beijing: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Healthcare at the trillion level, the published index at 1.0; offered as a scenario, the base stays."""
    words = ["healthcare", "overall_scale", "--tier", "万亿级", "--period", "2024"]
    assert main(["reach", str(own_beijing), *words, "--scenario", "trillion"]) == 0
    out = capsys.readouterr().out
    assert "1.00万亿E (+2.449 %), exactly 1000000000000.0" in out
    assert "from 2023 on, this is +2.449 % a year" in out
    with WorkbookFile.open(own_beijing) as file:
        workbook = file.workbook()
    assert workbook.series("healthcare", "overall_scale").at("2024") is None
    figure = branch(workbook, "trillion").series("healthcare", "overall_scale").at("2024")
    assert figure is not None
    assert (figure.value, figure.status) == (1e12, "E")
    index = ["beijing", "ecosystem_index", "--value", "1.0", "--period", "2025"]
    assert main(["reach", str(own_beijing), *index]) == 0
    assert "+0.060 % a year" in capsys.readouterr().out
    assert main(["reach", str(own_beijing), *index, "--within", "0.1"]) == 1
    assert "Proved: nothing within the bounds" in capsys.readouterr().err
    assert main(["reach", str(own_beijing), "beijing", "gdp", "rd_expenditure", "--value", "1"]) == 2
    assert "name one INDICATOR, and --period" in capsys.readouterr().err


def test_what_it_takes_is_a_table(own_beijing: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Each figure alone and all together, as `show` and the command have it; the text and the table agree."""
    goal = ["--method", "rebuilt_topsis", "--period", "2018", "--score", "0.35", "--within", "60"]
    figures = ["invention_patents", "rd_expenditure"]
    capsys.readouterr()
    assert main(["reach", str(own_beijing), "beijing", *figures, *goal, "--format", "json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert [(row["how"], row["indicator"]) for row in rows] == [
        *(("alone", code) for code in figures),
        ("together", "rd_expenditure"),
    ]
    assert rows[0]["change_percent"] == pytest.approx(100 * (rows[0]["needed"] / rows[0]["now"] - 1))
    words = ["goal-seek", "--unit", "beijing", "--indicators", *figures, "--method", "rebuilt_topsis", "--goal", "0.35"]
    words += ["--period", "2018", "--format", "json", "--within"]
    assert main(["show", str(own_beijing), *words, "60"]) == 0
    assert json.loads(capsys.readouterr().out) == rows
    assert main(["show", str(own_beijing), *words, "0.01"]) == 0
    assert {row["verdict"] for row in json.loads(capsys.readouterr().out)} <= {"out of reach", "not found"}
    words = ["goal-seek", "--unit", "healthcare", "--indicators", "overall_scale", "--goal", "trillion by 2024"]
    assert main(["show", str(own_beijing), *words, "--period", "2024"]) == 2
    assert "no --method or --period" in capsys.readouterr().err


def test_what_is_reached_as_it_is_keeps_its_source(own_beijing: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The healthcare cluster of 2025 is over a trillion already: nothing is saved, and no sourced figure replaced."""
    with WorkbookFile.open(own_beijing) as file:
        before = file.workbook()
    goal = ["healthcare", "overall_scale", "--tier", "trillion", "--period", "2025"]
    for kept in (["--keep"], ["--scenario", "plan"]):
        assert main(["reach", str(own_beijing), *goal, *kept]) == 0
        assert "nothing to save: the goal is already reached" in capsys.readouterr().out
    with WorkbookFile.open(own_beijing) as file:
        assert file.workbook() == before


@pytest.mark.parametrize(
    ("chinese", "english"),
    [
        ("第3名", "rank 3"), ("第 3 名", "rank 3"), ("名次3", "rank 3"), ("p 得分 0.9", "p score 0.9"), ("0.9", "0.9"),
        ("万亿 到 2025年", "万亿 by 2025"), ("1.2万亿至2026-H1", "1.2万亿 by 2026-H1"), ("rank 3", "rank 3"),
    ],
)  # fmt: skip
def test_a_goal_can_be_typed_in_chinese(chinese: str, english: str) -> None:
    """A rank, a score of an element, and a period; English stays."""
    assert in_words_of_goals(chinese) == english
