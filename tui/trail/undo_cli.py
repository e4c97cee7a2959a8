"""`jingdex undo`: the newest edit taken back."""

from argparse import Namespace

from data.session import Session
from tui.cli.moved import report
from tui.cli.output import complain


def run(arguments: Namespace) -> int:
    """Print what that moves; exit code 1 where there is nothing to undo."""
    with Session.open(arguments.workbook) as session:
        outcome = session.undo()
        if outcome is None:
            complain(f"There is nothing of yours to undo in {arguments.workbook}.")
            return 1
        report(outcome, session.workbook)
    return 0
