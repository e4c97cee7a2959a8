"""The reader of each form of files, chosen by content and suffix; all of them keep the limits."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple, TypeAlias

from core.importing.column_split import split_columns
from core.importing.table import ForeignTable
from data.errors import FileError
from data.reading.content import suffix_of
from data.reading.delimited import read_delimited
from data.reading.limits import Limits, Reading
from data.reading.objects import read_objects
from data.reading.packed import linked, read_gzip, read_zip
from data.reading.parquet import read_parquet
from data.reading.px import read_px
from data.reading.rows import Watch, unwatched
from data.reading.sdmx_ml import read_sdmx_ml
from data.reading.sheets import read_sheets
from data.reading.statistical import READERS as STATISTICAL
from data.reading.statistical import read_statistical

Read: TypeAlias = Callable[[Path, Reading, Limits, Watch], Sequence[ForeignTable]]


class Form(NamedTuple):
    """A form of files: its suffixes, the options of its reader, the reader, and whether it is text."""

    suffixes: tuple[str, ...]
    says: tuple[str, ...]
    read: Read
    is_text: bool = False


FORMS = (
    Form((".csv", ".tsv", ".tab", ".txt"), ("delimiter", "encoding", "header_line"), read_delimited, is_text=True),
    Form((".xlsx", ".xlsm", ".xls", ".xlsb", ".ods"), ("sheet", "header_line"), read_sheets),
    Form((".jsonl", ".ndjson", ".json"), ("encoding", "sheet"), read_objects, is_text=True),
    Form((".px",), ("encoding",), read_px, is_text=True),
    Form((".parquet", ".pq"), (), read_parquet),
    Form((".xml", ".sdmx"), (), read_sdmx_ml),
    Form(tuple(STATISTICAL), ("encoding",), read_statistical),
)
OF_SUFFIX = {suffix: form for form in FORMS for suffix in form.suffixes}
TEXT = OF_SUFFIX[".csv"]
"""The form of a file with another suffix."""
PACKED = (".gz", ".zip")
SUFFIXES = (*OF_SUFFIX, *PACKED)
"""The suffixes of the files that are read in a folder."""


def form_of(path: Path) -> Form:
    """The form of a file that is not packed. Raises FileError where it cannot be read."""
    return OF_SUFFIX.get(suffix_of(path), TEXT)


def is_text(path: Path) -> bool:
    """Whether a file is plain text, and not packed. Raises FileError."""
    return suffix_of(path) not in PACKED and form_of(path).is_text


def read_with(path: Path) -> tuple[str, ...]:
    """The names of the options of reading a file. Raises FileError."""
    suffix = suffix_of(path)
    if suffix == ".zip":
        return ("sheet", *dict.fromkeys(name for form in FORMS for name in form.says if name != "sheet"))
    if suffix == ".gz":
        return OF_SUFFIX.get(Path(path.stem).suffix.lower(), TEXT).says
    return form_of(path).says


def read_tables(path: Path, reading: Reading, limits: Limits, watch: Watch = unwatched) -> tuple[ForeignTable, ...]:
    """The tables of a file, by default one. Raises FileError, one sentence."""
    return tuple(_read(path, reading, limits, watch, packed=False))


def _read(path: Path, reading: Reading, limits: Limits, watch: Watch, *, packed: bool) -> Sequence[ForeignTable]:
    def inner(unpacked: Path, sheet: str) -> Sequence[ForeignTable]:
        return _read(unpacked, replace(reading, sheet=sheet), limits, watch, packed=True)

    suffix = suffix_of(path)
    if suffix in PACKED:
        if packed:
            raise FileError("{name} is packed within a packed file: unpack one of them.", name=path.name)
        return (read_gzip if suffix == ".gz" else read_zip)(path, limits, reading.sheet, inner)
    form = OF_SUFFIX.get(suffix, TEXT)
    if suffix != path.suffix.lower() and not form.is_text:
        return linked(path, suffix, inner, reading.sheet)
    limits.check_bytes(path.name, path.stat().st_size)
    tables = form.read(path, reading, limits, watch)
    return [table if table.layout else split_columns(table) for table in tables]
