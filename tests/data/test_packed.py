"""Packed files are read through, within limits; what cannot be read is named as what it is."""

import gzip
import io
import zipfile
from pathlib import Path

import pytest
import xlsxwriter

from data.errors import FileError
from data.reading.content import suffix_of
from data.reading.foreign import read_foreign
from data.reading.limits import Limits, Reading
from data.reading.readers import read_tables, read_with

ROWS = "unit,year,gdp\nA,2020,1.5\nB,2020,2\n"


def book(*sheets: str) -> bytes:
    """An Excel workbook with such a table in each sheet."""
    made = io.BytesIO()
    with xlsxwriter.Workbook(made) as workbook:
        for n, name in enumerate(sheets):
            sheet = workbook.add_worksheet(name)
            sheet.write_row(0, 0, ("unit", "gdp"))
            sheet.write_row(1, 0, ("A", n + 1))
            sheet.write_row(2, 0, ("B", 7))
    return made.getvalue()


def archive(path: Path, **files: str | bytes) -> Path:
    """A zip archive; names hold _ for the point before their end."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in files.items():
            made.writestr(".".join(name.rsplit("_", 1)), content)
    return path


def values(path: Path, sheet: str = "", limits: Limits | None = None) -> list[list[str]]:
    """The figures of each table of a file."""
    tables = read_tables(path, Reading(sheet=sheet), limits or Limits())
    return [table.frame["gdp"].to_list() for table in tables]


def test_a_packed_file_is_read_as_what_is_in_it(tmp_path: Path) -> None:
    """Whatever its form; it keeps its own name, and what can be said of its reading."""
    path = tmp_path / "a.csv.gz"
    path.write_bytes(gzip.compress(ROWS.encode()))
    assert values(path) == [["1.5", "2"]]
    assert read_tables(path, Reading(), Limits())[0].name == "a.csv.gz"
    assert read_with(path) == ("delimiter", "encoding", "header_line")
    zipped = archive(tmp_path / "b.zip", book_xlsx=book("2019"))
    assert values(zipped) == [["1", "7"]]


def test_files_and_sheets_of_an_archive_are_chosen_by_name_and_pattern(tmp_path: Path) -> None:
    """Without a choice the first that holds a table is read, and the others are named."""
    path = archive(tmp_path / "a.zip", readme_txt="hello", one_csv=ROWS, two_csv=ROWS, book_xlsx=book("2019", "2020"))
    first = read_tables(path, Reading(), Limits())[0]
    assert (first.detail("sheet"), first.detail("others")) == ("one.csv", "readme.txt, two.csv, book.xlsx")
    assert values(path, "*.csv") == [["1.5", "2"]] * 2
    assert values(path, "two.csv,book.xlsx") == [["1.5", "2"], ["1", "7"]]
    assert values(path, "book.xlsx/20*") == [["1", "7"], ["2", "7"]]
    with pytest.raises(FileError, match=r"a\.zip has no sheet “x\.csv”: name one of readme\.txt, one\.csv"):
        values(path, "x.csv")


def test_names_of_files_in_chinese_archives_are_read(tmp_path: Path) -> None:
    """Many programs write them in GB 18030 without saying so."""
    path = archive(tmp_path / "a.zip", one_csv=ROWS)
    content = path.read_bytes().replace(b"one.csv", "一表.".encode("gb18030") + b"cs")
    path.write_bytes(content)
    with zipfile.ZipFile(path) as made:
        assert made.namelist() != ["一表.cs"]
    assert read_tables(path, Reading(), Limits())[0].detail("sheet") == "一表.cs"
    assert values(path, "一表*") == [["1.5", "2"]]


def test_a_file_with_a_wrong_end_of_its_name_is_read_by_its_content(tmp_path: Path) -> None:
    """A table of texts called .xls, a workbook called .csv or .xls, packed text without .gz."""
    for name, content, wanted in (
        ("text.xls", ROWS.encode(), [["1.5", "2"]]),
        ("book.csv", book("s"), [["1", "7"]]),
        ("book.xls", book("s"), [["1", "7"]]),
        ("packed.csv", gzip.compress(ROWS.encode()), [["1.5", "2"]]),
    ):
        path = tmp_path / name
        path.write_bytes(content)
        assert values(path) == wanted, name


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.pdf", b"%PDF-1.7\n", "a.pdf is a PDF document, which cannot be read: ask its publisher"),
        ("a.xls", b"\n<!DOCTYPE html><table>", "a.xls is an HTML page"),
        ("a.csv", b"\xef\xbb\xbf<HTML><body>", "a.csv is an HTML page"),
        ("a.rds", gzip.compress(b"X\n\0\0\0\3\0\4"), "an R object (.rds)"),
        ("a.rds", b"A\n3\n263168\n197888\n5\nUTF-8\n", "an R object (.rds)"),
        ("a.rds", b"BZh91AY&SY", 'in R write.csv(readRDS("a.rds"), "a.csv", row.names = FALSE)'),
        ("a.RData", gzip.compress(b"RDX3\nX\n"), "an R workspace (.RData), which cannot be read: in R load("),
        ("a.gdt", gzip.compress(b'<?xml version="1.0"?>\n<!DOCTYPE gretldata SYSTEM "x">'), "in gretl store a.csv"),
        ("a.mdb", b"\0\1\0\0Standard Jet DB\0", "an Access database"),
        ("a.doc", b"\xd0\xcf\x11\xe0" + b"\0" * 508 + "WordDocument".encode("utf-16-le"), "a Word document"),
        ("a.xml", b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">', "of 2003"),
        ("a.db", b"SQLite format 3\0", "an SQLite database"),
        ("a.bz2", b"BZh91AY&SY", "a bzip2 file, which cannot be read: unpack it first"),
    ],
    ids=[
        "pdf", "html", "html with a mark", "rds", "rds as text", "rds in bzip2", "RData", "gdt", "mdb", "doc", "xml",
        "db", "bz2",
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_named_with_a_way_to_convert_it(
    tmp_path: Path, name: str, content: bytes, words: str
) -> None:
    """By its content, whatever it is called."""
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(FileError) as refused:
        suffix_of(path)
    assert words in str(refused.value)
    assert "\n" not in str(refused.value)


def test_a_short_table_is_none_of_them(tmp_path: Path) -> None:
    """A single column A of small numbers begins as R's own texts do."""
    path = tmp_path / "a.csv"
    path.write_text("A\n2\n3\n")
    assert suffix_of(path) == ".csv"


