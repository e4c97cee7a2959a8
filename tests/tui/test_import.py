"""Files come in by one command: looked at first, written in one step, taken back in one."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from imported import steps, workbook

from core.workbook.figure import Figure
from tui.command_line import main

Run = Callable[..., tuple[int, str, str]]
LONG = "region,year,variable,value,unit\nN,2022,gdp,1.5,亿元\nN,2023,gdp,2.5,亿元\nS,2023,gdp,x1,亿元\n"


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """The command line inside an own folder: its exit code and what it wrote."""
    monkeypatch.setenv("JINGDEX_AUTHOR", "Ada")
    monkeypatch.chdir(tmp_path)
    assert main(["new", "w.jingdex"]) == 0
    capsys.readouterr()

    def _run(*argv: str) -> tuple[int, str, str]:
        code = main(["import", "w.jingdex", *argv])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return _run


def figure(unit: str, indicator: str, period: str) -> Figure:
    """The newest release of a figure that must be there."""
    found = workbook().series(unit, indicator).at(period)
    assert found is not None
    return found


def test_a_long_table_comes_in_as_one_step_with_the_bad_row_named(run: Run) -> None:
    """Scales become base units, the row that is not a number is refused by its line, one undo takes all back."""
    Path("gdp.csv").write_text(LONG, encoding="utf-8")
    code, out, _ = run("gdp.csv", "--yes")
    assert code == 0
    assert "2 new, 0 changed, 1 refused" in out
    assert "line 4: 'x1': “x1” is not a number" in out
    assert (figure("N", "gdp", "2022").value, figure("N", "gdp", "2022").mult) == (1.5e8, 8)
    assert figure("N", "gdp", "2023").source == "gdp_csv"
    assert steps() == 2
    assert main(["undo", "w.jingdex"]) == 2
    assert steps() == 2
    assert main(["undo", "w.jingdex", "--yes"]) == 0
    assert (workbook().figures, workbook().units) == ({}, {})


def test_a_dry_run_and_an_import_without_consent_write_nothing(run: Run) -> None:
    """The preview is printed, the file stays as it was."""
    Path("gdp.csv").write_text(LONG, encoding="utf-8")
    before = Path("w.jingdex").read_bytes()
    assert run("gdp.csv", "--dry-run")[0] == 0
    assert run("gdp.csv")[0] == 1
    assert Path("w.jingdex").read_bytes() == before


@pytest.mark.parametrize(
    "text",
    [
        "region,year,gdp (亿元),jobs\nN,2022,1.5,7\nS,2022,2.5,8\n",
        "region\tyear\tgdp（亿元）\tjobs\nN\t2022年\t1.5\t7\nS\t2022年\t2.5\t8\n",
        "region;year;gdp (亿元);jobs\nN;2022;1,5;7\nS;2022;2,5;8\n",
        "Table 7\n\nregion,year,gdp (亿元),jobs\nN,2022,1.5,7\nS,2022,2.5,8\n",
    ],
    ids=["comma", "tab", "decimal comma", "title above"],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_wide_table_is_the_same_whatever_its_signs_and_encoding(run: Run, text: str, encoding: str) -> None:
    """Delimiter, decimal sign, encoding and the line of the header are found by looking."""
    Path("wide.csv").write_text(text, encoding=encoding)
    assert run("wide.csv", "--yes")[0] == 0
    assert figure("S", "gdp", "2022").value == 2.5e8
    assert figure("N", "jobs", "2022").value == 7


def test_units_by_years_need_no_more_than_the_indicator(run: Run) -> None:
    """Headers that are years are periods; what is measured is said by an option."""
    Path("wide.csv").write_text("地区,2021年,2022年\n北京,1,2\n上海,3,\n", encoding="utf-8")
    code, _, err = run("wide.csv", "--yes")
    assert (code, "--indicator =gdp" in err) == (2, True)
    assert run("wide.csv", "--yes", "--indicator", "=gdp")[0] == 0
    assert [figure("北京", "gdp", year).value for year in ("2021", "2022")] == [1, 2]
    Path("wide.csv").write_text("地区,2022年,2023年\n北京,2,4\n上海,3,5\n", encoding="utf-8")
    _, out, _ = run("wide.csv", "--yes")
    assert "3 new, 0 changed" in out
    assert figure("上海", "gdp", "2023").value == 5


def test_a_revised_release_stands_beside_the_old_one(run: Run) -> None:
    """The old value is kept and shown beside the new; importing the same again changes nothing."""
    Path("gdp.csv").write_text(LONG, encoding="utf-8")
    assert run("gdp.csv", "--yes", "--vintage", "2024-01")[0] == 0
    Path("gdp.csv").write_text(LONG.replace("2.5", "2.7"), encoding="utf-8")
    code, out, _ = run("gdp.csv", "--yes", "--vintage", "2025-01")
    assert code == 0
    assert "changed: N gdp 2023: 2.5e8 → 2.7e8, release 2025-01 (line 3)" in out
    assert [one.vintage for one in workbook().series("N", "gdp").vintages("2023")] == ["2024-01", "2025-01"]
    _, out, _ = run("gdp.csv", "--vintage", "2025-01")
    assert "0 new, 0 changed" in out


def test_a_misspelt_name_is_offered_its_nearest_and_remembered(run: Run) -> None:
    """It is refused by default; --unknown near takes the name offered, and the next file needs no option."""
    rows = "".join(f"西藏,{year},gdp,{year}\n" for year in range(2000, 2012))
    Path("gdp.csv").write_text(
        f"province,year,variable,value\n{rows}两藏,2020,gdp,1\n西  藏,2021,gdp,2\n", encoding="utf-8"
    )
    _, out, _ = run("gdp.csv", "--yes")
    assert "两藏 → 西藏?" in out
    assert figure("西藏", "gdp", "2021").value == 2
    assert run("gdp.csv", "--yes", "--unknown", "near")[0] == 0
    assert figure("西藏", "gdp", "2020").value == 1
    Path("more.csv").write_text("province,year,variable,value\n两藏,2022,gdp,3\n", encoding="utf-8")
    assert run("more.csv", "--yes")[0] == 0
    assert list(workbook().units) == ["西藏"]


def test_a_second_unit_on_an_indicator_is_refused_unless_it_is_said_to_be_wrong(run: Run) -> None:
    """Counts labelled as money are named; --measure says what they truly are, and no scale of money acts on them."""
    rows = "".join(f"N,{year},patents,7,件\n" for year in range(2010, 2015))
    Path("p.csv").write_text(f"region,year,variable,value,unit\n{rows}N,2015,patents,8,万元\n", encoding="utf-8")
    _, out, _ = run("p.csv", "--yes")
    assert "its unit is CNY where patents is in COUNT" in out
    assert run("p.csv", "--yes", "--measure", "patents=COUNT")[0] == 0
    assert figure("N", "patents", "2015").value == 8


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "holds nothing"),
        ("a,b\n", "no rows below"),
        ("1,2\n3,4\n", "begins with figures"),
        ('region,year,gdp\nN,2022,"1\n', "line 2: it is broken CSV"),
        ("region,gdp\nN,1\n", "--period =2023"),
        ("id,name,description\nA,x,y\n", "no column of figures"),
    ],
)
def test_what_cannot_be_read_ends_in_one_sentence(run: Run, text: str, sentence: str) -> None:
    """Bad use, one line on standard error, nothing written."""
    Path("bad.csv").write_text(text, encoding="utf-8")
    code, out, err = run("bad.csv", "--yes")
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert sentence in err


def test_the_revision_triangle_says_what_each_release_changed(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    """Of 2.5, then 2.75, then 3: 10 per cent, then 9.09, in all 20; a figure with one release is not in it."""
    for value, vintage in (("2.5", "2024-01"), ("2.75", "2025-01"), ("3", "2026-01")):
        Path("gdp.csv").write_text(LONG.replace("2.5", value), encoding="utf-8")
        assert run("gdp.csv", "--yes", "--vintage", vintage)[0] == 0
    assert main(["show", "w.jingdex", "revisions", "--format", "json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert [row["period"] for row in rows] == ["2023"] * 3
    assert [row["change_percent"] for row in rows] == [None, pytest.approx(10), pytest.approx(100 / 11)]
    assert [row["change_since_first_percent"] for row in rows] == [None, pytest.approx(10), pytest.approx(20)]
    assert main(["show", "w.jingdex", "revisions"]) == 0
    assert "+20.0" in capsys.readouterr().out


def test_all_that_was_said_serves_next_years_file(run: Run) -> None:
    """Delimiter, header, measure, scale and columns of an odd file are kept; the year said goes on with its name's."""
    Path("odd 2023.txt").write_text("a table\nplace^n\nB^1,5\nS^2,5\n", encoding="utf-8")
    argv = ("--period", "=2023", "--indicator", "=sales", "--delimiter", "^", "--header-line", "2")
    code, out, _ = run("odd 2023.txt", "--yes", *argv, "--decimal", ",", "--measure", "sales=亿元")
    assert (code, "units of measure: sales in 10^8 CNY" in out) == (0, True)
    Path("odd 2024.txt").write_text("a table\nplace^n\nB^1,5\nS^3,5\n", encoding="utf-8")
    code, out, _ = run("odd 2024.txt", "--yes")
    assert (code, "2 new, 0 changed" in out) == (0, True)
    assert (figure("S", "sales", "2023").value, figure("S", "sales", "2024").value) == (2.5e8, 3.5e8)
    assert main(["import", "w.jingdex", "odd 2024.txt", "--dry-run", "--delimiter", "pipe"]) == 2


