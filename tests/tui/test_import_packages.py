"""Workbooks of several sheets and the World Bank's packages come in with one call."""

import zipfile
from collections.abc import Callable

import xlsxwriter
from imported import workbook

Bring = Callable[..., tuple[int, str, str]]


def test_several_sheets_come_in_with_the_year_of_their_own_name(bring_text: Bring) -> None:
    """One column has another name in one of them; next time the same sheets are read without a word."""
    with xlsxwriter.Workbook("book.xlsx") as book:
        for name in ("Notes", "2019", "2020"):
            sheet = book.add_worksheet(name)
            sheet.write_row(0, 0, ("region", "jobs" if name == "2019" else "posts"))
            sheet.write_row(1, 0, ("A", {"2019": 7.5, "2020": 8.5}.get(name, 1)))
    code, out, err = bring_text("book.xlsx", "--sheet", "20*", "--measure", "jobs=PERSONS")
    assert (code, err) == (0, "")
    assert "sheet 2019" in out
    assert "sheet 2020" in out
    assert {(f.indicator, f.period, f.value) for s in workbook().figures.values() for f in s} == {
        ("jobs", "2019", 7.5), ("posts", "2020", 8.5),
    }  # fmt: skip
    again = bring_text("book.xlsx")[1]
    assert "nothing is written: the workbook has all of it" in again
    assert "sheet 2019" in again
    assert "sheet 2020" in again
    assert (
        "book.xlsx has no sheet “2021”: name one of Notes, 2019, 2020." in bring_text("book.xlsx", "--sheet", "2021")[2]
    )


DATA = (
    '"Data Source","World Development Indicators",\n\n"Last Updated Date","2024-06-28",\n\n'
    '"Country Name","Country Code","Indicator Name","Indicator Code","2019","2020",\n'
    '"Austria","AUT","GDP (current US$)","NY.GDP.MKTP.CD","445011941983","435225238000",\n'
    '"World","WLD","GDP (current US$)","NY.GDP.MKTP.CD","87728674525474","",\n'
)
COUNTRIES = (
    '"Country Code","Region","IncomeGroup","SpecialNotes","TableName",\n'
    '"AUT","Europe & Central Asia","High income","A member of the euro area","Austria",\n"WLD","","","","World",\n'
)
SERIES = (
    '"INDICATOR_CODE","INDICATOR_NAME","SOURCE_NOTE","SOURCE_ORGANIZATION",\n'
    '"NY.GDP.MKTP.CD","GDP (current US$)","GDP at purchaser\'s prices, ""gross"".","World Bank",\n'
)


def test_a_package_of_the_world_bank_brings_groups_and_definitions(bring_text: Bring) -> None:
    """Its two files of metadata come along with the data; a unit without region and income group is a total."""
    with zipfile.ZipFile("API_NY.GDP.MKTP.CD_DS2_en_csv_v2_1.zip", "w") as made:
        made.writestr("Metadata_Indicator_API_1.csv", SERIES)
        made.writestr("API_NY.GDP.MKTP.CD_DS2_en_csv_v2_1.csv", DATA)
        made.writestr("Metadata_Country_API_1.csv", COUNTRIES)
    code, out, err = bring_text("API_NY.GDP.MKTP.CD_DS2_en_csv_v2_1.zip")
    assert (code, err) == (0, ""), out
    found = workbook()
    assert found.series("AUT", "NY.GDP.MKTP.CD").at("2019").value == 445011941983.0
    assert {(one.unit, one.grouping, one.group) for one in found.groups} == {
        ("AUT", "region", "Europe & Central Asia"), ("AUT", "income group", "High income"),
    }  # fmt: skip
    assert found.indicators["NY.GDP.MKTP.CD"].definition == 'GDP at purchaser\'s prices, "gross".'
    assert found.indicators["NY.GDP.MKTP.CD"].measure == "USD"
    assert (found.units["WLD"].kind, found.units["AUT"].kind) == ("total", "")
    assert "nothing is written: the workbook has all of it" in bring_text("API_NY.GDP.MKTP.CD_DS2_en_csv_v2_1.zip")[1]


