"""The shipped crosswalks and names, each a CSV with its source and its licence."""

import csv
import io
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path

from core.words import in_words
from data.errors import FileError
from data.written import read_text

FOLDER = Path(str(files("data") / "crosswalks"))
CATALOGUE = FOLDER / "catalogue.csv"


def catalogue() -> list[Mapping[str, str]]:
    """The list of shipped files: name, kind (crosswalk, bridge, names), title_en, title_zh, source, licence, note."""
    return list(csv.DictReader(io.StringIO(read_text(CATALOGUE), newline="")))


def shipped(name: str) -> Path:
    """The file of a name. Raises FileError."""
    known = [row["name"] for row in catalogue()]
    if name not in known:
        raise FileError("No crosswalk {name} comes with jingdex: use one of {known}.", name=name, known=in_words(known))
    return FOLDER / f"{name}.csv"
