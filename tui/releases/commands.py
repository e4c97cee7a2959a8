"""The command that shows the whole workbook as of a date, and as it is now again."""

from typing import TYPE_CHECKING

from core.releases.releases import vintages
from core.workbook.typed_edit import FigurePlace, TargetPlace
from tui.frame.choices import Option, whole
from tui.frame.detail import NO_SERIES
from tui.frame.offers import words
from tui.grid.plain import plain
from tui.releases.revising import Revising

if TYPE_CHECKING:
    from tui.app import Jingdex

NEWEST = 100
"""Steps of the trail whose moments are offered."""


def look_back(app: "Jingdex") -> None:
    """Ask for a date; or, where one is looked at, go back to the present."""
    if app.workspace.version.as_of:
        _look_at(app, None)
        app.tell("The workbook as it is now.")
        return

    moments = [*newest_steps(app), *words(f"@{one}" for one in vintages(app.workspace.version.base))]
    app.asking.ask(
        "as of a date 2026-07-29, a time 2026-07-29 21:04, or releases up to @2024-03",
        _of_step(app),
        None,
        lambda text: _look_at(app, text.strip() or None),
        previews=False,
        choices=whole("moment", moments, "free"),
    )


def revisions(app: "Jingdex") -> None:
    """See what each release of the series under the cursor changed, in it and in the index."""
    place = app.place
    if isinstance(place, FigurePlace | TargetPlace):
        Revising(app, place.unit, place.indicator).open()
    else:
        app.tell(NO_SERIES)


def newest_steps(app: "Jingdex") -> list[Option]:
    """The moments of the newest steps of the trail, to the second in UTC as the trail has them, and what was done."""
    file = app.workspace.session.file
    last = file.newest().number
    steps = file.steps(max(1, last - NEWEST + 1), last)
    return [Option(step.time, plain(step.title)) for step in reversed(steps)]


def _of_step(app: "Jingdex") -> str:
    """On the trail the time of the step under the cursor, to the second in UTC."""
    row = app.pane.row
    kind, _, number = (row.key if row and app.pane is app.page else "").partition("/")
    if kind != "step":
        return ""
    return next((step.time for step in app.workspace.session.file.steps(int(number), int(number))), "")


def _look_at(app: "Jingdex", as_of: str | None) -> None:
    """Show the workbook as of a date, or (null) as it is now. Raises JingdexError where it was not there yet."""
    app.workspace.look_at(as_of)
    app.page.forget()
    app.draw()
