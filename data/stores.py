"""Workbooks by their place: a file, or an address of a server."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, TypeAlias

from core.workbook.edit import Edit
from data import text_folder
from data.errors import FileError, NoWorkbook
from data.file import WorkbookFile
from data.postgres import roles, store
from data.postgres.address import Address, is_address
from data.rows import Row
from data.store import Store
from data.trail_reader import ROW_COLUMNS

if TYPE_CHECKING:
    from data.postgres.schema import Role

Place: TypeAlias = Path | Address


def place_of(text: str) -> Place:
    """The file or the address in a text. Raises FileError."""
    return Address.of(text) if is_address(text) else Path(text)


def open_store(place: Place, *, read_only: bool = False) -> Store:
    """Open the workbook at a place. Raises FileError."""
    return _class_for(place).open(place, read_only=read_only)


def create_store(place: Place, edit: Edit, author: str, time: str = "") -> Store:
    """Make a workbook with this first edit, at this time or now. Raises FileError."""
    return _class_for(place).create(place, edit, author, time)


def restore_store(place: Place, rows: Mapping[str, Sequence[Row]]) -> Store:
    """Make a workbook of the rows of every table. Raises FileError where they are not a workbook."""
    return _class_for(place).restore(place, rows)


def is_there(place: Place) -> bool:
    """Whether a place is in use: by a file of any kind, or a workbook on a server. Raises FileError."""
    if isinstance(place, Path):
        return place.exists()
    try:
        open_store(place, read_only=True).close()
    except NoWorkbook:
        return False
    return True


def copy_store(place: Place, origin: Place) -> Store:
    """Make a workbook with the whole content of another, its trail and its seals. Raises FileError."""
    with open_store(origin, read_only=True) as store:
        rows = {table: store.rows(table) for table in ROW_COLUMNS}
    return restore_store(place, rows)


def create_from_text(place: Place, folder: Path, author: str, time: str = "") -> Store:
    """Make a workbook of a text folder: with its trail, else as one edit at this time or now. Raises FileError."""
    if isinstance(place, Path):
        return text_folder.create_from_folder(place, folder, author, time)
    with TemporaryDirectory() as beside:
        path = Path(beside, "made.jingdex")
        text_folder.create_from_folder(path, folder, author, time).close()
        return copy_store(place, path)


def set_role(address: Address, person: str, role: "Role | None") -> None:
    """Give a user of the server, or a group of users, the rights of a role, or none. Raises FileError."""
    _class_for(address)
    roles.set_role(address, person, role)


def _class_for(place: Place) -> type[Store]:
    """The class of workbooks at such a place. Raises FileError where the driver of a server is not installed."""
    if isinstance(place, Path):
        return WorkbookFile
    try:
        return store.ServerWorkbook
    except ImportError as error:
        raise FileError("A workbook on a server needs psycopg: install jingdex[postgres].") from error