def test_more_indicators_in_next_years_file_come_in_too(run: Run) -> None:
    """Columns that nobody named are looked for again."""
    Path("wide 2022.csv").write_text("region,year,gdp,jobs\nN,2022,1.5,7\n", encoding="utf-8")
    Path("wide 2023.csv").write_text("region,year,gdp,jobs,patents\nN,2023,2.5,8,9\n", encoding="utf-8")
    assert run("wide 2022.csv", "--yes")[0] == 0
    assert run("wide 2023.csv", "--yes")[0] == 0
    assert figure("N", "patents", "2023").value == 9


def test_an_alias_may_name_what_the_same_file_brings(run: Run) -> None:
    """Said with the first import, before its target is known: the right name itself stays right."""
    rows = "".join(f"内蒙古,{year},gdp,{year}\n" for year in range(2000, 2012))
    Path("gdp.csv").write_text(f"province,year,variable,value\n{rows}内蒙占,2020,gdp,1\n", encoding="utf-8")
    _, out, _ = run("gdp.csv", "--yes", "--alias", "内蒙占=内蒙古")
    assert "13 new, 0 changed, 0 refused" in out
    assert list(workbook().units) == ["内蒙古"]


def test_names_become_codes_by_one_rule_in_every_script(run: Run) -> None:
    """A blank becomes an underscore, with accents or without; between Chinese letters it only spaced them out."""
    names = {"New York": "New_York", "São Paulo": "São_Paulo", "北 京": "北京"}
    rows = "".join(f"{name},2023,{at}\n" for at, name in enumerate(names))
    Path("cities.csv").write_text(f"city,year,gdp\n{rows}", encoding="utf-8")
    assert run("cities.csv", "--yes")[0] == 0
    units = workbook().units
    assert set(names.values()) <= set(units)
    assert [figure(code, "gdp", "2023").value for code in names.values()] == [0, 1, 2]


