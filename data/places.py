"""The places of a person's own workbooks."""

import os
from pathlib import Path

from core.workbook.edit import filled
from data import sets
from data.creation import kind_of
from data.errors import FileError
from data.file import WorkbookFile


def home() -> Path:
    """The folder in JINGDEX_HOME, else the platform's folder for a program's data."""
    folder = os.environ.get("JINGDEX_HOME", "")
    if folder:
        try:
            return Path(folder).expanduser().absolute()
        except RuntimeError as error:
            raise FileError(
                "JINGDEX_HOME is {named}, and there is no such user: name a folder of yours.", named=folder
            ) from error
    from platformdirs import user_data_path  # noqa: PLC0415 - only wanted without JINGDEX_HOME

    return user_data_path("jingdex", appauthor=False)


def own_copy(set_name: str) -> Path:
    """The person's own workbook of a shipped set, made on first use. Raises FileError."""
    path = home() / f"{set_name}.jingdex"
    if kind_of(path) != "nothing":
        return path
    edit = filled(sets.read_set(set_name), f"Copied from the set {set_name}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FileError(
            "The folder {parent} cannot be made: set JINGDEX_HOME to a folder of yours.", parent=path.parent
        ) from error
    try:
        WorkbookFile.create(path, edit, f"set {set_name}").close()
    except FileError:
        if kind_of(path) == "nothing":  # another first start was quicker
            raise
    return path
