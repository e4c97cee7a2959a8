"""A table of codes and names renames units and indicators in one step."""

from collections.abc import Callable
from pathlib import Path

import pytest
from imported import workbook

from tui.command_line import main

Bring = Callable[..., tuple[int, str, str]]
DATA = "region,year,gdp,pop\nR1,2020,1,2\nR2,2020,3,4\n"


@pytest.fixture
def bring(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Bring:
    """`jingdex import` of files, one of which has this text: exit code and what was written."""
    monkeypatch.chdir(tmp_path)
    Path("data.csv").write_text(DATA, encoding="utf-8")
    assert main(["new", "w.jingdex"]) == 0
    capsys.readouterr()

    def _bring(text: str, *files: str) -> tuple[int, str, str]:
        Path("names.csv").write_text(text, encoding="utf-8")
        code = main(["import", "w.jingdex", *files, "names.csv", "--yes"])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return _bring


def test_units_and_indicators_are_renamed_by_their_codes(bring: Bring) -> None:
    """With the figures or later, in the language of the name; what is not a code is said, and one undo reverses it."""
    code, out, _ = bring("code,name\nR1,North\ngdp,地区生产总值\nR9,Nowhere\n", "data.csv")
    assert code == 0
    said = "names of names.csv: 2 changed: R1 is North, gdp is 地区生产总值; no unit or indicator has the code R9"
    assert said in out
    found = workbook()
    assert (found.units["R1"].name_en, found.units["R2"].name_en) == ("North", "R2")
    assert found.indicators["gdp"].name_zh == "地区生产总值"
    assert bring("code,name_en,name_zh\nR1,Northern,北部\nR2,South,\n")[0] == 0
    assert (workbook().units["R1"].name_en, workbook().units["R1"].name_zh) == ("Northern", "北部")
    assert main(["undo", "w.jingdex", "--yes"]) == 0
    assert (workbook().units["R1"].name_en, workbook().units["R2"].name_en) == ("North", "R2")
    assert bring("code,name\nR9,Nowhere\n", "--strict")[0] == 1


def test_names_that_are_there_already_leave_no_trace(bring: Bring) -> None:
    """Nothing is written."""
    bring("code,name\nR1,North\n", "data.csv")
    code, out, _ = bring("code,name\nR1,North\n")
    assert code == 0
    assert "names of names.csv: 0 changed\n" in out
    assert "nothing is written" in out


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("code,name\nR1,North\nR1,South\n", "line 3: R1 has another name on line 2: remove one of them."),
        ("code,name\nR1,North\nR2,\n", "line 3: there is no name: fill the cell, or remove the row."),
        ("code,name\nR1,North\n,South\n", "line 3: there is no code: fill the cell, or remove the row."),
    ],
)
def test_a_table_of_names_that_is_not_whole_is_refused(bring: Bring, text: str, said: str) -> None:
    """With its line; nothing of the figures beside it comes in."""
    code, _, err = bring(text, "data.csv")
    assert (code, err) == (2, f"jingdex: names.csv, {said}\n")
    assert not workbook().units


def test_a_table_with_figures_is_no_table_of_names(bring: Bring) -> None:
    """Although it has a code and a name."""
    assert bring("code,name,year,gdp\nR1,North,2020,5\n")[0] == 0
    found = workbook().series("R1", "gdp").at("2020")
    assert found is not None
    assert found.value == 5
