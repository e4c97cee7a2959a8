"""The kind of a file by its content: the usual suffix of such files, or the reason why it cannot be read."""

import re
import struct
import zlib
from pathlib import Path
from typing import NamedTuple

from core.words import gettext, marked
from data import system_error
from data.errors import FileError

LOOKED_AT = 4096
OLE_HEAD = 52
"""The number of bytes at the start of an OLE file that hold the size of its sectors and the first of its directory."""
TAIL = 65_536
"""The number of bytes at the end of an archive that are examined: its list of files."""
GZIP, ZIP, OLE = b"\x1f\x8b", b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
ZIPPED_SHEETS = (".xlsx", ".xlsm", ".xlsb", ".ods")


class Unreadable(NamedTuple):
    """An unreadable kind of file: its first bytes, its name, and a way to convert it."""

    begins: re.Pattern[bytes]
    what: str
    advice: str


R_TABLE = marked('in R write.csv(readRDS("{name}"), "{stem}.csv", row.names = FALSE)')
R_TABLES = marked(
    'in R load("{name}"), then write.csv(TABLE, "{stem}.csv", row.names = FALSE) for each table that it names'
)
WORKSPACE, OBJECT = marked((("an R workspace (.RData)", R_TABLES), ("an R object (.rds)", R_TABLE)))
SHEET = marked("open it in a spreadsheet and save the table as .xlsx or .csv")
UNPACK = marked("unpack it first")
UNREADABLE: tuple[Unreadable, ...] = tuple(
    Unreadable(re.compile(begins, re.DOTALL | re.IGNORECASE), what, advice)
    for begins, what, advice in marked((
        (rb"%PDF-", "a PDF document", "ask its publisher for the table, or get it with tabula or pdftotext -layout"),
        (rb"<(?:!doctype\s+html|html|head|body|table|meta|div)\b", "an HTML page", SHEET),
        (rb"<\?xml.{0,300}?<html", "an HTML page", SHEET),
        (rb"<\?xml.{0,600}?urn:schemas-microsoft-com:office:spreadsheet", "an XML spreadsheet of 2003", SHEET),
        (rb"<\?xml.{0,600}?<(?:!doctype\s+)?gretldata", "a gretl data file", "in gretl store {stem}.csv"),
        (rb"RD[XAB][23]\n", *WORKSPACE),
        (rb"X\n\x00\x00\x00[\x02\x03]|A\n[23]\n\d{6}\n\d{6}\n|B\n[\x02\x03]\x00\x00\x00", *OBJECT),
        (rb"\x00\x01\x00\x00Standard (?:Jet|ACE) DB", "an Access database",
         "export the table as Excel in Access, or with mdb-export {name} TABLE > {stem}.csv"),
        (rb"SQLite format 3\x00", "an SQLite database",
         'use sqlite3 -csv -header {name} "SELECT * FROM TABLE" > {stem}.csv'),
        (rb"\{\\rtf", "a text document (RTF)", SHEET),
        (rb"ARROW1", "an Arrow (Feather) file", "write it as Parquet"),
        (rb"\x89HDF", "an HDF5 file", "write the table as CSV or Parquet"),
        (rb"CDF[\x01\x02\x05]", "a NetCDF file", "write the table as CSV or Parquet"),
        (rb"MATLAB 5\.0 MAT-file", "a MATLAB file", "in MATLAB writetable(TABLE, '{stem}.csv')"),
        (rb"New MicroTSP Workfile|EViews File", "an EViews workfile", "in EViews save it as {stem}.xlsx"),
        (rb"\x89PNG|\xff\xd8\xff|GIF8|II\*\x00|MM\x00\*", "a picture", "ask its publisher for the table"),
        (rb"Rar!", "a RAR archive", UNPACK), (rb"7z\xbc\xaf", "a 7z archive", UNPACK),
        (rb"BZh[1-9]", "a bzip2 file", UNPACK), (rb"\xfd7zXZ", "an xz file", UNPACK),
        (rb"\x28\xb5\x2f\xfd", "a Zstandard file", UNPACK),
    ))
)  # fmt: skip
DOCUMENTS = marked({b"word/document.xml": "a Word document", b"ppt/presentation.xml": "a presentation"})
STARTS: tuple[tuple[re.Pattern[bytes], str], ...] = tuple(
    (re.compile(begins, re.DOTALL), suffix)
    for begins, suffix in (
        (rb"(?:\xef\xbb\xbf)?\s*<\?xml.{0,3000}?sdmx\.org/resources/sdmxml", ".xml"),
        (rb"PAR1", ".parquet"), (rb"\$FL2", ".sav"), (rb"\$FL3", ".zsav"), (rb"\x1f\x8b", ".gz"),
        (rb"<stata_dta>|[\x69\x6c\x6e-\x73][\x01\x02]\x01\x00", ".dta"), (rb"HEADER RECORD\*{7}LIB", ".xpt"),
        (rb".{12}\xc2\xea\x81\x60\xb3\x14\x11\xcf\xbd\x92\x08\x00\x09\xc7\x31\x8c\x18\x1f\x10\x11", ".sas7bdat"),
        (rb'(?i:(?:\xef\xbb\xbf)?\s*(?:CHARSET|AXIS-VERSION|CODEPAGE|LANGUAGE|CREATION-DATE|MATRIX)\s*=\s*")', ".px"),
    )
)  # fmt: skip
"""The first bytes of files of some forms, with their suffix."""
OF_R = {".rds": OBJECT, ".rda": WORKSPACE, ".rdata": WORKSPACE}
"""The kinds of files with these suffixes, packed or not."""


