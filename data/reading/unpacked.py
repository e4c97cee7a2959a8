"""The unpacked size of an Excel workbook, measured by unpacking it, as its directory may be wrong."""

import re
import zipfile
import zlib
from collections.abc import Sequence
from pathlib import Path

from data import system_error
from data.errors import FileError
from data.reading.excel_cells import column_of
from data.reading.limits import Limits

ZIPPED = (".xlsx", ".xlsm", ".ods")
PIECE = 1 << 20
LONGEST = 100
"""The number of bytes of a cell's tag that may lie across two pieces."""
BROKEN = (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, RuntimeError, ValueError)
"""The errors of a damaged archive, beside those of the system."""
ANY_SIZE = 1 << 62
PLACE = re.compile(rb'<c [^>]{0,40}?\br="([A-Z]{1,3})([0-9]{1,7})"')
SHEET = "xl/worksheets/"


def check_unpacked(path: Path, limits: Limits) -> None:
    """Raise FileError where a workbook exceeds the size limit, or has a cell far from its other cells."""
    try:
        with system_error.reading(path):
            limits.check_bytes(path.name, path.stat().st_size)
            if path.suffix.lower() in ZIPPED:
                with zipfile.ZipFile(path) as archive:
                    _check_members(archive, path.name, limits)
    except BROKEN as error:
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
        self._rows = self._columns = range(0)

    def after(self, piece: bytes) -> tuple[int, int]:
        """The rows and columns including those of the next piece of its XML."""
        content = self._rest + piece
        self._rest = content[-LONGEST:]
        places = PLACE.findall(content)
        letters, rows = ({place[part] for place in places} for part in (0, 1))
        self._columns = _with(self._columns, [column_of(text.decode()) for text in letters])
        self._rows = _with(self._rows, [int(row) for row in rows])
        return len(self._rows), len(self._columns)


def _with(span: range, places: Sequence[int]) -> range:
    """The span from the first to the last of its own places and these."""
    ends = [*span[:1], *span[-1:], *places]
    return range(min(ends), max(ends) + 1) if ends else span
