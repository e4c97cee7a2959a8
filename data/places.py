"""The places of a person's own workbooks."""

import os
from pathlib import Path

from core.workbook.edit import filled
from data import sets, system_error
from data.creation import kind_of
from data.errors import FileError
from data.file import WorkbookFile

LANGUAGE, THEME = "language", "theme"
"""The files with what a person chose on the screen."""


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


def made_home() -> Path:
    """The same folder, made where it is missing. Raises FileError."""
    folder = home()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FileError(
            "The folder {parent} cannot be made: set JINGDEX_HOME to a folder of yours.", parent=folder
        ) from error
    return folder


def kept(name: str) -> str:
    """What the screen was left with, of `LANGUAGE` or `THEME`; nothing where none was chosen, or it cannot be read."""
    try:
        return (home() / name).read_text("utf-8").strip()
    except (FileError, OSError, ValueError):
        return ""


def keep(name: str, choice: str) -> None:
    """Let the screen begin with this language or theme from now on. Raises FileError."""
    try:
        home().mkdir(parents=True, exist_ok=True)
        (home() / name).write_text(f"{choice}\n", "utf-8")
    except OSError as error:
        raise FileError(
            "What you chose is not kept, as {folder} cannot be written ({why}): set JINGDEX_HOME to a folder of yours.",
            folder=home(),
            why=system_error.reason(error),
        ) from error


def own_copy(set_name: str) -> Path:
    """The person's own workbook of a shipped set, made on first use. Raises FileError."""
    path = home() / f"{set_name}.jingdex"
    if kind_of(path) != "nothing":
        return path
    edit = filled(sets.read_set(set_name), f"Copied from the set {set_name}")
    made_home()
    try:
        WorkbookFile.create(path, edit, f"set {set_name}").close()
    except FileError:
        if kind_of(path) == "nothing":  # another first start was quicker
            raise
    return path
