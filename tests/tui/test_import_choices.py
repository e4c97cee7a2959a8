"""Rows are chosen, contradictions and other datasets refused, and counts stand first."""

from collections.abc import Callable
from pathlib import Path

import pytest
from imported import steps, workbook

Bring = Callable[..., tuple[int, str, str]]
TWO = "region,year,variable,sex,value\nN,2020,jobs,T,10\nN,2020,jobs,F,4\nS,2020,jobs,T,20\n"


def test_contradictory_rows_are_both_refused_with_the_column_that_separates_them(bring: Bring) -> None:
    """Neither comes in by the order of the file."""
    _, out, _ = bring("a.csv", TWO, "--indicator", "variable")
    assert out.startswith("1 new, 0 changed, 2 refused\n")
    assert "lines 2 and 3 differ only in sex" in out
    assert ("N", "jobs") not in workbook().figures


def test_rows_are_chosen_before_anything_is_guessed_and_so_are_those_of_next_year(bring: Bring) -> None:
    """The condition is remembered with the layout."""
    assert bring("a_2020.csv", TWO, "--where", "sex=T", "--indicator", "variable")[1].startswith("2 new, 0 changed, 0")
    code, out, _ = bring("a_2021.csv", TWO.replace("2020", "2021"))
    assert (code, out.startswith("2 new, 0 changed, 0 refused\n")) == (0, True)
    found = workbook().series("N", "jobs").at("2021")
    assert found is not None
    assert found.value == 10


@pytest.mark.parametrize(
    ("condition", "said"),
    [
        ("nosuch=1", "no column “nosuch”: name one of region, year, variable, sex, value"),
        ("sex=X", "no row with sex=X: there are T, F"),
        ("sex", "is not a condition"),
    ],
)
def test_a_condition_that_fits_nothing_is_refused_with_what_there_is(bring: Bring, condition: str, said: str) -> None:
    """One sentence, exit code 2, nothing written."""
    code, _, err = bring("a.csv", TWO, "--where", condition)
    assert code == 2
    assert said in err
    assert steps() == 1


def test_strict_ends_with_exit_code_1_where_a_row_was_refused(bring: Bring) -> None:
    """The other rows come in all the same."""
    text = "region,year,variable,value\nN,2020,jobs,x1\nS,2020,jobs,5\nW,2020,jobs,6\n"
    assert bring("a.csv", text, "--strict")[0] == 1
    assert bring("b.csv", text.replace("x1", "7"), "--strict")[0] == 0


def test_an_import_that_changes_nothing_adds_nothing_to_the_trail(bring: Bring) -> None:
    """Not even the layout under another name."""
    text = "region,year,variable,value\nS,2020,jobs,5\n"
    assert bring("a.csv", text)[0] == 0
    before = steps()
    code, out, _ = bring("other.csv", text)
    assert (code, steps()) == (0, before)
    assert "nothing is written: the workbook has all of it" in out


def test_an_official_name_is_the_province_that_is_there(bring: Bring) -> None:
    """内蒙古自治区 is 内蒙古, 吉林省 is 吉林; the city 吉林市 is another unit."""
    assert bring("a.csv", "地区,year,variable,value\n内蒙古,2020,x,1\n吉林,2020,x,2\n")[0] == 0
    bring(
        "b.csv",
        "地区,year,variable,value\n内蒙古自治区,2021,x,3\n吉林省,2021,x,4\n吉林市,2021,x,5\n",
        "--unknown",
        "add",
    )
    assert "内蒙古自治区" not in workbook().units
    assert set(workbook().units) == {"内蒙古", "吉林", "吉林市"}


def test_one_cell_in_per_cent_makes_no_percentage_of_the_others(bring: Bring) -> None:
    """It is refused by its line."""
    _, out, _ = bring("a.csv", "region,year,variable,value\nA,2020,x,100\nB,2020,x,12.5%\nC,2020,x,300\n")
    assert "line 3: '12.5%': “12.5%” is a share, but x is an amount: write the amount" in out
    assert workbook().indicators["x"].measure == "COUNT"


def test_figures_of_another_dataset_are_no_revision(bring: Bring) -> None:
    """Nearly all differ, and far; as a revision that a person dates they come in."""
    rows = [f"R{n:02},2020,T,{10 + n}" for n in range(12)]
    assert bring("one.csv", "\n".join(["region,year,variable,value", *rows]))[0] == 0
    other = "\n".join(["region,year,variable,value", *(f"{row}7" for row in rows)])
    code, out, _ = bring("two.csv", other)
    assert code == 1
    assert "T: 12 of 12 figures differ from those of another source" in out
    assert bring("two.csv", other, "--vintage", "2021-03")[0] == 0


def test_notes_below_a_table_are_skipped_and_counted(bring: Bring) -> None:
    """They are no refused rows."""
    text = "region,year,variable,value\nA,2020,x,100\nB,2020,x,200\n注：本表不含港澳台,,,\nSource: yearbook\n"
    code, out, _ = bring("a.csv", text, "--strict")
    assert code == 0
    assert out.startswith("2 new, 0 changed, 0 refused, 2 skipped as notes\n")
    assert "skipped as notes: lines 4-5" in out


def test_a_year_said_for_a_file_of_another_year_is_refused(bring: Bring) -> None:
    """Two years in one call do not go into one; without the option each has that of its name."""
    Path("p_2019.csv").write_text("Region,a,b\nX,1,2\nY,3,4\n", encoding="utf-8")
    code, _, err = bring("p_2018.csv", "Region,a,b\nX,5,6\nY,7,8\n", "p_2019.csv", "--period", "=2018")
    assert code == 2
    assert "p_2019.csv has 2019 in its name" in err
    assert bring("p_2018.csv", "Region,a,b\nX,5,6\nY,7,8\n", "p_2019.csv")[0] == 0
    found = workbook().series("X", "a")
    assert [figure.period for figure in found] == ["2018", "2019"]


def test_a_direction_that_is_assumed_is_reported(bring: Bring) -> None:
    """Less unemployment is better, as its name suggests, and an option says otherwise; of GDP nothing is said."""
    _, out, _ = bring("a.csv", "region,year,unemployment,gdp\nA,2020,4,100\nB,2020,5,200\n")
    assert "direction: less is better is assumed of unemployment: --direction unemployment=1 where more is" in out
    assert {code: one.direction for code, one in workbook().indicators.items()} == {"unemployment": -1, "gdp": 1}


def test_a_direction_that_is_said_is_the_one_of_the_indicator(bring: Bring) -> None:
    """Of new indicators and of those that are there; without a finding."""
    text = "region,year,unemployment,gdp\nA,2020,4,100\nB,2020,5,200\n"
    _, out, _ = bring("a.csv", text, "--direction", "unemployment=1", "--direction", "gdp=-1")
    assert "is assumed" not in out
    assert {code: one.direction for code, one in workbook().indicators.items()} == {"unemployment": 1, "gdp": -1}
    assert bring("a.csv", text, "--direction", "gdp=1")[0] == 0
    assert workbook().indicators["gdp"].direction == 1


@pytest.mark.parametrize(
    ("said", "why"), [("gdp=2", "write gdp=1 (more is better) or gdp=-1"), ("x=1", "no indicator “x”")]
)
def test_a_direction_that_is_none_is_refused(bring: Bring, said: str, why: str) -> None:
    """One sentence, exit code 2."""
    code, _, err = bring("a.csv", "region,year,gdp,jobs\nA,2020,4,100\nB,2020,5,200\n", "--direction", said)
    assert (code, why in err) == (2, True)
