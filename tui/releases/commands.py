"""The command that shows the whole workbook as of a date, and as it is now again."""

from core.releases.releases import vintages
from core.words import gettext
from core.workbook.typed_edit import series_at
from data.clock import local_time
from tui.frame.choices import whole
from tui.frame.detail import NO_SERIES
from tui.frame.offers import newest_steps, words
from tui.frame.screen import Screen
from tui.releases.revising import Revising


def look_back(screen: Screen) -> None:
    """Ask for a date; or, where one is in view, go back to the present."""
    if screen.workspace.version.as_of:
        _look_at(screen, None)
        screen.notify(gettext("The workbook as it is now."))
        return

    moments = [*newest_steps(screen), *words(f"@{vintage}" for vintage in vintages(screen.workspace.version.base))]
    screen.ask(
        gettext("as of a date 2026-07-29, a time 2026-07-29 21:04, or releases up to @2024-03"),
        _of_step(screen),
        then=lambda text: _look_at(screen, text.strip() or None),
        edits=False,
        choices=whole("moment", moments, "free"),
    )


def revisions(screen: Screen) -> None:
    """See what each release of the series under the cursor changed, in it and in the index."""
    series = series_at(screen.place)
    if series:
        Revising(screen, *series).open()
    else:
        screen.notify(NO_SERIES)


def _of_step(screen: Screen) -> str:
    """On the trail the time of the step under the cursor."""
    row = screen.body.pane.row
    kind, _, number = (row.key if row and screen.body.pane is screen.body.page else "").partition("/")
    if kind != "step":
        return ""
    return next((local_time(step.time) for step in screen.workspace.session.file.steps(int(number), int(number))), "")


def _look_at(screen: Screen, as_of: str | None) -> None:
    """Show the workbook as of a date, or (null) as it is now. Raises JingdexError where it was not there yet."""
    screen.workspace.look_at(as_of)
    screen.draw_page()