def test_documents_in_archives_are_no_archives(tmp_path: Path) -> None:
    """A .docx and a text of OpenDocument."""
    path = archive(tmp_path / "a.docx", word_document="")
    with zipfile.ZipFile(path, "w") as made:
        made.writestr("word/document.xml", "x")
    with pytest.raises(FileError, match=r"a\.docx is a Word document"):
        suffix_of(path)
    with zipfile.ZipFile(path, "w") as made:
        made.writestr("mimetype", "application/vnd.oasis.opendocument.text")
    with pytest.raises(FileError, match="a document of OpenDocument without sheets"):
        suffix_of(path)


def test_bombs_and_broken_archives_are_one_sentence_with_the_file_in_them(tmp_path: Path) -> None:
    """Too well packed, too large, cut off, packed twice, without a file, behind a password."""
    bomb = archive(tmp_path / "bomb.zip", a_csv=b"0" * 20_000_000)
    with pytest.raises(FileError, match=r"bomb\.zip, a\.csv, is packed to 1/.* --limit ratio="):
        values(bomb)
    with pytest.raises(FileError, match=r"bomb\.zip, a\.csv, holds 2 MB when unpacked, the limit is 1"):
        values(bomb, limits=Limits(size=1, ratio=5000))
    cut = tmp_path / "cut.csv.gz"
    cut.write_bytes(gzip.compress(ROWS.encode() * 50)[:-12])
    with pytest.raises(FileError, match=r"cut\.csv\.gz is broken"):
        values(cut)
    twice = archive(tmp_path / "twice.zip", a_zip=bomb.read_bytes())
    with pytest.raises(FileError, match=r"a\.zip is packed within a packed file: unpack one of them"):
        values(twice)
    with pytest.raises(FileError, match=r"empty\.zip holds 0 files"):
        values(archive(tmp_path / "empty.zip"))
    cut.write_bytes(bomb.read_bytes()[:3000])
    with pytest.raises(FileError, match=r"cut\.csv\.gz is not an archive that can be unpacked"):
        values(cut)


def test_what_a_file_says_of_its_columns_comes_out_of_the_process_that_reads_it(tmp_path: Path) -> None:
    """The layout of a cube, the same as where it is read here."""
    path = tmp_path / "a.px.gz"
    text = 'MATRIX="T";CONTENTS="jobs";STUB="region";HEADING="year";VALUES("region")="A";VALUES("year")="2020";DATA=1;'
    path.write_bytes(gzip.compress(text.encode()))
    here, apart = read_tables(path, Reading(), Limits())[0], read_foreign(path)[0]
    assert here.layout is not None
    assert (apart.layout, apart.details, apart.frame.rows()) == (here.layout, here.details, here.frame.rows())
