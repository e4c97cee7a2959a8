"""An import on the screen: looked at on a page, changed part by part, accepted by one key, taken back by one."""

import os
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from imported import cells, say, settled, wrote
from looking import screen_text
from syrupy.assertion import SnapshotAssertion
from textual.pilot import Pilot

from core.errors import BadEntry
from core.workbook.edit import SetEntry
from core.workbook.entries import Unit
from data.session import Session
from tui.app import Jingdex
from tui.imports.screen import Importing, Ready

PANEL = "region,year,variable,value,unit\n" + "".join(
    f"{region},{year},gdp,{year - 2000 + n}.5,亿元\n"
    for n, region in enumerate(("西藏", "山西"))
    for year in range(2008, 2024)
)
SLIPS = f"{PANEL}两藏,2024,gdp,3.5,亿元\n山西,2024,gdp,?,亿元\n"


def file_bytes() -> bytes:
    """The workbook as it lies on the disk."""
    return Path("w.jingdex").read_bytes()


async def opened(app: Jingdex, pilot: Pilot[int], *names: str) -> str:
    """The screen once the files are read."""
    await pilot.press("I", *" ".join(names), "enter")
    await settled(app, pilot)
    return screen_text(app)


async def test_the_preview_shows_the_guess_the_counts_and_each_oddity(app: Jingdex) -> None:
    """Delimiter, encoding, columns and scale; new and refused; the slip beside the nearest name; line and reason."""
    wrote("gdp.csv", SLIPS, "gb18030")
    async with app.run_test(size=(120, 60)) as pilot:
        seen = await opened(app, pilot, "gdp.csv")
        assert "32 new, 0 changed, 2 refused" in seen
        assert cells(app, "part/encoding") == "encoding | gb18030 | "
        assert cells(app, "part/delimiter") == "delimiter | comma | "
        assert cells(app, "role/unit").startswith("unit | region | 3 spellings, 2 units: ")
        assert cells(app, "name/两藏") == "两藏 | nearest: 西藏 | 1 row rejected"
        assert cells(app, "measure/gdp") == "gdp | 10^8 CNY | 32 figures, 2 units, 2008 to 2023"
        assert "“?” is not a number: correct the cell" in seen


async def test_enter_imports_as_one_step_and_u_takes_it_back(app: Jingdex) -> None:
    """One more line in the trail, the figures are there; one undo, and they are gone."""
    wrote("gdp.csv", PANEL)
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(app, pilot, "gdp.csv")
        await pilot.press("enter")
        await settled(app, pilot)
        assert app.live.message == "import of gdp.csv: 32 new, 0 changed"
        assert len(app.workspace.session.file.trail()) == 2
        assert len(app.workspace.workbook.series("西藏", "gdp")) == 16
        await pilot.press("u")
        assert app.live.prompt.question is not None
        assert app.live.prompt.question.label == "undo an import of 32 figures? y/N"
        await pilot.press("n", "enter")
        assert (app.live.message, len(app.workspace.workbook.series("西藏", "gdp"))) == ("Nothing was undone.", 16)
        await pilot.press("u", "y", "enter")
        assert (app.workspace.workbook.figures, app.workspace.workbook.units, app.workspace.workbook.mappings) == (
            {},
            {},
            {},
        )
        await pilot.press("U", "enter")
        assert app.workspace.workbook.units == {}
        await pilot.press("U", "y", "enter")
        assert len(app.workspace.workbook.series("西藏", "gdp")) == 16


async def test_escape_leaves_no_trace(app: Jingdex) -> None:
    """Neither in the file, byte by byte, nor on the screen."""
    wrote("gdp.csv", PANEL)
    before = file_bytes()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        was = screen_text(app)
        await opened(app, pilot, "gdp.csv")
        await pilot.press("escape")
        await settled(app, pilot)
        assert screen_text(app).splitlines() == was.splitlines()
    assert file_bytes() == before


async def test_a_slip_says_what_it_stands_for_and_that_is_remembered(app: Jingdex) -> None:
    """The nearest name is offered in the line; accepted, it is an alias of the workbook."""
    wrote("gdp.csv", SLIPS)
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(app, pilot, "gdp.csv")
        app.live.body.page.go_to("name/两藏")
        await pilot.press("space")
        assert app.live.prompt.value == "西藏"
        await pilot.press("enter")
        await settled(app, pilot)
        assert cells(app, "name/两藏").endswith("1 row read as 西藏")
        await pilot.press("enter", "y", "enter")
        await settled(app, pilot)
        assert app.workspace.workbook.series("西藏", "gdp").at("2024") is not None
        assert [(one.text, one.code) for one in app.workspace.workbook.aliases] == [("两藏", "西藏")]


