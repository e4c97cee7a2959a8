"""Packed files (.gz, .zip): each wanted file is unpacked into a folder, within limits."""

import gzip
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import IO, TypeAlias

from core.importing.table import ForeignTable
from data import system_error
from data.errors import FileError
from data.reading.limits import MEGABYTE, Limits
from data.reading.parts import chosen_parts, data_parts, holds_figures, metadata_of
from data.reading.unpacked import BROKEN

PIECE = 1 << 20
SURE = 10 * MEGABYTE
"""Up to this many bytes a file may have any compression ratio."""
MOST_FILES = 10_000
IS_UTF_8 = 0x800
"""The flag of a name that is in UTF-8."""
Inner: TypeAlias = Callable[[Path, str], Sequence[ForeignTable]]
"""A reader of an unpacked file; the text names its wanted parts."""


def read_gzip(path: Path, limits: Limits, parts: str, read: Inner) -> Sequence[ForeignTable]:
    """The tables of a single packed file; they have its name. Raises FileError."""
    with _folder() as folder, gzip.open(path) as stream:
        inner = folder / path.name.removesuffix(path.suffix) if path.suffix.lower() == ".gz" else folder / path.name
        _unpack(stream, inner, path.name, path.stat().st_size, limits)
        return [replace(table, name=path.name) for table in read(inner, parts)]


def read_zip(path: Path, limits: Limits, parts: str, read: Inner) -> Sequence[ForeignTable]:
    """The tables of the wanted files of an archive, else of the first with a table. Raises FileError.

    A sheet of a file is named by both: book.xlsx/2019. Files of metadata come along with the first.
    """
    with _opened(path) as archive, _folder() as folder:
        entries = [entry for entry in archive.infolist() if not entry.is_dir() and not _is_hidden(entry.filename)]
        if not entries or len(entries) > MOST_FILES:
            raise FileError(
                "{name} holds {count:,} files: unpack it, and name those to import.", name=path.name, count=len(entries)
            )
        by_name = {_name(entry): entry for entry in entries}
        names = list(by_name)

        def tables(name: str, sheet: str = "") -> Sequence[ForeignTable]:
            inner = folder / f"{names.index(name)}" / Path(name).name
            _unpack_member(archive, by_name[name], inner, f"{path.name}, {name},", limits)
            return [_with_names(table, path, name, names) for table in read(inner, sheet)]

        return list(_tables_wanted(path.name, names, parts, tables))


@contextmanager
def _opened(path: Path) -> Iterator[zipfile.ZipFile]:
    """An archive. Raises FileError where its list of files cannot be read."""
    try:
        with system_error.reading(path):
            archive = zipfile.ZipFile(path)
    except BROKEN as error:
        raise FileError(
            "{name} is not an archive that can be unpacked ({error}): pack it again.",
            name=path.name,
            error=system_error.reason(error),
        ) from error
    with archive:
        yield archive


@contextmanager
def _unpacking(name: str) -> Iterator[None]:
    """Turn the errors of a packed file, and those of the system while it is unpacked, into a FileError."""
    try:
        yield
    except (OSError, *BROKEN) as error:
        why = system_error.reason(error)
        if isinstance(error, OSError) and error.errno is not None:
            raise FileError(
                "{name} cannot be unpacked ({why}): make room, or unpack it.", name=name, why=why
            ) from error
        raise FileError("{name} is broken ({error}): fetch or pack it again.", name=name, error=why) from error


def _name(entry: zipfile.ZipInfo) -> str:
    """The name of a file in an archive; a Chinese one may be in GB 18030, which archives do not state."""
    if entry.flag_bits & IS_UTF_8 or entry.filename.isascii():
        return entry.filename
    try:
        return entry.filename.encode("cp437").decode("gb18030")
    except UnicodeError:
        return entry.filename


def _unpack_member(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, target: Path, name: str, limits: Limits) -> None:
    """Write one file of an archive, whose directory may state a wrong size. Raises FileError."""
    size, entry.file_size = entry.compress_size, 1 << 62
    with _unpacking(name):
        target.parent.mkdir(exist_ok=True)
        with archive.open(entry) as stream:
            _unpack(stream, target, name, size, limits)


def _tables_wanted(
    archive: str, names: list[str], parts: str, tables: Callable[..., Sequence[ForeignTable]]
) -> Iterator[ForeignTable]:
    for name in names:
        if parts.startswith(f"{name}/"):
            yield from tables(name, parts.removeprefix(f"{name}/"))
            return
    if parts:
        for name in chosen_parts(names, parts, archive):
            yield from tables(name)
        return
    data = data_parts(names)
    yield from _first(data, tables)
    yield from metadata_of((name for name in names if name not in data), tables)


def _first(names: list[str], tables: Callable[..., Sequence[ForeignTable]]) -> Sequence[ForeignTable]:
    """The tables of the first file with figures, else with a table; else the error of the first.

    Raises FileError.
    """
    problem: FileError | None = None
    fallback: Sequence[ForeignTable] = ()
    for name in names:
        try:
            result = tables(name)
        except FileError as error:
            problem = problem or error
            continue
        if any(map(holds_figures, result)):
            return result
        fallback = fallback or result
    if fallback:
        return fallback
    raise problem or FileError("An archive without files holds no table.")


def _with_names(table: ForeignTable, path: Path, name: str, names: Sequence[str]) -> ForeignTable:
    """The table with the name of the archive, and the name of its file in the details."""
    sheet = table.detail("sheet")
    others = [f"others {', '.join(other for other in names if other != name)}"] if len(names) > 1 else []
    rest = [detail for detail in table.details if not detail.startswith(("sheet ", "others "))]
    return replace(table, name=path.name, details=(f"sheet {name}{f'/{sheet}' if sheet else ''}", *others, *rest))


def _is_hidden(name: str) -> bool:
    return name.startswith("__MACOSX/") or Path(name).name.startswith((".", "~$"))


@contextmanager
def _folder() -> Iterator[Path]:
    """A folder that is removed afterwards; within the folder of the reading process."""
    with tempfile.TemporaryDirectory(prefix="jingdex-") as folder:
        yield Path(folder)


def _unpack(stream: IO[bytes] | gzip.GzipFile, target: Path, name: str, packed: int, limits: Limits) -> None:
    """Write the content of a stream. Raises FileError where it exceeds the limits, or is broken."""
    size = 0
    with _unpacking(name), target.open("wb") as file:
        while piece := stream.read(PIECE):
            size += len(piece)
            limits.check_bytes(name, size)
            if size > SURE:
                limits.check(name, ratio=size // max(packed, 1))
            file.write(piece)


def linked(path: Path, suffix: str, read: Inner, parts: str) -> Sequence[ForeignTable]:
    """The tables of a file whose suffix contradicts its content, read under a right name."""
    with _folder() as folder:
        inner = folder / f"{path.name}{suffix}"
        inner.symlink_to(path.absolute())
        return [replace(table, name=path.name) for table in read(inner, parts)]
