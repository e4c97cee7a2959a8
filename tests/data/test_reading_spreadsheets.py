"""Excel as people keep it: titles above, merged headers, several sheets, dates, shares in per cent, the COIN Tool."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
import xlsxwriter

from data.errors import FileError
from data.reading.foreign import read_foreign
from data.reading.limits import Reading

DAY = datetime(2023, 12, 31, tzinfo=UTC).replace(tzinfo=None)


@pytest.fixture
def messy(tmp_path: Path) -> Path:
    """A workbook of three sheets: a word, a table under titles with two rows of merged header, a table with dates."""
    path = tmp_path / "messy.xlsx"
    with xlsxwriter.Workbook(path) as book:
        share, date = (book.add_format({"num_format": form}) for form in ("0.0%", "yyyy-mm-dd"))
        book.add_worksheet("Notes").write(0, 0, "Read me first")
        sheet = book.add_worksheet("Data")
        sheet.merge_range(0, 1, 0, 5, "Table 3.1 Regional economy")
        sheet.merge_range(3, 1, 4, 1, "Region")
        sheet.merge_range(3, 2, 3, 3, "GDP (亿元)")
        sheet.merge_range(3, 4, 3, 5, "R&D share (%)")
        sheet.write_row(4, 2, (2021, 2022, 2021, 2022))
        for row, (unit, *values) in enumerate(
            (("北京", 40270, 41610, 0.065, 0.07), ("上海", 43215, 44653, 0.042, 0.0444))
        ):
            sheet.write_row(5 + row, 1, (unit, *values[:2]))
            sheet.write_row(5 + row, 4, values[2:], share)
        sheet = book.add_worksheet("Dates")
        sheet.write_row(0, 0, ("region", "date", "jobs", "share"))
        sheet.write_string(1, 0, "A")
        sheet.write_datetime(1, 1, DAY, date)
        sheet.write_formula(1, 2, "=10+20", None, 30)
        sheet.write_formula(1, 3, "=1/0", None, "#DIV/0!")
        sheet.write_row(2, 0, ("B",))
        sheet.write_datetime(2, 1, DAY, date)
        sheet.write_row(2, 2, (7, 0.5))
    return path


def test_two_rows_of_merged_header_become_one_and_shares_are_as_shown(messy: Path) -> None:
    """The first sheet with a table is taken; groups reach to the right; 0.065 shown as 6.5% is 6.5%."""
    table = read_foreign(messy)[0]
    assert table.details == ("sheet Data", "others Notes, Dates", "header on lines 4 and 5")
    names = ["GDP (亿元) 2021", "GDP (亿元) 2022", "R&D share (%) 2021", "R&D share (%) 2022"]
    assert table.columns == ["Region", *names]
    assert table.frame.rows() == [
        ("北京", "40270", "41610", "6.5%", "7%", 6), ("上海", "43215", "44653", "4.2%", "4.44%", 7)
    ]  # fmt: skip


def test_a_sheet_can_be_named_and_its_dates_and_formulas_are_values(messy: Path) -> None:
    """A date is a day, a formula its result, an error itself with its cell."""
    table = read_foreign(messy, Reading(sheet="Dates"))[0]
    assert table.frame.rows()[0] == ("A", "2023-12-31 00:00:00", "30", "#DIV/0! in D2", 2)
    with pytest.raises(FileError, match="name one of Notes, Data, Dates"):
        read_foreign(messy, Reading(sheet="Nothing"))


def test_a_group_row_above_names_that_repeat_is_part_of_the_header(tmp_path: Path) -> None:
    """Without it two columns would be 2021; a title above, of one cell, is not a group."""
    path = tmp_path / "f.csv"
    path.write_text("A title,,,,\n,GDP,,Jobs,\nRegion,2021,2022,2021,2022\nN,1,2,3,4\n", encoding="utf-8")
    table = read_foreign(path)[0]
    assert table.columns == ["Region", "GDP 2021", "GDP 2022", "Jobs 2021", "Jobs 2022"]
    assert table.details[-1] == "header on lines 2 and 3"


def test_the_first_column_of_eurostats_tables_is_taken_apart(tmp_path: Path) -> None:
    """What stands before the backslash is three columns, the rest are years."""
    path = tmp_path / "nama.tsv"
    path.write_text("freq,unit,geo\\TIME_PERIOD\t2019 \t2020 \nA,MIO_EUR,AT\t1.5 \t: c\n", encoding="utf-8")
    table = read_foreign(path)[0]
    assert table.columns == ["freq", "unit", "geo", "2019", "2020"]
    assert table.frame.rows() == [("A", "MIO_EUR", "AT", "1.5", ": c", 2)]


def test_codes_with_labels_are_taken_apart(tmp_path: Path) -> None:
    """SDMX-CSV with labels=both: the code and its name are two columns."""
    path = tmp_path / "s.csv"
    text = "STRUCTURE,REF_AREA: Area,TIME_PERIOD: Time,OBS_VALUE: Value\ndataflow,AT: Austria,2020: 2020,1.5\n"
    path.write_text(text, encoding="utf-8")
    table = read_foreign(path)[0]
    assert table.frame.drop("\0line").row(0, named=True) == {
        "STRUCTURE": "dataflow", "REF_AREA": "AT", "REF_AREA_name": "Austria", "TIME_PERIOD": "2020",
        "TIME_PERIOD_name": "2020", "OBS_VALUE": "1.5",
    }  # fmt: skip


@pytest.mark.parametrize("sign", ["^", "~", "¦", ":"])
def test_rare_delimiters_are_recognised_where_no_usual_one_is(tmp_path: Path, sign: str) -> None:
    """They cut every line alike."""
    path = tmp_path / "f.txt"
    path.write_text("region year gdp\nNorth 2020 1\nSouth 2020 2\n".replace(" ", sign), encoding="utf-8")
    assert read_foreign(path)[0].columns == ["region", "year", "gdp"]


def coin_tool(path: Path) -> None:
    """A small COIN Tool: three indicators in two pillars, and places for more that are not used."""
    indicators = (("Roads", "p.01", 1, 1), ("Noise", "p.01", -1, 1), ("Schools", "p.02", 1, 2))
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("Start").write(0, 0, "COIN Tool")
        sheet = book.add_worksheet("Database")
        for n, (name, pillar, direction, weight) in enumerate(indicators):
            column = (weight, direction, 0, 100, "Index", "si.01", pillar, "sp.01", name)
            sheet.write_column(6, 4 + n, column)
        sheet.write_row(15, 4, [f"Ind.{n:02}" for n in range(1, 98)])
        units = (("Austria", "AT", 1, 2, 3), ("Belgium", "BE", 2, "n/a", 5), ("Croatia", "HR", 4, 1, 1))
        for n, (name, code, *values) in enumerate(units):
            sheet.write_row(16 + n, 1, (name, code))
            sheet.write_row(16 + n, 4, values)
        sheet = book.add_worksheet("Framework")
        sheet.write_row(3, 2, ("Code", "Level", "Weight", "", "", "Dimension/indicator"))
        rows = (("Index", 1, "The index"), ("p.01", 0.4, "Transport"), ("p.02", 0.6, "Education"), ("p.03", 1, "--"))
        for n, (code, weight, name) in enumerate(rows):
            sheet.write_row(4 + n, 2, (code, 9, weight, "", "", name))


def test_a_coin_tool_workbook_is_coinrs_two_tables(tmp_path: Path) -> None:
    """Units, figures and directions of Database; names and weights of Framework; unused levels are left out."""
    path = tmp_path / "tool.xlsm"
    coin_tool(path)
    data, meta = read_foreign(path)
    assert data.columns == ["uCode", "uName", "Ind.01", "Ind.02", "Ind.03"]
    assert data.frame.rows()[1] == ("BE", "Belgium", "2", None, "5", 18)
    told = meta.frame.select("iCode", "iName", "Direction", "Weight", "Parent").rows()
    assert told == [
        ("Ind.01", "Roads", "1", "1", "p.01"), ("Ind.02", "Noise", "-1", "1", "p.01"),
        ("Ind.03", "Schools", "1", "2", "p.02"), ("p.01", "Transport", "1", "0.4", "Index"),
        ("Index", "The index", "1", "1", None), ("p.02", "Education", "1", "0.6", "Index"),
    ]  # fmt: skip


def test_any_other_workbook_is_no_coin_tool(messy: Path, tmp_path: Path) -> None:
    """Neither one with other sheets nor a file that is broken."""
    assert len(read_foreign(messy)) == 1
    broken = tmp_path / "b.xlsx"
    broken.write_bytes(b"PK\x03\x04 nothing")
    with pytest.raises(FileError, match=r"b\.xlsx is not an Excel workbook that can be read"):
        read_foreign(broken)