def suffix_of(path: Path) -> str:
    """The suffix for a file of this content, in small letters; the most certain sign counts.

    Raises FileError where the file does not exist, or is of an unreadable kind, with a way to convert it.
    """
    begin = beginning(path)
    ending = path.suffix.lower()
    if begin.startswith(ZIP):
        return _of_zip(path, begin, ending)
    if begin.startswith(OLE):
        return _of_ole(path, begin)
    content = begin.removeprefix(b"\xef\xbb\xbf").lstrip()
    inside = _unpacked(begin) if begin.startswith(GZIP) else content
    kind = next((kind for kind in UNREADABLE if kind.begins.match(inside)), None)
    if kind is not None:
        raise _unreadable(path, *OF_R.get(ending, (kind.what, kind.advice)))
    return next((suffix for start, suffix in STARTS if start.match(begin)), "") or _of_text(ending, content)


def beginning(path: Path) -> bytes:
    """The first bytes of a plain file. Raises FileError."""
    if path.is_dir():
        raise FileError("{path} is a folder: name the files in it.", path=path)
    if not path.exists():
        raise FileError("There is no file {path}: name one that is there.", path=path)
    if not path.is_file():
        raise FileError("{path} is not a regular file: name a file.", path=path)
    with system_error.reading(path), path.open("rb") as stream:
        return stream.read(LOOKED_AT)


def _of_text(suffix: str, content: bytes) -> str:
    """The suffix unchanged, but .csv for a sheet or a package whose content is plain text."""
    is_text = b"\0" not in content and content and all(byte > 8 for byte in content)  # noqa: PLR2004 - a tab is 9
    if is_text and (suffix in {".gz", ".zip"} or suffix in {*ZIPPED_SHEETS, ".xls"}) and b"\n" in content:
        return ".csv"
    if suffix in {"", ".bin"} and content[:1] in {b"[", b"{"}:
        return ".json"
    return suffix


def _unreadable(path: Path, what: str, advice: str) -> FileError:
    way = gettext(advice, name=path.name, stem=path.stem)
    return FileError("{name} is {what}, which cannot be read: {way}.", name=path.name, what=gettext(what), way=way)


def _unpacked(begin: bytes) -> bytes:
    """The first bytes of packed content."""
    try:
        return zlib.decompressobj(31).decompress(begin, LOOKED_AT)
    except zlib.error:
        return b""


def _of_zip(path: Path, begin: bytes, suffix: str) -> str:
    if b"application/vnd.oasis.opendocument." in begin:
        if b"opendocument.spreadsheet" in begin:
            return ".ods"
        raise _unreadable(path, gettext("a document of OpenDocument without sheets"), SHEET)
    if suffix in ZIPPED_SHEETS:
        return suffix
    with path.open("rb") as stream:
        stream.seek(max(0, path.stat().st_size - TAIL))
        listed = stream.read()
    for part, what in DOCUMENTS.items():
        if part in listed:
            raise _unreadable(path, what, SHEET)
    if suffix == ".gdtb":
        raise _unreadable(path, gettext("a gretl data file"), gettext("in gretl store {stem}.csv"))
    return ".xlsx" if b"xl/workbook." in listed else ".zip"


def _of_ole(path: Path, begin: bytes) -> str:
    """.xls, except where the list of streams in an OLE file is that of a document, which is refused."""
    size = 1 << min(struct.unpack_from("<H", begin, 30)[0], 12) if len(begin) > OLE_HEAD else 512
    place = (struct.unpack_from("<I", begin, 48)[0] + 1) * size if len(begin) > OLE_HEAD else 0
    with path.open("rb") as stream:
        stream.seek(place)
        listed = stream.read(LOOKED_AT)
    if "WordDocument".encode("utf-16-le") in listed:
        raise _unreadable(path, gettext("a Word document"), SHEET)
    if "PowerPoint".encode("utf-16-le") in listed:
        raise _unreadable(path, gettext("a presentation"), SHEET)
    return ".xls"
