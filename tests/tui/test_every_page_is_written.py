"""E on every pane and page: numbers in full with their types, no drawing, no column without anything in it."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pytest
from everything import everything, method_of
from looking import worked
from textual.pilot import Pilot

from core.errors import JingdexError
from core.workbook.edit import filled
from data.file import WorkbookFile
from data.session import Session
from tui.app import Jingdex
from tui.command_line import main
from tui.commands import COMMANDS
from tui.grid.sheet import SheetRow
from tui.tables.registry import table, table_ids

DRAWN = re.compile("[▁▂▃▄▅▆▇█░▒▓▚▞●○]|#{3,}")
NUMBER = re.compile(r"[<>≥≤=≈!~»]?\s?[+\-−]?[\d,]*\.?\d+(?:e[+-]?\d+)?\s?(?:%|亿|万|万亿|bn|tn|k|m)?\s?[A-Z]?")
CODES = re.compile("period|year|release|since|until|base|code|first|last|^from$|^to$|choice|^how$")
"""Columns of texts that may be all digits: years, and what a method or a person calls something."""
AS_SHOWN = re.compile(
    "^(Steps|Which |Cluster statistics|Definitions|Methods|"
    "Analysis|Audit|Assumptions|Compare|Sensitivity|Figures pivot|all periods: |Unit . · Robustness)"
)
"""Panes, menus and pages that are written as they are shown; every other is a table of the catalogue."""
FIRST_WITH_RESULTS = 4
LEAST = {1: 5, 2: 7, 3: 5, 4: 40, 5: 5, 6: 6}
"""So many panes and pages are found at least."""
DEEP = 2
MOST = 6
"""Rows below one heading of a menu that are followed."""


@pytest.fixture(scope="module")
def rich(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workbook with something of everything, two methods and a scenario."""
    folder = tmp_path_factory.mktemp("rich")
    path = folder / "rich.jingdex"
    WorkbookFile.create(path, filled(everything(), "made"), "Ada", "2020-01-01T00:00:00.000Z").close()
    for code, how in (("m", "arithmetic"), ("n", "power")):
        (folder / "m.toml").write_text(method_of(code, how), "utf-8")
        assert main(["method", "load", str(path), str(folder / "m.toml")]) == 0
    main(["scenario", "make", str(path), "plan"])
    main(["scenario", "set", str(path), "plan", "p", "a", "2022", "30"])
    return path


DECLARED = {table(name).keys for name in table_ids()}


def faults(frame: pl.DataFrame) -> Iterator[str]:
    """What is wrong with the columns of a file; those that a table declares are there whatever it holds."""
    for column in frame.iter_columns():
        texts = column.drop_nulls()
        if frame.height and texts.is_empty() and tuple(frame.columns) not in DECLARED:
            yield f"{column.name} is empty"
        if re.match(r"column \d+$", column.name):
            yield f"{column.name} has no name"
        if column.dtype == pl.String and frame.height:
            if not CODES.search(column.name) and texts.len() and all(map(NUMBER.fullmatch, texts)):
                yield f"{column.name} holds numbers as texts: {texts.head(3).to_list()}"
            if any(map(DRAWN.search, texts)):
                yield f"{column.name} is drawn: {texts.head(3).to_list()}"
        if (
            column.dtype.is_float()
            and texts.len() > 2
            and (texts.round(4) == texts).all()
            and (texts.round(2) != texts).any()
        ):
            yield f"{column.name} is rounded: {texts.head(3).to_list()}"


async def written(app: Jingdex, pilot: Pilot[int], found: dict[str, list[str]], name: str) -> None:
    """Write what is worked in by E and note the faults of the file."""
    target = app.workspace.session.file.path.with_name("x.parquet")
    target.unlink(missing_ok=True)
    app.live.run_command(BY_ID["export"])
    app.live.prompt.accepted(str(target))
    await worked(app)
    while app.live.jobs.is_going_on():
        await pilot.pause()
    if target.exists():
        frame = pl.read_parquet(target)
        found[name] = list(faults(frame))
        if tuple(frame.columns) not in DECLARED and not AS_SHOWN.search(name):
            found[name].append(f"it is not a table with declared columns: {frame.columns}")
    elif len(app.live.body.pane.sheet.rows) > 1:
        found[name] = [f"not written: {app.live.message or app.live.asking.refusal}"]