def test_letters_behind_numbers_are_flags(run: Run) -> None:
    """Eurostat's: p provisional, e estimated, b break; : c is confidential (Q), : alone missing (O)."""
    text = "geo,time,gdp\nA,2019,1.5 p\nA,2020,1.6e\nA,2021,: c\nA,2022,2.5 b\nA,2023,:\nA,2024,3 s\nA,2025,4 r\n"
    Path("f.csv").write_text(text, encoding="utf-8")
    assert run("f.csv", "--yes")[0] == 0
    assert [one.status for one in workbook().series("A", "gdp")] == ["P", "E", "Q", "B", "O", "E", "A"]


def test_marks_of_footnotes_are_no_digits(run: Run) -> None:
    """2947.1① is 2947.1, not 2947.11; the letter in brackets is a flag; what is left out is named."""
    text = "geo;time;gdp\nA;2019;2947.1①\nA;2020;3,5²\nA;2021;4,5 *\nA;2022;1.000,5 (p)\nA;2023;5,5 1)\nA;2024;k.A.\n"
    Path("f.csv").write_text(text.replace("2947.1", "2947,1"), encoding="utf-8")
    _, out, _ = run("f.csv", "--yes", "--indicator", "=gdp")
    assert "footnote: read without the marks of footnotes, as in “2947,1①”: 4 in all" in out
    values = [(one.value, one.status) for one in workbook().series("A", "gdp")]
    assert values == [(2947.1, "A"), (3.5, "A"), (4.5, "A"), (1000.5, "P"), (5.5, "A"), (None, "O")]


