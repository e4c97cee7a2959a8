"""`jingdex new`: a workbook of its own, empty or from a shipped set."""

from argparse import Namespace

from core.edit import Edit, SetEntry, filled
from core.entries import About
from data.author import author_name
from data.file import WorkbookFile
from data.sets import read_set
from tui.drawing.plain import plain
from tui.subcommands.output import write


def run(arguments: Namespace) -> int:
    """Make the workbook and say what is in it."""
    path, set_name = arguments.workbook, arguments.set_name
    edit: Edit = SetEntry("about", None, About("workbook", path.stem))
    author = author_name()
    if set_name is not None:
        edit, author = filled(read_set(set_name), f"Copied from the set {set_name}"), f"set {set_name}"
    with WorkbookFile.create(path, edit, author) as file:
        figures = sum(map(len, file.workbook().figures.values()))
    write(f"made {plain(str(path))} with {figures} figures\n")
    return 0