async def explored(app: Jingdex, pilot: Pilot[int], found: dict[str, list[str]], depth: int) -> None:
    """Write the page that is open, then each that its rows lead to, of rows below one heading the first few."""
    leaf = app.live.body.page.content
    if leaf.title in found or depth > DEEP:
        return
    await written(app, pilot, found, leaf.title)
    below = 0
    for row in list(app.live.body.page.sheet.rows):
        below = below + 1 if isinstance(row, SheetRow) else 0
        target = app.live.body.page.content.targets.get(row.key) if isinstance(row, SheetRow) else None
        if target is None or below > MOST:
            continue
        app.live.body.page.go_to(row.key)
        target()
        await settled(app, pilot)
        if app.live.body.page.content is not leaf:
            await explored(app, pilot, found, depth + 1)
        while app.live.body.page.content is not leaf and app.live.body.page.behind:
            app.live.body.back()
        if app.live.body.page.content is not leaf:
            return


async def settled(app: Jingdex, pilot: Pilot[int]) -> None:
    """Answer what is asked with what is offered, and wait for work."""
    for _ in range(3):
        if app.live.prompt.asking:
            app.live.prompt.accepted(app.live.prompt.value)
    app.live.prompt.leave()
    await worked(app)
    while app.live.jobs.is_going_on():
        await pilot.pause()


PANES: dict[int, tuple[str, ...]] = {1: (), 2: (), 3: (), 4: (), 5: ("pivot",), 6: ("run",)}
"""Every view by its number, and what is done there before it is written once more."""
OF_A_ROW = ("reach", "forecast", "series", "revisions", "why", "slide", "edit")
OF_ALL = ("scenarios", "claims", "trail", "statistics", "definitions", "methods", "analysis", "compare")
BY_ID = {one.id: one for one in COMMANDS}


async def opened(app: Jingdex, pilot: Pilot[int], found: dict[str, list[str]], command: str) -> None:
    """What a command opens in the pane that is worked in, with all that its rows lead to."""
    pane = app.live.body.board.active
    try:
        app.live.run_command(BY_ID[command])
    except JingdexError as error:
        app.live.notify(str(error))
    await settled(app, pilot)
    if app.live.body.page.has_class("open"):
        await explored(app, pilot, found, 0)
    app.live.body.close()
    app.live.body.board.activate(pane)


@pytest.mark.parametrize("number", PANES)
async def test_every_page_is_written_in_full(
    rich: Path, tmp_path: Path, capable: pytest.MonkeyPatch, number: int
) -> None:
    """Each pane of a view, and each page that a command opens there, with all that their menus lead to."""
    del capable
    found: dict[str, list[str]] = {}
    path = Path(shutil.copy(rich, tmp_path / "rich.jingdex"))
    with Session.open(path) as session:
        app = Jingdex(session)
        async with app.run_test(size=(160, 50)) as pilot:
            app.live.body.go_to_pane(number)
            await settled(app, pilot)
            for pane in [one for one in app.live.body.board.group if one.number == number]:
                app.live.body.board.activate(pane)
                await pilot.pause()
                await written(app, pilot, found, pane.word)
                for command in PANES[number]:
                    app.live.run_command(BY_ID[command])
                    await settled(app, pilot)
                    await written(app, pilot, found, f"{pane.word} {command}")
                for command in OF_A_ROW:
                    await opened(app, pilot, found, command)
            for command in OF_ALL if number == FIRST_WITH_RESULTS else ():
                await opened(app, pilot, found, command)
    assert len(found) >= LEAST[number], sorted(found)
    assert not {name: some for name, some in found.items() if some}
