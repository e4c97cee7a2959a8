"""The workbook that a subcommand looks at: as of a moment, and with the changes of a scenario."""

from argparse import Namespace

from core.scenario.scenario import branch
from core.workbook.mending import failed_sentence
from core.workbook.workbook import Workbook
from data.store import Store
from tui.cli.output import complain


def workbook_of(file: Store, arguments: Namespace) -> Workbook:
    """What `as_of` and, where there is such an argument, `scenario` lead to. Raises FileError, BadMoment, BadEntry.

    Damaged rows that it goes without, and entries that cannot be understood, are named on standard error.
    """
    workbook = file.workbook(arguments.as_of)
    for sentence in filter(None, (file.oddity if file.damaged else "", failed_sentence(workbook))):
        complain(sentence)
    code = getattr(arguments, "scenario", None)
    return branch(workbook, code) if code else workbook
