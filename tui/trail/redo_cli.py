"""`jingdex redo`: what was taken back last, done again."""

from argparse import Namespace

from core.scenario.large_step import large_step
from core.words import gettext
from data.session import Session
from tui.cli.arguments import BadUse
from tui.cli.moved import report
from tui.cli.output import complain
from tui.grid.plain import plain


def run(arguments: Namespace) -> int:
    """Print what that moves; exit code 1 where there is nothing to redo. Raises BadUse where --yes is needed."""
    with Session.open(arguments.workbook) as session:
        step = session.next_step("redo")
        if step is None:
            complain(gettext("There is nothing of yours to redo in {workbook}.", workbook=arguments.workbook))
            return 1
        held = large_step(step.edit, session.workbook)
        if held and not arguments.yes:
            raise BadUse(gettext("This does again {held}: add --yes where that is meant.", held=plain(held)))
        report(session.take(step), session.workbook)
    return 0
