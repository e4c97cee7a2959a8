"""Cells that the readers of sheets give otherwise are read again: errors, shares, long whole numbers."""

import zipfile
from pathlib import Path

import pytest
import xlsxwriter

from core.importing.table import LINE
from data.errors import FileError
from data.reading.cells_xls import xls_cells
from data.reading.excel_cells import place_of
from data.reading.foreign import read_foreign

XLS = Path(__file__).parent / "files" / "errors.xls"
"""Made with xlwt: a table from B2 on with #DIV/0!, #REF! and #N/A in D4 to D6, and shares as 0.0%."""
BEGIN = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    ' xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0">'
    "<office:body><office:spreadsheet>"
)
END = "</office:spreadsheet></office:body></office:document-content>"
HEAD = "".join(f'<c office:value-type="string"><text:p>{text}</text:p></c>' for text in ("region", "year", "jobs"))
LIBRE_OFFICE = (
    '<c table:formula="of:=1/0" office:value-type="string" office:string-value="" calcext:value-type="error">'
    "<text:p>#DIV/0!</text:p></c>"
)
EXCEL = '<c table:formula="of:=A1/0" office:value-type="float" office:value="0"><text:p>#DIV/0!</text:p></c>'
LONG = '<c office:value-type="float" office:value="9007199254740993"><text:p>9.00719925474099E15</text:p></c>'
SHARE = '<c office:value-type="percentage" office:value="0.065"><text:p>6.5%</text:p></c>'
YEAR = '<c office:value-type="float" office:value="2020"><text:p>2020</text:p></c>'


def ods(path: Path, *figures: str) -> Path:
    """A sheet whose table begins in B2, with these cells in its last column."""
    gap = "<c/>"
    rows = [gap, gap + HEAD]
    rows += [
        f'{gap}<c office:value-type="string"><text:p>{name}</text:p></c>{YEAR}{figure}'
        for name, figure in zip("ABCDEFG", figures, strict=False)
    ]
    table = "".join(f"<table:table-row>{row}</table:table-row>" for row in rows)
    other = f'<table:table table:name="other"><table:table-row>{LIBRE_OFFICE * 4}</table:table-row></table:table>'
    content = f'{BEGIN}<table:table table:name="S1">{table}</table:table>{other}{END}'
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", kind)
        cells = content.replace("<c ", "<table:table-cell ").replace("</c>", "</table:table-cell>")
        archive.writestr("content.xml", cells.replace("<c/>", "<table:table-cell/>"))
        archive.writestr(
            "META-INF/manifest.xml",
            '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
            f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/></manifest:manifest>',
        )
    return path


def column(path: Path, name: str) -> list[str | None]:
    """The texts of a column."""
    return read_foreign(path)[0].frame[name].to_list()


def test_errors_shares_and_long_numbers_of_open_document_are_read_as_they_stand(tmp_path: Path) -> None:
    """Those of LibreOffice were empty, those of Excel 0, 6.5% was 0.065 and 2^53 + 1 its neighbour."""
    path = ods(tmp_path / "e.ods", LIBRE_OFFICE, EXCEL, LONG, SHARE, YEAR)
    assert column(path, "jobs") == ["#DIV/0! in D3", "#DIV/0! in D4", "9007199254740993", "6.5%", "2020"]
    assert read_foreign(path)[0].frame[LINE].to_list() == [3, 4, 5, 6, 7]


def test_a_repeated_cell_far_beyond_the_table_takes_no_room(tmp_path: Path) -> None:
    """A cell may say that it stands a million times."""
    many = LIBRE_OFFICE.replace("<c ", '<c table:number-columns-repeated="3" ')
    path = ods(tmp_path / "e.ods", many, YEAR)
    assert column(path, "jobs") == ["#DIV/0! in D3", "2020"]
    assert column(path, "column 4") == ["#DIV/0! in E3", None]


def test_errors_and_shares_of_an_old_excel_sheet_are_read_as_they_stand() -> None:
    """The reader of all cells gives errors as empty, and 0.065 for 6.5%."""
    assert column(XLS, "jobs") == ["5", "#DIV/0! in D4", "#REF! in D5", "#N/A in D6"]
    assert column(XLS, "rate") == ["6.5%", "12%", "20%", "25%"]


def test_a_long_whole_number_of_an_excel_sheet_is_read_as_it_stands(tmp_path: Path) -> None:
    """Its reader gives the nearest number that it can hold."""
    path = tmp_path / "long.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("S1").write_row(0, 1, ("region", "year", "jobs"))
        book.worksheets()[0].write_row(1, 1, ("A", 2020, 1234512345123451))
        book.worksheets()[0].write_row(2, 1, ("B", 2020, 7))
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    written = b"<v>1234512345123451</v>"
    changed = parts[sheet].replace(written, b"<v>9007199254740993</v>")
    assert changed != parts[sheet]
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in (parts | {sheet: changed}).items():
            archive.writestr(name, content)
    assert column(path, "jobs") == ["9007199254740993", "7"]


@pytest.mark.parametrize(("number", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")])
def test_columns_have_the_letters_of_spreadsheets(number: int, letters: str) -> None:
    """A is the first."""
    assert place_of(1, number) == f"{letters}2"


@pytest.mark.parametrize(
    "content",
    [b"", b"PK", XLS.read_bytes()[:3000], bytes(600).join([XLS.read_bytes()[:600]] * 2)],
    ids=["empty", "two bytes", "cut short", "twice"],
)
def test_of_a_broken_sheet_no_cell_is_read_again(tmp_path: Path, content: bytes) -> None:
    """What it is, its reader says."""
    (path := tmp_path / "b.xls").write_bytes(content)
    assert xls_cells(path, "S1", 9, 9) == {}
    with pytest.raises(FileError):
        read_foreign(path)
