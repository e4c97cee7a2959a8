"""`jingdex grant`: who may look at a workbook on a server, and who may edit it."""

from argparse import Namespace
from pathlib import Path

from core.words import gettext, marked
from data.errors import FileError
from data.stores import set_role
from tui.cli.output import write
from tui.grid.plain import plain

SENTENCES = {
    "reader": marked("{person} may look at {place}\n"),
    "editor": marked("{person} may look at {place} and add edits\n"),
    "keeper": marked("{person} may edit {place} and make others readers and editors\n"),
    "nobody": marked("{person} may do nothing with {place}\n"),
}


def run(arguments: Namespace) -> int:
    """Set the role and say it."""
    place, role = arguments.workbook, arguments.role
    if isinstance(place, Path):
        raise FileError(
            "{place} is a file, and its folder says who may do what: name a workbook on a server.", place=place
        )
    set_role(place, arguments.person, None if role == "nobody" else role)
    write(gettext(SENTENCES[role], person=plain(arguments.person), place=plain(str(place))))
    return 0
