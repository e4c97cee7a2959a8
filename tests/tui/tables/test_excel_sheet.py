"""The sheet of Excel for readers: it looks as the screen does, and holds the numbers behind what it shows."""

import io

import openpyxl
import pytest

from tui.exports.sheet_files import sheet_file
from tui.grid.sheet import Sheet, SheetRow
from tui.grid.table import Cell, Column, Heading
from tui.tables.excel import as_excel, shown_number
from tui.tables.sections import Section


@pytest.mark.parametrize(
    ("text", "raw", "value", "form"),
    [
        ("9,761亿", 976.1e9, 9761, '#,##0"亿"'),
        (">3.00万亿E", 3e12, 3, '">"#,##0.00"万亿E"'),
        ("75.7288I", 75.72881336, 75.72881336, '0.0000"I"'),
        ("19.73%", 0.197290, 19.7290, '0.00"%"'),
        ("6.73%P≠", 6.73, 6.73, '0.00"%P≠"'),
        ("+9.5", 9.4773, 9.4773, "+0.0;-0.0;0.0"),
        ("-2.5", -2.5, -2.5, "0.0"),
        ("2024", 2024, 2024, "0"),
        ("402,152", 402152, 402152, "#,##0"),
        ("976.1bn", 976.1e9, 976.1, '#,##0.0"bn"'),
        ("5.7tn", 5.66e12, 5.66, '#,##0.0"tn"'),
    ],
)
def test_a_number_is_held_whole_and_shown_as_on_the_screen(text: str, raw: float, value: float, form: str) -> None:
    """Scale, sign, per cent and letters stand in the format of the cell."""
    shown = shown_number(text, raw)
    assert shown is not None
    held, written = shown.written(shown.power)
    assert (held, written) == (pytest.approx(value), form)


@pytest.mark.parametrize(
    ("text", "raw"), [("2023-10", 2023.75), ("<1e-4", 8e-7), ("3", 4.0), ("Ada", 1.0), ("5", None)]
)
def test_what_is_not_the_number_behind_it_stays_a_text(text: str, raw: float | None) -> None:
    """A period, a power, another number."""
    assert shown_number(text, raw) is None


def test_a_table_in_a_file_says_what_its_status_letters_mean() -> None:
    """Those that stand behind numbers, in the order of the code list, after its own note."""
    columns = [Column("city", 8), Column("score", 8, "right")]
    rows = [SheetRow(text, (Cell("Plan E"), Cell(text))) for text in ("1.5P", "2", "3.50万亿I", "–")]
    note = "Letters behind numbers: I imputed, P provisional"
    assert Section("T", Sheet(columns, rows), "Of 2023.").explained.note == f"Of 2023. · {note}"
    assert Section("T", Sheet(columns, rows[1:2])).explained.note == ""


def test_a_table_for_readers_opens_first_with_its_title_and_one_scale_a_column() -> None:
    """Sizes that are shown in 亿 and 万亿 are all held in 亿, so that they can be compared; nothing is a formula."""
    columns = [Column("城市", 8), Column("规模", 8, "right")]
    rows = [
        Heading("大"),
        SheetRow("a", (Cell("● 甲"), Cell("5.66万亿")), sort_by=("a", 5.6612e12)),
        SheetRow("b", (Cell("=1+1"), Cell("9,999亿")), sort_by=("b", 999.9e9)),
        SheetRow("c", (Cell("丙"), Cell("–")), sort_by=("c", None)),
    ]
    section = Section("规模: [一]/二", Sheet(columns, rows), "注")
    book = openpyxl.load_workbook(io.BytesIO(as_excel({"one": section, "two": section})))
    page = book.active
    assert [page.title, book.sheetnames[1]] == ["规模   一  二", "规模   一  二 2"]
    assert [[cell.value for cell in row] for row in page.iter_rows()] == [
        ["规模: [一]/二", None], ["注", None], [None, None], ["城市", "规模"],
        ["大", None], ["甲", pytest.approx(56_612)], ["=1+1", pytest.approx(9_999)], ["丙", None],
    ]  # fmt: skip
    whole = openpyxl.load_workbook(io.BytesIO(sheet_file("excel", section.sheet, "T")))
    assert (whole.sheetnames, whole.active.title, whole["data"]["C2"].value) == (["data", "T"], "T", 5.6612e12)
    assert [page["B6"].number_format, page["A7"].data_type, page.freeze_panes] == ['#,##0"亿"', "s", "B5"]