async def test_every_part_of_a_wrong_guess_can_be_put_right(app: Jingdex) -> None:
    """Delimiter, header, decimal sign, indicator, period, scale and release, each by Space on its line."""
    wrote("odd.csv", "a table\nplace^n\nB^1,5\nS^2,5\n")
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(app, pilot, "odd.csv")
        await say(app, pilot, "part/delimiter", "^")
        await say(app, pilot, "part/header_line", "2")
        await say(app, pilot, "part/decimal", "comma")
        assert "has no column that says the period" in screen_text(app)
        await say(app, pilot, "role/period", "=2023")
        await say(app, pilot, "part/indicator", "=turnover")
        await say(app, pilot, "measure/turnover", "亿元")
        await say(app, pilot, "choice/vintage", "2024-03")
        await say(app, pilot, "choice/source", "Yearbook")
        await pilot.press("enter")
        await settled(app, pilot)
        figure = app.workspace.workbook.series("S", "turnover").at("2023")
        assert figure is not None
        assert (figure.value, figure.mult, figure.vintage, figure.source) == (2.5e8, 8, "2024-03", "yearbook")


async def test_next_years_file_needs_one_key(app: Jingdex) -> None:
    """All that was said of this year is kept: how it is read, its columns and measures; the year said goes on."""
    wrote("odd 2023.csv", "a table\nplace^n\nB^1,5\nS^2,5\n")
    wrote("odd 2024.csv", "a table\nplace^n\nB^1,5\nS^3,5\n")
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(app, pilot, "odd 2023.csv")
        for key, text in (
            ("part/delimiter", "^"), ("part/header_line", "2"), ("role/period", "=2023"),
            ("part/indicator", "=turnover"), ("part/decimal", "comma"), ("measure/turnover", "亿元"),
        ):  # fmt: skip
            await say(app, pilot, key, text)
        await pilot.press("enter")
        await settled(app, pilot)
        seen = await opened(app, pilot, "odd 2024.csv")
        assert "2 new, 0 changed, 0 refused" in seen
        assert "“2024” for every row" in seen


async def test_a_file_that_is_not_there_is_refused_in_one_sentence(app: Jingdex) -> None:
    """Its name stays in the line, where it can be corrected."""
    async with app.run_test(size=(120, 40)) as pilot:
        assert (await opened(app, pilot, "nowhere.csv")).count("There is no file nowhere.csv") == 1
        assert (app.live.prompt.asking, app.live.prompt.value) == (True, "nowhere.csv")
        assert len(app.workspace.session.file.trail()) == 1


async def test_tab_completes_the_name_of_a_file(app: Jingdex) -> None:
    """As far as it is certain; what it could be is told."""
    for name in ("figures-2023.csv", "figures-2024.csv"):
        wrote(name, PANEL)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("I", "f", "i", "tab")
        assert app.live.prompt.value == "figures-202"
        assert "figures-2023.csv  figures-2024.csv" in screen_text(app)
        await pilot.press("3", "tab")
        assert app.live.prompt.value == "figures-2023.csv"


async def test_a_plan_for_another_workbook_is_not_accepted(app: Jingdex) -> None:
    """Where somebody has changed the workbook since, the preview is made again and must be looked at again."""
    wrote("gdp.csv", PANEL)
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(app, pilot, "gdp.csv")
        with Session.open(Path("w.jingdex"), author="chen") as other:
            other.do(SetEntry("units", None, Unit("n", "North")))
        app.live.look()
        await pilot.press("enter")
        assert len(app.workspace.session.file.trail()) == 2
        await settled(app, pilot)
        await pilot.press("enter")
        await settled(app, pilot)
        assert len(app.workspace.session.file.trail()) == 3


