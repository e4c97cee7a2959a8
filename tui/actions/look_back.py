"""The command that shows the whole workbook as of a date, and as it is now again."""

from typing import TYPE_CHECKING

from core.releases import vintages
from tui.completion import Completed, completed_word

if TYPE_CHECKING:
    from tui.app import Jingdex

MINUTE = 16
"""The letters of a date and a time to the minute."""


def look_back(app: "Jingdex") -> None:
    """Ask for a date; or, where one is looked at, go back to the present."""
    if app.as_of:
        app.look_at(None)
        app.tell("The workbook as it is now.")
        return

    def complete(text: str) -> Completed:
        times = [step.time[:MINUTE].replace("T", " ") for step in app.session.file.trail()]
        return completed_word(text, dict.fromkeys([*times, *(f"@{one}" for one in vintages(app.base))]))

    app.asking.ask(
        "as of a date 2026-07-29, a time 2026-07-29 21:04, or releases up to @2024-03",
        _of_step(app),
        None,
        lambda text: app.look_at(text.strip() or None),
        previews=False,
        complete=complete,
    )


def _of_step(app: "Jingdex") -> str:
    """On the trail the time of the step under the cursor, to the second in UTC."""
    row = app.pane.row
    kind, _, number = (row.key if row and app.pane is app.page else "").partition("/")
    if kind != "step":
        return ""
    return next((step.time for step in app.session.file.trail() if step.number == int(number)), "")
