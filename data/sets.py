"""The shipped sets: workbooks, one folder each."""

from importlib.resources import files

from core.words import in_words
from core.workbook.workbook import Workbook
from data.errors import FileError
from data.tables import read_folder

SETS = files("data") / "sets"


def set_names() -> list[str]:
    """The names of all sets, in order."""
    return sorted(folder.name for folder in SETS.iterdir() if folder.is_dir() and (folder / "figures.csv").is_file())


def read_set(name: str) -> Workbook:
    """The workbook of a shipped set. Raises FileError where there is none of this name, or it is inconsistent."""
    if name not in set_names():
        raise FileError("There is no set “{name}”: use one of {set_names}.", name=name, set_names=in_words(set_names()))
    return read_folder(SETS / name)