def test_databanks_table_with_its_notes_and_metadata_comes_in(bring_text: Bring) -> None:
    """Years as 2019 [YR2019], `..` for what is missing, notes below the table."""
    data = (
        "Country Name,Country Code,Series Name,Series Code,2019 [YR2019],2020 [YR2020]\n"
        '"Austria","AUT","Population, total","SP.POP.TOTL","8879920",".."\n\n\n\n'
        'Data from database: World Development Indicators,,,,,\n"Last Updated: 06/28/2024",,,,,\n'
    )
    series = (
        "Code,License Type,Indicator Name,Short definition,Long definition,Source\n"
        'SP.POP.TOTL,CC BY-4.0,"Population, total",,All residents.,UN\n'
    )
    with zipfile.ZipFile("P_Data_Extract.zip", "w") as made:
        made.writestr("1_Data.csv", data)
        made.writestr("1_Series - Metadata.csv", series)
    code, out, err = bring_text("P_Data_Extract.zip")
    assert (code, err) == (0, ""), out
    found = workbook()
    assert [(f.period, f.value, f.status) for f in found.series("AUT", "SP.POP.TOTL")] == [
        ("2019", 8879920.0, "A"), ("2020", None, "O"),
    ]  # fmt: skip
    assert found.indicators["SP.POP.TOTL"].definition == "All residents."
    assert "2 skipped as notes" in out


def test_sheets_that_were_read_together_are_read_together_again(bring_text: Bring) -> None:
    """Whatever their names and columns: they were named once, and next year's file needs no word."""
    for year in (2020, 2021):
        with xlsxwriter.Workbook(f"book_{year}.xlsx") as book:
            book.add_worksheet("Notes").write_row(0, 0, ("region", "nothing"))
            for name in ("jobs", "firms"):
                sheet = book.add_worksheet(name)
                sheet.write_row(0, 0, ("region", "year", name))
                sheet.write_row(1, 0, ("A", year, 7.5 if name == "jobs" else 3))
    assert bring_text("book_2020.xlsx", "--sheet", "jobs,firms")[0] == 0
    out = bring_text("book_2021.xlsx")[1]
    assert "remembered columns, sheet jobs,firms" in out
    assert {(f.indicator, f.period, f.value) for s in workbook().figures.values() for f in s} == {
        ("jobs", "2020", 7.5), ("firms", "2020", 3.0), ("jobs", "2021", 7.5), ("firms", "2021", 3.0),
    }  # fmt: skip


def test_a_spreadsheet_of_eurostat_comes_in_sheet_by_sheet_with_its_flags(bring_text: Bring) -> None:
    """The summary is not a table of figures; dataset and categories above a table are the indicator; signs end it."""
    with xlsxwriter.Workbook("estat.xlsx") as book:
        summary = book.add_worksheet("Summary")
        summary.write_column(0, 0, ("Data extracted on 28/06/2024", "Dataset sheets", "Sheet 1", "Sheet 2"))
        summary.write_column(1, 2, ("Time frequency", "Annual", "Annual"))
        for n, sex in enumerate(("Total", "Males"), 1):
            rows = (
                ("Data extracted on 28/06/2024 from [ESTAT]",), ("Dataset: ", "Unemployment [une_rt_a]"),
                ("Time frequency", "", "Annual"), ("Unit of measure", "", "Thousand persons"), ("Sex", "", sex), (),
                ("TIME", "2019", "", "2020", ""), ("GEO (Labels)",), ("Belgium", 5.5, "", 5.8 + n, "b"),
                ("Germany", 3, "p", ":", "u"), (), ("Special value",), (":", "not available"), ("Available flags:",),
                ("b", "break in time series"),
            )  # fmt: skip
            sheet = book.add_worksheet(f"Sheet {n}")
            for line, row in enumerate(rows):
                sheet.write_row(line, 0, row)
    code, out, err = bring_text("estat.xlsx")
    assert (code, err) == (0, ""), out
    assert set(workbook().indicators) == {"une_rt_a.Total"}
    code, out, err = bring_text("estat.xlsx", "--sheet", "Sheet *")
    assert (code, err) == (0, ""), out
    assert "4 skipped as notes" in out
    found = workbook()
    males = found.indicators["une_rt_a.Males"]
    assert (males.name_en, males.measure, males.mult) == ("Unemployment · Males", "PERSONS", 3)
    assert [(f.value, f.status) for f in found.series("Belgium", "une_rt_a.Males")] == [(5500.0, "A"), (7800.0, "B")]
    assert [(f.value, f.status) for f in found.series("Germany", "une_rt_a.Total")] == [(3000.0, "P"), (None, "O")]
