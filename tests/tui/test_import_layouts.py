"""What stands around and beside the figures is read: units above a table, dashes, flags, codes, the sheet's year."""

from collections.abc import Callable

import pytest
import xlsxwriter
from imported import workbook

Bring = Callable[..., tuple[int, str, str]]


def figure(unit: str, indicator: str, period: str = "2020") -> tuple[float | None, str]:
    """Value and status of the newest figure."""
    found = workbook().series(unit, indicator).at(period)
    assert found is not None
    return found.value, found.status


@pytest.mark.parametrize(
    "line",
    [
        "单位：亿元,,",
        ",,单位:亿元",
        "（单位：亿元）,,",
        "计量单位,亿元,",
        "Unit: 100 million yuan,,",
        "表1 生产总值（亿元）,,",
    ],
)
def test_a_unit_above_a_table_is_that_of_all_its_figures(bring_text: Bring, line: str) -> None:
    """Wherever it stands on the line, and in a title's brackets."""
    code, out, _ = bring_text(f"{line}\n地区,年份,生产总值\n北京,2020,36103\n天津,2020,14084\n")
    assert code == 0
    assert workbook().indicators["生产总值"].measure == "CNY"
    assert figure("北京", "生产总值") == (36103e8, "A")
    assert "生产总值 in 10^8 CNY" in out


def test_a_unit_in_a_header_counts_before_the_one_above_the_table(bring_text: Bring) -> None:
    """Only figures of which nothing else says one are in it."""
    assert bring_text("单位：亿元,,,\n地区,年份,生产总值,人口（万人）\n北京,2020,36103,2189\n")[0] == 0
    assert figure("北京", "生产总值") == (36103e8, "A")
    assert figure("北京", "人口") == (2189e4, "A")
    assert workbook().indicators["人口"].measure == "PERSONS"


def test_a_unit_above_a_table_that_is_not_one_measure_is_said_and_not_guessed(bring_text: Bring) -> None:
    """亿元、% is none."""
    code, out, _ = bring_text("单位：亿元、%,,\n地区,年份,生产总值\n北京,2020,36103\n")
    assert code == 0
    assert "the unit above the table, “亿元、%”, is not one that is known: say --measure INDICATOR=MEASURE" in out
    assert figure("北京", "生产总值") == (36103, "A")


def test_the_unit_above_next_years_table_is_its_own(bring_text: Bring) -> None:
    """It is not remembered with the layout."""
    table = "地区,年份,生产总值\n北京,{},36103\n"
    assert bring_text("单位：亿元,,\n" + table.format(2020))[0] == 0
    assert bring_text("单位：万元,,\n" + table.format(2021))[0] == 0
    assert figure("北京", "生产总值", "2021") == (36103e4, "A")


def test_a_dash_is_missing_or_zero_as_a_person_says_and_so_it_is_next_time(bring_text: Bring) -> None:
    """The preview says which, and how to say the other."""
    text = "region,year,jobs\nA,{0},5\nB,{0},-\nC,{0},–\n"
    code, out, _ = bring_text(text.format(2020))
    assert (code, figure("B", "jobs")) == (0, (None, "O"))
    assert "dash: “-” in 2 cells is read as missing: use --dash zero if it means 0" in out
    assert bring_text(text.format(2021), "--dash", "zero")[0] == 0
    assert bring_text(text.format(2022))[0] == 0
    assert [figure(unit, "jobs", year) for unit in "BC" for year in ("2021", "2022")] == [(0.0, "A")] * 4
    assert bring_text(text.format(2023), "--dash", "missing")[0] == 0
    assert figure("C", "jobs", "2023") == (None, "O")


def test_flags_in_columns_without_a_header_are_those_of_the_figures_before_them(bring_text: Bring) -> None:
    """As in Eurostat's spreadsheets: a flag beside a gap says why it is one."""
    text = "GEO,2019,,2020,,2021,\nBelgium,5.4,,5.6,b,6.3,\nBulgaria,4.2,e,5.1,,5.3,p\nMalta,:,u,4,,:,c\n"
    code, out, _ = bring_text(text, "--indicator", "=rate")
    assert code == 0
    assert out.startswith("9 new, 0 changed, 0 refused\n")
    assert figure("Belgium", "rate", "2020") == (5.6, "B")
    assert figure("Bulgaria", "rate", "2019") == (4.2, "E")
    assert figure("Bulgaria", "rate", "2021") == (5.3, "P")
    assert figure("Malta", "rate", "2021") == (None, "Q")
    assert "flags of 3 columns of figures in the columns behind them" in out


@pytest.mark.parametrize("header", ["gdp,gdp_flag,pop,pop_flag", "gdp value,gdp flag,pop value,pop flag"])
def test_flags_of_several_columns_are_found_by_their_headers(bring_text: Bring, header: str) -> None:
    """`value` is not a part of the indicator's name."""
    assert bring_text(f"region,year,{header}\nA,2020,1,p,2,\nB,2020,3,,4,e\n")[0] == 0
    assert set(workbook().indicators) == {"gdp", "pop"}
    assert [figure("A", "gdp"), figure("B", "gdp"), figure("B", "pop")] == [(1, "P"), (3, "A"), (4, "E")]


