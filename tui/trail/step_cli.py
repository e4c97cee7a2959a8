"""`jingdex undo` and `jingdex redo`."""

from argparse import Namespace

from core.scenario.large_step import large_step
from core.words import gettext, marked
from data.session import Session
from tui.cli.arguments import BadUse
from tui.cli.movements import report
from tui.cli.output import complain
from tui.grid.plain import plain

NOTHING = {
    "undo": marked("There is nothing of yours to undo in {workbook}."),
    "redo": marked("There is nothing of yours to redo in {workbook}."),
}
TOO_MUCH = {
    "undo": marked("This undoes {held}: add --yes if that is meant."),
    "redo": marked("This redoes {held}: add --yes if that is meant."),
}


def run(arguments: Namespace) -> int:
    """Print what that moves; exit code 1 where there is nothing to do. Raises BadUse where --yes is needed."""
    with Session.open(arguments.workbook) as session:
        step = session.next_step(arguments.step)
        if step is None:
            complain(gettext(NOTHING[arguments.step], workbook=arguments.workbook))
            return 1
        held = large_step(step.edit, session.workbook)
        if held and not arguments.yes:
            raise BadUse(TOO_MUCH[arguments.step], held=plain(held))
        report(session.take(step), session.workbook)
    return 0
