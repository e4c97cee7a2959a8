"""A fault of the program itself: its details go to a file, which one line names."""

import platform
import traceback
from importlib.metadata import version
from time import time_ns
from typing import TYPE_CHECKING

from core.words import gettext, marked
from data.errors import FileError
from data.places import home
from data.written import write_file

if TYPE_CHECKING:
    from pathlib import Path

FOLDER = "faults"
NOWHERE = marked("nowhere: its details could not be written")


def details_kept(error: BaseException) -> str:
    """The new file with the details of a fault, in the folder `faults` of the program's own folder.

    The details are the versions and the traceback, and no figures except those in the text of the error.
    """
    lines = traceback.format_exception(error)
    text = (
        f"jingdex {version('jingdex')}, Python {platform.python_version()}, {platform.platform()}\n\n{''.join(lines)}"
    )
    try:
        path: Path = home() / FOLDER / f"{time_ns()}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        write_file(path, text.encode(errors="backslashreplace"))
    except (OSError, RuntimeError, FileError):
        return gettext(NOWHERE)
    return str(path)


def fault_sentence(error: BaseException) -> str:
    """The one line about a fault, with the file of its details."""
    return gettext(
        "This is a fault of jingdex ({kind}); what was saved is safe. Details: {where}",
        kind=type(error).__name__,
        where=details_kept(error),
    )
