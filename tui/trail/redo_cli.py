"""`jingdex redo`: what was taken back last, done again."""

from argparse import Namespace

from data.session import Session
from tui.cli.moved import report
from tui.cli.output import complain


def run(arguments: Namespace) -> int:
    """Print what that moves; exit code 1 where there is nothing to redo."""
    with Session.open(arguments.workbook) as session:
        outcome = session.redo()
        if outcome is None:
            complain(f"There is nothing of yours to redo in {arguments.workbook}.")
            return 1
        report(outcome, session.workbook)
    return 0
