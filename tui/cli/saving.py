"""What a subcommand says of an edit that it has saved."""

from core.words import gettext
from data.session import Outcome
from data.trail import Committed
from tui.grid.plain import plain


def saved_at(done: Outcome | Committed) -> str:
    """Its number in the trail, and when it was saved."""
    return gettext("saved as {number} at {time}", number=done.number, time=done.time)


def saved_text(done: Outcome | Committed) -> str:
    """What was done, and that it is saved: two lines."""
    return f"{plain(str(done.edit))}\n{saved_at(done)}\n"