def test_the_name_of_a_code_tells_its_measure(run: Run) -> None:
    """As in the World Bank's files, whose brackets stand behind the names and not the codes."""
    head = "Country Code,Indicator Name,Indicator Code,2022,2023\n"
    rows = "CHN,GDP (current US$),NY.GDP,1,2\nCHN,R&D (% of GDP),GB.XPD,3,4\n"
    Path("wb.csv").write_text(head + rows, encoding="utf-8")
    assert run("wb.csv", "--yes")[0] == 0
    assert {code: one.measure for code, one in workbook().indicators.items()} == {"NY.GDP": "USD", "GB.XPD": "PERCENT"}


def test_a_file_without_the_name_of_its_indicator_is_named_in_a_refusal(run: Run) -> None:
    """One sentence, not one for each row."""
    Path("f.csv").write_text("geo,time,values\nA,2019,1.5\n", encoding="utf-8")
    assert "--indicator =gdp" in run("f.csv", "--yes")[2]


def test_every_refused_row_can_be_written_to_a_file(run: Run) -> None:
    """Its line, its text and the reason; rows alike are counted together in the preview."""
    rows = "".join(f"N,{year},gdp,x1,亿元\n" for year in range(2000, 2020))
    good = "".join(f"N,{year},gdp,{year - 1999}.5,亿元\n" for year in range(2020, 2024))
    Path("gdp.csv").write_text(f"region,year,variable,value,unit\n{rows}{good}", encoding="utf-8")
    _, out, _ = run("gdp.csv", "--dry-run", "--refused", "bad.csv")
    assert "… and 18 rows more of the same kind, lines 4-21" in out
    lines = Path("bad.csv").read_text("utf-8").splitlines()
    assert len(lines) == 21
    assert lines[1] == "gdp.csv,2,x1,“x1” is not a number: correct the cell"


def test_a_measure_in_the_name_of_an_indicator_is_taken_from_it(run: Run) -> None:
    """产值(亿元) in a cell, as in a header, is 产值 in 10^8 CNY; a name that the workbook knows stays whole."""
    Path("f.csv").write_text("省份,指标,2019年,2020年\n北京,产值(亿元),1,2\n北京,人口（万人）,3,4\n", encoding="utf-8")
    assert run("f.csv", "--yes")[0] == 0
    assert figure("北京", "产值", "2020").value == 2e8
    assert figure("北京", "人口", "2020").value == 4e4


