"""`jingdex recover`: all that can be read of a damaged workbook, as a new one."""

from argparse import Namespace
from pathlib import Path

from core.words import gettext
from data.errors import FileError
from data.recovery import recover
from tui.cli.output import complain, write
from tui.grid.plain import plain

NAMED = 20
"""So many losses are named one by one."""


def run(arguments: Namespace) -> int:
    """Make the new workbook and name what was lost; 1 where something was. Raises FileError."""
    if not isinstance(arguments.workbook, Path):
        raise FileError("{place} is on a server: restore it from a backup, see docs/team.md.", place=arguments.workbook)
    lost = recover(arguments.workbook, arguments.target)
    for sentence in lost[:NAMED]:
        complain(gettext("lost: {sentence}", sentence=sentence))
    if len(lost) > NAMED:
        complain(gettext("lost: {count} things more", count=len(lost) - NAMED))
    write(
        gettext(
            "made {target} of what can be read of {workbook}\n",
            target=plain(str(arguments.target)),
            workbook=plain(str(arguments.workbook)),
        )
    )
    return 1 if lost else 0
