"""What a subcommand says of an edit that it has saved."""

from core.words import gettext
from core.workbook.workbook import Workbook
from data.session import Outcome
from data.trail import Committed
from tui.grid.plain import plain
from tui.grid.titles import shown_title
from tui.grid.wording import Wording
from tui.locale.choice import spoken


def saved_at(done: Outcome | Committed) -> str:
    """Its number in the trail, and when it was saved."""
    return gettext("saved as {number} at {time}", number=done.number, time=done.time)


def done_line(done: Outcome | Committed, workbook: Workbook) -> str:
    """What was done to a workbook, in a line."""
    return plain(shown_title(str(done.edit), workbook, Wording(spoken())))


def saved_text(done: Outcome | Committed, workbook: Workbook) -> str:
    """What was done to a workbook, and that it is saved: two lines."""
    return f"{done_line(done, workbook)}\n{saved_at(done)}\n"
