"""The command that shows the whole workbook as of a date, and as it is now again."""

from typing import TYPE_CHECKING

from core.derive.derive import derive
from core.releases.releases import vintages
from data.clock import looked_back
from data.errors import BadMoment
from tui.frame.choices import Option, whole
from tui.frame.offers import words
from tui.grid.plain import plain

if TYPE_CHECKING:
    from tui.app import Jingdex

NEWEST = 100
"""Steps of the trail whose moments are offered."""


def look_back(app: "Jingdex") -> None:
    """Ask for a date; or, where one is looked at, go back to the present."""
    if app.as_of:
        _look_at(app, None)
        app.tell("The workbook as it is now.")
        return

    moments = [*newest_steps(app), *words(f"@{one}" for one in vintages(app.base))]
    app.asking.ask(
        "as of a date 2026-07-29, a time 2026-07-29 21:04, or releases up to @2024-03",
        _of_step(app),
        None,
        lambda text: _look_at(app, text.strip() or None),
        previews=False,
        choices=whole("moment", moments, "free"),
    )


def newest_steps(app: "Jingdex") -> list[Option]:
    """The moments of the newest steps of the trail, to the second in UTC as the trail has them, and what was done."""
    file = app.session.file
    last = file.newest().number
    steps = file.steps(max(1, last - NEWEST + 1), last)
    return [Option(step.time, plain(step.title)) for step in reversed(steps)]


def _of_step(app: "Jingdex") -> str:
    """On the trail the time of the step under the cursor, to the second in UTC."""
    row = app.pane.row
    kind, _, number = (row.key if row and app.pane is app.page else "").partition("/")
    if kind != "step":
        return ""
    return next((step.time for step in app.session.file.steps(int(number), int(number))), "")


def _look_at(app: "Jingdex", as_of: str | None) -> None:
    """Show the workbook as of a date, with what has changed since lit; or (null) as it is now.

    Raises JingdexError where it is no date, or the workbook was not there yet.
    """
    now = derive(app.session.workbook, app.derived)
    until, first = looked_back(as_of)[0], app.session.file.steps(1, 1)[0].time
    if until and until < first:
        raise BadMoment(f"The workbook was made at {first}: name a later date, or a release as in @{until[:10]}.")
    app.past = app.session.file.workbook(as_of) if as_of else None
    app.as_of = as_of
    app.workbook = app.branching.seen()
    app.derived = derive(app.workbook, now)
    app.highlight_since, app.asking.preview = (now if as_of else None), None
    app.page.forget()
    app.draw()
