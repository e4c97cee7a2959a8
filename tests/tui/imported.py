"""What tests of imports write and look at: files, the workbook `w.jingdex` beside them, the lines of the preview."""

from pathlib import Path

from looking import screen_text, worked
from textual.pilot import Pilot

from core.workbook.workbook import Workbook
from data.file import WorkbookFile
from tui.app import Jingdex
from tui.imports.screen import Importing


def workbook() -> Workbook:
    """What the file holds now."""
    with WorkbookFile.open(Path("w.jingdex")) as file:
        return file.workbook()


def steps() -> int:
    """How many steps the trail has."""
    with WorkbookFile.open(Path("w.jingdex")) as file:
        return len(file.trail())


def wrote(name: str, text: str, encoding: str = "utf-8") -> None:
    """A file to import."""
    Path(name).write_text(text, encoding=encoding)


async def settled(app: Jingdex, pilot: Pilot[int]) -> None:
    """Wait until nothing is read any more."""
    await worked(app)
    await pilot.pause()


async def opened(app: Jingdex, pilot: Pilot[int], name: str, text: str) -> None:
    """Begin the import of a text as a file of this name, until it is read."""
    wrote(name, text)
    await pilot.pause()
    app.live.shared(Importing).begin([Path(name)])
    await settled(app, pilot)


async def say(app: Jingdex, pilot: Pilot[int], key: str, text: str) -> None:
    """Change a line of the preview."""
    assert app.live.body.page.go_to(key), screen_text(app)
    await pilot.press("space")
    app.live.prompt.value = text
    await pilot.pause()
    await pilot.press("enter")
    await settled(app, pilot)


def cells(app: Jingdex, key: str) -> str:
    """What the preview says in a line."""
    return " | ".join(cell.text for cell in app.live.body.page.sheet.by_key[key].cells)
