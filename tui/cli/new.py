"""`jingdex new`: a workbook of its own, empty or from a shipped set."""

from argparse import Namespace
from pathlib import Path

from core.numerals import counted
from core.words import gettext
from core.workbook.edit import SetEntry, filled
from core.workbook.entries import About
from core.workbook.mending import failed_sentence
from data.author import author_name
from data.clock import build_time
from data.file import WorkbookFile
from data.opening import opened
from data.sets import read_set, set_names
from data.text_folder import create_from_folder
from tui.cli.output import complain, write
from tui.grid.plain import plain


def run(arguments: Namespace) -> int:
    """Make the workbook and say what is in it."""
    path = arguments.workbook
    if arguments.if_missing and path.exists():
        opened(path, writable=False).close()
        write(gettext("{path} is there and stays as it is\n", path=plain(str(path))))
        return 0
    with _made(path, arguments.set_name) as file:
        workbook = file.workbook()
    write(
        gettext("made {path} with {height}\n", path=plain(str(path)), height=counted(workbook.figures.height, "figure"))
    )
    if workbook.with_failed:
        complain(failed_sentence(workbook))
    return 0


def _made(path: Path, origin: str | None) -> WorkbookFile:
    """An empty workbook, one of a shipped set, or, where no set has that name, of a folder of text.

    Where SOURCE_DATE_EPOCH is set, what is made from files has that time, so that it can be built again.
    """
    if origin is None:
        return WorkbookFile.create(path, SetEntry("about", None, About("workbook", path.stem)), author_name())
    if origin in set_names():
        edit = filled(read_set(origin), f"Copied from the set {origin}")
        return WorkbookFile.create(path, edit, f"set {origin}", build_time())
    return create_from_folder(path, Path(origin), author_name(), build_time())