async def test_a_large_import_is_saved_in_a_thread_while_nothing_else_changes(app: Jingdex) -> None:
    """2,400 figures: until they are on the disk edits and quitting are refused; then all are there, as one undo."""
    rows = "".join(f"r{n},{year},gdp,{n}.5\n" for n in range(100) for year in range(2000, 2024))
    wrote("big.csv", f"region,year,variable,value\n{rows}")
    gate = threading.Event()
    save = app.workspace.session.do
    app.workspace.session.do = lambda *parts: (gate.wait(60), save(*parts))[1]
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(app, pilot, "big.csv")
        await pilot.press("enter", "u")
        assert "is being saved: wait" in app.live.message
        await pilot.press("q")
        assert app.return_value is None
        gate.set()
        await settled(app, pilot)
        assert app.live.message == "import of big.csv: 2,400 new, 0 changed"
        assert len(app.workspace.workbook.figures) == 100
        await pilot.press("u", "y", "enter")
        assert app.workspace.workbook.figures == {}


async def test_leaving_while_a_file_is_read_stops_it(app: Jingdex, capable: pytest.MonkeyPatch) -> None:
    """Escape during the reading: at the next look the reader finds nobody waiting, and nothing is shown or planned."""
    wrote("gdp.csv", PANEL)
    here, go = threading.Event(), threading.Event()

    def slow(path: Path, _: object, watch: Callable[[int, int], None], limits: object) -> None:
        del path, limits
        here.set()
        go.wait(60)
        watch(1, 2)
        pytest.fail("nobody should be told")

    capable.setattr("tui.imports.reader.read_foreign", slow)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("I", *"gdp.csv", "enter")
        here.wait(60)
        await pilot.press("escape")
        go.set()
        await settled(app, pilot)
        assert not app.live.body.page.has_class("open")
        assert app.live.shared(Importing).ready is None


@pytest.mark.parametrize("size", [(120, 40), (80, 24)], ids=lambda size: f"{size[0]}x{size[1]}")
async def test_the_preview_looks_as_it_did(app: Jingdex, snapshot: SnapshotAssertion, size: tuple[int, int]) -> None:
    """Every cell of the page is as it was when somebody last looked at it and found it good."""
    wrote("gdp.csv", SLIPS)
    os.utime("gdp.csv", (1.7e9, 1.7e9))
    async with app.run_test(size=size) as pilot:
        assert await opened(app, pilot, "gdp.csv") == snapshot


async def test_a_spelling_stands_for_a_code_of_the_list_alone(app: Jingdex) -> None:
    """A code that nothing has is refused where it is typed, and the text stays; codes of the files can be chosen."""
    wrote("gdp.csv", SLIPS)
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(app, pilot, "gdp.csv")
        app.live.body.page.go_to("name/两藏")
        await pilot.press("space")
        app.live.prompt.value = "energy_savingen"
        await pilot.pause()
        await pilot.press("enter")
        assert "There is no code “energy_savingen”" in screen_text(app)
        assert (app.live.prompt.value, app.live.shared(Importing).options.aliases) == ("energy_savingen", {})
        app.live.prompt.value = "山"
        await pilot.pause()
        await pilot.press("enter")
        await settled(app, pilot)
        assert app.live.shared(Importing).options.aliases == {"两藏": "山西"}


async def test_an_import_without_its_refused_rows_is_a_choice(app: Jingdex) -> None:
    """Enter asks where rows are refused; anything but y leaves the preview as it is, and nothing is written."""
    wrote("gdp.csv", SLIPS)
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(app, pilot, "gdp.csv")
        await pilot.press("enter")
        assert "2 refused rows stay out: import the others? y/N" in screen_text(app)
        await pilot.press("enter")
        assert app.live.shared(Importing).is_open
        assert len(app.workspace.session.file.trail()) == 1
        await pilot.press("enter", "y", "enter")
        await settled(app, pilot)
        assert len(app.workspace.session.file.trail()) == 2
        assert len(app.workspace.workbook.series("西藏", "gdp")) == 16


async def test_leaving_while_it_is_looked_up_why_a_file_cannot_be_imported_stops_it(
    app: Jingdex, capable: pytest.MonkeyPatch
) -> None:
    """Nothing is shown any more, and the program goes on."""
    wrote("f.csv", PANEL)
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(app, pilot, "f.csv")

        def refused(*_: object, **__: object) -> None:
            app.live.jobs.cancel("import")
            raise BadEntry("It makes no sense.")

        capable.setattr("tui.imports.reader.planned_files", refused)
        app.live.shared(Importing)._read = {}
        app.live.shared(Importing).again()
        await settled(app, pilot)
        assert isinstance(app.live.shared(Importing).found, Ready)
        await pilot.press("escape")
        assert app.is_running