def test_figures_that_are_powers_of_ten_away_from_known_ones_are_reported(run: Run) -> None:
    """A header without 亿元 where the workbook has 亿元: the likely scale is named before anything is overwritten."""
    Path("a.csv").write_text("region,year,gdp (亿元)\nN,2022,100\nN,2023,110\n", encoding="utf-8")
    Path("b.csv").write_text("region,year,gdp\nN,2023,112\nN,2024,120\n", encoding="utf-8")
    assert run("a.csv", "--yes")[0] == 0
    assert "gdp is about 10^8 times as large in the workbook" in run("b.csv", "--dry-run")[1]
    _, out, _ = run("b.csv", "--yes", "--measure", "gdp=亿元")
    assert "times as large" not in out
    assert figure("N", "gdp", "2024").value == 1.2e10


@pytest.mark.parametrize(("mark", "reading"), [(".", "a little more than 1; if"), (",", "a thousand; if")])
def test_numbers_that_may_be_thousands_or_decimals_are_reported(run: Run, mark: str, reading: str) -> None:
    """Between semicolons 1.234 and 1,234 may be either; --decimal says it."""
    text = "region;year;x\nA;2020;1.234\nB;2020;12.345\n".replace(".", mark)
    Path("f.csv").write_text(text, encoding="utf-8")
    assert f"decimal: 1{mark}234 is read as {reading}" in run("f.csv", "--dry-run")[1]
    assert "decimal:" not in run("f.csv", "--dry-run", "--decimal", ",")[1]


def test_every_role_can_be_given_a_column(run: Run) -> None:
    """Codes beside names, powers of ten, digits and qualifiers under headers that nobody would guess."""
    text = "a,b,c,d,e,f,g,h\nN,North,g,GDP,2020,1.25,9,over\nS,South,g,GDP,2020,2.5,9,exact\n"
    Path("f.csv").write_text(text, encoding="utf-8")
    said = ("--unit", "a", "--unit-name", "b", "--indicator", "c", "--indicator-name", "d", "--period", "e")
    assert run("f.csv", "--yes", *said, "--value", "f", "--mult-column", "g", "--qualifier-column", "h")[0] == 0
    one = figure("N", "g", "2020")
    assert (one.value, one.mult, one.qualifier) == (1.25e9, 9, "over")
    assert (workbook().units["N"].name_en, workbook().indicators["g"].name_en) == ("North", "GDP")


def test_each_source_of_a_column_is_an_entry_with_its_text_as_title(run: Run) -> None:
    """Also beside the source that is named for the rows without one, which has its own."""
    rows = "unit,indicator,period,value,source\nN,gdp,2022,1,Yearbook 2023\nS,gdp,2022,2,\n"
    Path("t.csv").write_text(rows, encoding="utf-8")
    assert run("t.csv", "--yes", "--unknown", "add", "--source", "Bulletin")[0] == 0
    assert {(one.code, one.title) for one in workbook().sources.values()} == {
        ("Yearbook 2023", "Yearbook 2023"),
        ("bulletin", "Bulletin"),
    }


@pytest.mark.parametrize(
    ("text", "there"),
    [
        ("indicator,year,N,S\ngdp,2022,1,2\npop,2022,3,4\n", {("N", "gdp"), ("S", "gdp"), ("N", "pop"), ("S", "pop")}),
        ("region,year,gdp,pop\nN,2022,1,3\nS,2022,2,4\n", {("N", "gdp"), ("S", "gdp"), ("N", "pop"), ("S", "pop")}),
        ("region,indicator,year,N,S\nN,gdp,2022,1,2\n", {("N", "gdp.N"), ("N", "gdp.S")}),
    ],
)
def test_columns_of_figures_are_what_no_other_column_says(run: Run, text: str, there: set[tuple[str, str]]) -> None:
    """Units beside a column of indicators alone, else indicators."""
    Path("t.csv").write_text(text, encoding="utf-8")
    assert run("t.csv", "--yes", "--unknown", "add")[0] == 0
    assert set(workbook().figures) == there
