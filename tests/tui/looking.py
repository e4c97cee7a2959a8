"""How the tests of the screen look at it, and type in one burst."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from pathlib import Path

from textual.pilot import Pilot

from core.workbook.edit import filled
from core.workbook.workbook import Workbook
from data.file import WorkbookFile
from data.session import Session
from tui.app import Jingdex
from tui.grid.sheet import Sheet, SheetRow

START = "2026-11-24T08:00:00.000Z"


class Ticking:
    """A clock that is a second later whenever it is asked."""

    def __init__(self) -> None:
        self._now = datetime.fromisoformat(START)

    def now(self) -> str:
        """The next second."""
        self._now += timedelta(seconds=1)
        return self._now.isoformat(timespec="milliseconds").replace("+00:00", "Z")


@asynccontextmanager
async def workbench(workbook: Workbook, folder: Path) -> AsyncIterator[Pilot[int]]:
    """The app on a file of this workbook, made in a folder."""
    path = folder / "made.jingdex"
    WorkbookFile.create(path, filled(workbook, "made"), "Ada").close()
    with Session.open(path) as session:
        async with Jingdex(session).run_test(size=(120, 40)) as pilot:
            yield pilot


def app_of(pilot: Pilot[int]) -> Jingdex:
    """The app that the keys go to."""
    assert isinstance(pilot.app, Jingdex)
    return pilot.app


def screen_text(app: Jingdex) -> str:
    """All that the terminal would show now, without colour."""
    return "\n".join(strip.text.rstrip() for strip in app.screen._compositor.render_strips())


def table_text(sheet: Sheet) -> str:
    """The titles and texts of a sheet, a line for each row with tabs between them."""
    lines = [[column.title for column in sheet.columns]]
    lines += [[cell.text for cell in row.cells] for row in sheet.rows if isinstance(row, SheetRow)]
    return "\n".join(map("\t".join, lines))


def segments(app: Jingdex) -> Iterator[str]:
    """Every piece of text that is handed to the terminal for the whole screen."""
    for strip in app.screen._compositor.render_strips():
        for segment in strip:
            yield segment.text


async def worked(app: Jingdex) -> None:
    """Wait until no work is going on, however long it takes."""
    pilot = Pilot(app)
    while app.live.jobs.is_going_on():
        await pilot.pause()


async def rested(pilot: Pilot[int]) -> Jingdex:
    """The app once no work is going on and the strip tells of the cell under the cursor, however long either takes."""
    app = app_of(pilot)
    await worked(app)
    await pilot.pause()
    app.screen_stack[0].rested()
    await pilot.pause()
    return app