def test_a_column_of_words_beside_figures_is_no_column_of_flags(bring_text: Bring) -> None:
    """It is left out, and so said."""
    code, out, _ = bring_text("region,year,gdp,gdp_flag,pop,note2\nA,2020,1,good,2,x\nB,2020,3,bad,4,y\n")
    assert code == 0
    assert "left out: gdp_flag (good, bad)" in out


def test_one_column_of_flags_is_still_the_status(bring_text: Bring) -> None:
    """As before."""
    code, out, _ = bring_text("region,year,variable,value,flag\nA,2020,x,1,p\nB,2020,x,2,\n")
    assert code == 0
    assert "status: column flag" in out
    assert figure("A", "x") == (1, "P")


@pytest.mark.parametrize(
    ("codes", "header"),
    [
        (("0100", "0200"), "region_code"),
        (("0100", "0200"), "key"),
        (("3E10", "3E11"), "nace"),
        (("1100", "1200"), "地区代码"),
    ],
)
def test_codes_that_look_like_numbers_are_units_letter_by_letter(
    bring_text: Bring, codes: tuple[str, str], header: str
) -> None:
    """Neither 100 nor 3·10^10."""
    assert bring_text(f"{header},2019,2020\n{codes[0]},5,6\n{codes[1]},7,8\n", "--indicator", "=gdp")[0] == 0
    assert set(workbook().units) == {*codes}
    assert figure(codes[1], "gdp") == (8, "A")


def test_figures_that_begin_with_a_zero_or_have_an_exponent_stay_figures(bring_text: Bring) -> None:
    """0.5, 0 and 1e3 are no codes."""
    assert bring_text("region,year,a,b\nA,2020,0.5,1e3\nB,2020,0,2.5e10\n")[0] == 0
    assert (figure("A", "a"), figure("B", "b")) == ((0.5, "A"), (2.5e10, "A"))


def test_the_names_beside_codes_of_units_are_their_names(bring_text: Bring) -> None:
    """行政区划代码 and 地区."""
    assert bring_text("行政区划代码,地区,年份,gdp\n110000,北京,2020,5\n120000,天津,2020,7\n")[0] == 0
    assert {code: unit.name_zh for code, unit in workbook().units.items()} == {"110000": "北京", "120000": "天津"}
    assert set(workbook().indicators) == {"gdp"}


def test_a_year_in_the_name_of_a_sheet_is_that_of_its_figures(bring_text: Bring) -> None:
    """It counts before the year in the name of the file, and next year's sheet has its own."""
    for year, name in ((2019, "book_2021.xlsx"), (2020, "book_2022.xlsx")):
        with xlsxwriter.Workbook(name) as book:
            sheet = book.add_worksheet(f"{year}年")
            for row, cells in enumerate([("region", "gdp", "pop"), ("A", year / 10, 1), ("B", 3, 4)]):
                sheet.write_row(row, 0, cells)
        assert bring_text(name)[0] == 0
    assert [one.period for one in workbook().series("A", "gdp")] == ["2019", "2020"]
    assert figure("A", "gdp", "2020") == (202, "A")


def test_across_and_columns_together_are_refused(bring_text: Bring) -> None:
    """Neither wins without a word."""
    code, _, err = bring_text("region,a,b\nX,1,2\n", "--across", "unit", "--columns", "indicators", "--period", "=2020")
    assert code == 2
    assert err == "jingdex: --across unit and --columns indicators both say what headers are: leave out one.\n"


def test_periods_of_several_lengths_are_reported(bring_text: Bring) -> None:
    """Within a file, and against what the workbook has; of one length nothing is said."""
    assert "periods:" not in bring_text("region,year,jobs,gdp\nA,2019,1,2\nA,2020,3,4\n")[1]
    _, out, _ = bring_text("region,period,jobs\nA,2021-Q1,1\nA,2021-Q2,3\n", "--unit", "region", "--period", "period")
    assert "periods: jobs: years and quarters stand side by side, and are not one series" in out


def test_a_number_of_each_row_is_no_unit_beside_their_names(bring_text: Bring) -> None:
    """The column id counts rows where there are fewer names than numbers; as many are codes of theirs."""
    assert bring_text("id,region,year,gdp\n1,A,2019,1\n2,B,2019,2\n3,A,2020,3\n")[0] == 0
    assert set(workbook().units) == {"A", "B"}
    assert bring_text("id,region,year,pop\n7,C,2019,1\n8,D,2019,2\n7,C,2020,3\n", "--fresh")[0] == 0
    assert {code: one.name_en for code, one in workbook().units.items() if code in "78"} == {"7": "C", "8": "D"}
