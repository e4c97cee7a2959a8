"""The errors of files and moments, and the sentences for the errors of SQLite."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from core.errors import BadEntry, BadFigure, JingdexError
from core.words import marked

DAMAGED = marked(
    "{path} is damaged: restore it from a backup, or save what can be read with `jingdex recover {path} NEW`."
)
ODD = marked("{path} is not a complete workbook ({odd}): save what can be read with `jingdex recover {path} NEW`.")
ODD_RULES = marked("{path} is open read-only, as {odd}: make a whole one with `jingdex recover {path} NEW`.")
ODD_ROWS = marked("{path} is open read-only, without what no edit writes ({rows}): see `jingdex recover {path} NEW`.")
LOOKING = marked("{path} is open read-only: open it for editing.")
UNWRITABLE = marked("{path} or its folder cannot be written here: copy it to a folder of yours and open the copy.")
UNSURE = marked(
    "The disk failed at the last moment under {path}, which may have the edit: see `jingdex show {path} trail`."
)
MOVED = marked("{path} was moved or replaced while it was open: open it again.")
SENTENCES: dict[str, str] = marked(
    {
        "SQLITE_FULL": "The disk is full and {path} keeps what it had before: make room, then do the edit again.",
        "SQLITE_READONLY_DBMOVED": MOVED,
        "SQLITE_READONLY_ROLLBACK": "{path} was left in the middle of an edit: open it once where it can be written.",
        "SQLITE_READONLY": UNWRITABLE,
        "SQLITE_CANTOPEN": UNWRITABLE,
        "SQLITE_BUSY": "{path} is held by another program: close it there, or try again in a moment.",
        "SQLITE_IOERR_DIR_FSYNC": UNSURE,
        "SQLITE_IOERR": "The disk failed under {path}, which keeps what it had before: check the disk, then try again.",
        "SQLITE_CORRUPT": DAMAGED,
        "SQLITE_NOTADB": DAMAGED,
    }
)
"""The sentence for each SQLite result code; a longer code comes before the shorter one that it begins with."""
UNMADE = marked("{path} cannot be made in its folder: name a file in a folder of yours.")
MAKING = marked(
    {
        "SQLITE_FULL": "The disk is full and {path} was not made: make room, then try again.",
        "SQLITE_READONLY": UNMADE,
        "SQLITE_CANTOPEN": UNMADE,
        "SQLITE_IOERR": "The disk failed and {path} was not made: check the disk, then try again.",
    }
)
"""The sentences while a new file is made."""


class FileError(JingdexError):
    """A file cannot be opened, read or written."""


class NoWorkbook(FileError):
    """There is no workbook at the place."""


class Busy(FileError):
    """Another program holds the file: the same can be tried again."""


class BadMoment(JingdexError):
    """A text is not a date or a time."""


@contextmanager
def as_file_error(path: Path, *, reading: bool = False, making: bool = False) -> Iterator[None]:
    """Turn the errors of SQLite into a FileError with one sentence; while reading, invalid rows too."""
    sentences = {**SENTENCES, **MAKING} if making else SENTENCES
    try:
        yield
    except UnicodeEncodeError as error:
        raise BadEntry("“{object!a}” holds bytes that are not text: leave them out.", object=error.object) from error
    except sqlite3.Error as error:
        name = getattr(error, "sqlite_errorname", "")
        sentence = next((text for code, text in sentences.items() if name.startswith(code)), DAMAGED if reading else "")
        if not sentence:
            raise
        kind = Busy if name.startswith("SQLITE_BUSY") else FileError
        raise kind(sentence, path=path) from error
    except (UnicodeDecodeError, OverflowError, RecursionError, BadFigure, BadEntry) as error:
        if not reading:
            raise
        raise FileError(DAMAGED, path=path) from error
