"""The parts of a file to read: sheets of a workbook, files of an archive, cubes of a collection."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from fnmatch import fnmatchcase

from core.importing.layout import BadLayout
from core.importing.metadata import is_metadata
from core.importing.recognise import recognised
from core.importing.table import ForeignTable
from core.words import gettext, in_words
from data.errors import FileError

METADATA = re.compile(r"metadata|(?:^|/)WDI(?:Country|Series)\.", re.IGNORECASE)
"""A word in the names of parts that describe the codes of others, in the World Bank's packages."""
SHOWN = 20


def chosen_parts(names: Sequence[str], text: str, of: str) -> list[str]:
    """The named parts, in the order of the file; all that match a pattern. Raises FileError."""
    if text in names:
        return [text]
    patterns = [pattern.strip() for pattern in text.split(",") if pattern.strip()]
    for pattern in patterns:
        if not any(fnmatchcase(name, pattern) for name in names):
            few = in_words(names[:SHOWN]) + (
                gettext(" … ({count:,} more)", count=len(names) - SHOWN) if len(names) > SHOWN else ""
            )
            raise FileError("{file} has no sheet “{sheet}”: name one of {few}.", file=of, sheet=pattern[:80], few=few)
    return [name for name in names if any(fnmatchcase(name, pattern) for pattern in patterns)]


def holds_figures(table: ForeignTable) -> bool:
    """Whether a table has a column of figures, or is metadata of others."""
    try:
        return is_metadata(table) or bool(recognised(table).values)
    except BadLayout:
        return False


def data_parts(names: Iterable[str]) -> list[str]:
    """The names without those of metadata; all, where there are no others."""
    known = list(names)
    return [name for name in known if not METADATA.search(name)] or known


def metadata_of(names: Iterable[str], read: Callable[[str], Iterable[ForeignTable]]) -> Iterator[ForeignTable]:
    """The tables of metadata among the parts whose names promise some."""
    for name in names:
        with suppress(FileError):
            yield from (table for table in read(name) if METADATA.search(name) and is_metadata(table))
