"""The unpacked size of an Excel workbook, measured by unpacking it, as its directory may be wrong."""

import re
import zipfile
import zlib
from pathlib import Path

from data import system_error
from data.errors import FileError
from data.reading.limits import Limits

ZIPPED = (".xlsx", ".xlsm", ".ods")
PIECE = 1 << 20
LONGEST = 100
"""The number of bytes of a cell's tag that may lie across two pieces."""
ANY_SIZE = 1 << 62
PLACE = re.compile(rb'<c [^>]{0,40}?\br="([A-Z]{1,3})([0-9]{1,7})"')
SHEET = "xl/worksheets/"


def check_unpacked(path: Path, limits: Limits) -> None:
    """Raise FileError where a workbook exceeds the size limit, or has a cell far from its other cells."""
    try:
        limits.check_bytes(path.name, path.stat().st_size)
        if path.suffix.lower() in ZIPPED:
            with zipfile.ZipFile(path) as archive:
                _check_members(archive, path.name, limits)
    except OSError as error:
        raise system_error.unreadable(path, error) from error
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, RuntimeError, ValueError) as error:
        raise FileError(
            "{name} is not an Excel workbook that can be read: save it again, or as CSV.", name=path.name
        ) from error


def _check_members(archive: zipfile.ZipFile, name: str, limits: Limits) -> None:
    size = 0
    for entry in archive.infolist():
        entry.file_size = ANY_SIZE
        extent = Extent()
        with archive.open(entry) as member:
            while piece := member.read(PIECE):
                size += len(piece)
                limits.check_bytes(name, size)
                if entry.filename.startswith(SHEET):
                    limits.check_shape(name, *extent.after(piece))


class Extent:
    """The rows and columns between the first and the last cell of a sheet, piece by piece."""

    def __init__(self) -> None:
        self._rest = b""
        self._rows: tuple[int, int] | None = None
        self._columns: tuple[int, int] | None = None

    def after(self, piece: bytes) -> tuple[int, int]:
        """The rows and columns including those of the next piece of its XML."""
        content = self._rest + piece
        self._rest = content[-LONGEST:]
        places = PLACE.findall(content)
        for letters in {letters for letters, _ in places}:
            self._columns = _with(self._columns, column_number(letters.decode()))
        for row in {row for _, row in places}:
            self._rows = _with(self._rows, int(row))
        return _length(self._rows), _length(self._columns)


def column_number(letters: str) -> int:
    """The number of a column from 1: A is 1, XFD is 16384."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _with(span: tuple[int, int] | None, place: int) -> tuple[int, int]:
    return (min(span[0], place), max(span[1], place)) if span else (place, place)


def _length(span: tuple[int, int] | None) -> int:
    return span[1] - span[0] + 1 if span else 0
