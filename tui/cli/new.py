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
from data.sets import read_set, set_names
from data.store import Store
from data.stores import Place, copy_store, create_from_text, create_store, is_there, open_store, place_of
from tui.cli.output import complain, write
from tui.grid.plain import plain


def run(arguments: Namespace) -> int:
    """Make the workbook and say what is in it."""
    path = arguments.workbook
    if arguments.if_missing and is_there(path):
        open_store(path, read_only=True).close()
        write(gettext("{path} is there and stays as it is\n", path=plain(str(path))))
        return 0
    with _create(path, arguments.set_name) as file:
        workbook = file.workbook()
    write(
        gettext(
            "made {path} with {figures}\n", path=plain(str(path)), figures=counted(workbook.figures.height, "figure")
        )
    )
    if workbook.with_failed:
        complain(failed_sentence(workbook))
    return 0


def _create(place: Place, origin: str | None) -> Store:
    """An empty workbook, or one of a shipped set, of another workbook with its trail, or of a folder of text.

    Where SOURCE_DATE_EPOCH is set, what is made from files has that time, so that it can be built again.
    """
    if origin is None:
        return create_store(place, SetEntry("about", None, About("workbook", place.stem)), author_name())
    if origin in set_names():
        edit = filled(read_set(origin), f"Copied from the set {origin}")
        return create_store(place, edit, f"set {origin}", build_time())
    other = place_of(origin)
    if not isinstance(other, Path) or other.is_file():
        return copy_store(place, other)
    return create_from_text(place, other, author_name(), build_time())
