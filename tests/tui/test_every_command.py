"""Every command of the table is pressed, and does what it says."""

from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest
from looking import rested, screen_text, table_text, worked
from textual.pilot import Pilot

from data.places import own_copy
from data.session import Session
from tui.app import Jingdex
from tui.commands import COMMANDS, Command
from tui.palette import CommandProvider

Pressed = Callable[[Jingdex, Pilot[int]], Awaitable[bool]]
DONE: dict[str, Pressed] = {}


@pytest.fixture
async def app(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Jingdex]:
    """The workbench on a fresh copy of the Beijing workbook."""
    for name, value in (("JINGDEX_HOME", str(tmp_path)), ("JINGDEX_AUTHOR", "li"), ("LANG", "C.UTF-8")):
        monkeypatch.setenv(name, value)
    monkeypatch.delenv("LC_ALL", raising=False)
    with Session.open(own_copy("beijing")) as session:
        yield Jingdex(session)


def does(*ids: str) -> Callable[[Pressed], Pressed]:
    """The test that presses the keys of these commands."""

    def register(pressed: Pressed) -> Pressed:
        DONE.update(dict.fromkeys(ids, pressed))
        return pressed

    return register


@does("clusters", "index", "trends", "next_pane", "previous_pane")
async def panes(app: Jingdex, pilot: Pilot[int]) -> bool:
    """Keys lead from pane to pane."""
    seen = []
    for key in ("alt+2", "j", "alt+3", "j", "alt+1", "j", "tab", "shift+tab"):
        await pilot.press(key)
        seen.append(app.live.body.board.active.number)
    return seen[::2] + seen[-1:] == [2, 3, 1, 2, 1]


@does("up", "down", "left", "right", "top", "bottom", "page_up", "page_down", "first_column", "last_column")
async def moves(app: Jingdex, pilot: Pilot[int]) -> bool:
    """Arrows, letters and page keys move the cursor of the table."""
    seen = []
    for key in ("j", "down", "k", "up", "l", "right", "h", "left", "end", "home", "G", "g g", "pagedown", "pageup"):
        await pilot.press(*key.split())
        seen.append(app.live.body.pane.grid.cursor)
    last = app.live.body.pane.grid.table.row_count - 1
    assert seen[:4] == [(1, 1), (2, 1), (1, 1), (0, 1)]
    assert seen[4:8] == [(0, 2), (0, 3), (0, 2), (0, 1)]
    assert seen[8:12] == [(0, len(app.live.body.pane.grid.table.columns) - 1), (0, 0), (last, 0), (0, 0)]
    return seen[12] > (0, 0) and seen[13] == (0, 0)


@does("edit", "undo", "redo")
async def edits(app: Jingdex, pilot: Pilot[int]) -> bool:
    """F2 begins with what stands there; undo and redo go back and forth."""
    await pilot.press("j", "j", "f2")
    assert app.live.prompt.value.startswith("9761亿")
    await pilot.press("ctrl+u", *"9800亿", "enter")
    values = [app.workspace.workbook.series("healthcare", "overall_scale").at("2023").value]
    for key in ("u", "U"):
        await pilot.press(key)
        values.append(app.workspace.workbook.series("healthcare", "overall_scale").at("2023").value)
    return values == [9800e8, 9761e8, 9800e8]


@does("formula", "status", "note", "source", "increase", "decrease", "missing")
async def figure_keys(app: Jingdex, pilot: Pilot[int]) -> bool:
    """Each key of a figure changes just its part."""

    def figure() -> tuple[object, ...]:
        now = app.workspace.workbook.series("healthcare", "overall_scale").at("2023")
        return now.value, now.status, now.note, app.workspace.workbook.sources.get(now.source)

    await pilot.press("j", "j", *"=prev*1.05", "enter")
    assert figure()[0] == pytest.approx(8916e8 * 1.05)
    app.live.run_command(next(one for one in COMMANDS if one.id == "formula"))  # as from the palette: = begins to type
    await pilot.press(*"prev*1.1", "enter")
    assert figure()[0] == pytest.approx(8916e8 * 1.1)
    await pilot.press("o", "n", *"why", "enter", "S", *"Bureau", "enter")
    assert figure()[1:3] == ("P", "why")
    assert figure()[3].title == "Bureau"
    before = figure()[0]
    await pilot.press("right_square_bracket", "right_square_bracket", "left_square_bracket")
    assert figure()[0] == pytest.approx(before + 1e8, rel=1e-3)
    await pilot.press("x")
    return figure()[:2] == (None, "O")


@does("add")
async def adds(app: Jingdex, pilot: Pilot[int]) -> bool:
    """A period, then a release of a period, each with its figure."""
    await pilot.press("j", "j", "a", "ctrl+u", *"2024", "enter", *"1.1万亿", "enter")
    await pilot.press("a", "ctrl+u", *"2023@2025-06", "enter", *"9900亿", "enter")
    series = app.workspace.workbook.series("healthcare", "overall_scale")
    return series.at("2024").value == 1.1e12 and [f.vintage for f in series.vintages("2023")][-1] == "2025-06"


@does("sort")
async def sorts(app: Jingdex, pilot: Pilot[int]) -> bool:
    """The largest first, the smallest first, and as it was."""
    first = []
    for _ in range(3):
        await pilot.press("s")
        first.append(app.live.body.pane.sheet.rows[0].key)
    return first == ["cluster/c2023/new_gen_it", app.live.body.pane.sheet.rows[5].key, "cluster/c2023/new_gen_it"]


@does("definitions")
async def definitions(app: Jingdex, pilot: Pilot[int]) -> bool:
    """Every table that is defined by hand is listed, and Enter opens one."""
    await pilot.press("N")
    assert "bands of cluster sizes" in screen_text(app)
    await pilot.press("j", "j", "enter")
    return "rd_expenditure" in table_text(app.live.body.page.sheet)


@does("workbench", "move", "rename", "turn", "posts", "own", "compare", "period", "methods", "analysis")
async def workbench(app: Jingdex, pilot: Pilot[int]) -> bool:
    """The keys of the workbench change its method; test_workbench.py says how."""
    await pilot.press("alt+4", "tab", "j", "j", "j", "j")
    code = app.live.body.board.active.code
    await pilot.press("d", "r", "ctrl+u", *"Firms", "enter", "m", "g", "g", "j", "enter", "p", *"0 2000", "enter")
    one = next(one for one in app.workspace.workbook.placed(app.workspace.method) if one.code == code)
    assert (one.direction, one.name_en, one.parent) == (-1, "Firms", "diversity")
    assert code in app.workspace.workbook.steps(app.workspace.method)[1].settings
    await pilot.press("f")
    assert "goalposts" in table_text(app.live.body.pane.sheet)
    await pilot.press("escape", "escape", "w")
    assert "another" in screen_text(app)
    await pilot.press("escape", "e")
    assert app.live.message == "All periods of the results are shown already."
    await pilot.press("M")
    assert "a new method from nothing" in table_text(app.live.body.pane.sheet)
    await pilot.press("escape", "A")
    return "Cronbach's alpha" in table_text(app.live.body.pane.sheet)


@does("statistics")
async def statistics(app: Jingdex, pilot: Pilot[int]) -> bool:
    """A menu of cluster statistics; Enter shows one of them."""
    await pilot.press("C")
    views = [key for key, row in app.live.body.page.sheet.by_key.items() if row.cells[0].text == "Location quotients"]
    app.live.body.page.go_to(views[0])
    await pilot.press("enter")
    return app.live.body.page.sheet.columns[0].title == "region"


@does("figures")
async def all_figures(app: Jingdex, pilot: Pilot[int]) -> bool:
    """A row for every figure."""
    await pilot.press("alt+5")
    return app.live.body.pane.grid.table.row_count == sum(map(len, app.workspace.workbook.figures.values()))


@does("reach")
async def reaches(app: Jingdex, pilot: Pilot[int]) -> bool:
    """The goal is asked for, and its page opened; test_reach_page.py does the rest."""
    await pilot.press("j", "j", "O")
    asked = app.live.prompt.value
    await pilot.press("enter")
    await worked(app)
    return asked == "trillion by 2024" and "1.00万亿E" in table_text(app.live.body.page.sheet)


@does("slide")
async def slides(app: Jingdex, pilot: Pilot[int]) -> bool:
    """The page of a weight; test_slider.py moves it."""
    await pilot.press("alt+4", "tab", "j", "W")
    return app.live.body.page.title == "Weight of Diversity and inclusiveness"


@does("forecast")
async def forecasts(app: Jingdex, pilot: Pilot[int]) -> bool:
    """The page of a series carried on, and its forecasts kept; test_forecast_page.py does the rest."""
    await pilot.press("alt+3", "F", "enter")
    figure = app.workspace.workbook.series("beijing", "rd_expenditure").at("2024")
    return figure is not None and figure.status == "F"


@does("scenarios")
async def branches(app: Jingdex, pilot: Pilot[int]) -> bool:
    """The list, a scenario made and entered, and back by the same key; test_scenarios.py does the rest."""
    await pilot.press("B", "a", *"plan", "enter")
    inside = app.workspace.version.scenario
    await pilot.press("B")
    return inside == "plan" and not app.workspace.version.scenario


@does("pivot", "jump", "fill", "select_up", "select_down", "select_left", "select_right")
async def figure_table(app: Jingdex, pilot: Pilot[int]) -> bool:
    """The table turns, a row is one jump away, a block is stretched and filled; test_figures_pane.py says how."""
    await pilot.press("alt+5")
    for _ in range(3):
        await pilot.press("P")
        await rested(pilot)
    await pilot.press("colon", *"100", "enter")
    await rested(pilot)
    assert app.live.body.pane.grid.cursor[0] == 99
    await pilot.press("end", "shift+up", "shift+left", "shift+right", "shift+down", "shift+down")
    steps = len(app.workspace.session.file.trail())
    assert str(app.live.body.board.active.blocks.block) == "2 × 1"
    await pilot.press("n", *"as above", "enter", "ctrl+d")
    return len(app.workspace.session.file.trail()) == steps + 1 and "Nothing changes" in app.live.message


@does("trust", "run")
async def trusts(app: Jingdex, pilot: Pilot[int]) -> bool:
    """The interval of every year's score, and after R what every element left out would do."""
    await pilot.press("alt+6")
    await worked(app)
    await pilot.pause()
    first, _, third = app.live.body.board.group
    assert [row.cells[1].text for row in first.sheet.by_key.values()][-1] == "1.0000"
    await pilot.press("R")
    await worked(app)
    await pilot.pause()
    return "left/diversity" in third.sheet.by_key and "1,024 runs" in str(first.border_title)


@does("why")
async def tells_why(app: Jingdex, pilot: Pilot[int]) -> bool:
    """What each element did to the index since the year before; test_why.py has the rest."""
    await pilot.press("alt+4", "G", "H")
    return "why/diversity" in app.live.body.page.sheet.by_key and "against 2019" in app.live.body.page.title


@does("zoom", "back")
async def zooms(app: Jingdex, pilot: Pilot[int]) -> bool:
    """One pane fills the board until Escape."""
    await pilot.press("z")
    await pilot.pause()
    alone = not app.live.body.board.panes[1].display
    await pilot.press("escape")
    await pilot.pause()
    return alone and app.live.body.board.panes[1].display


@does("find", "series", "claims", "rules", "trail", "help")
async def pages(app: Jingdex, pilot: Pilot[int]) -> bool:
    """Each page opens over the board, and what is found by its Chinese name is one Enter away."""
    await pilot.press("slash", *"医药健康", "enter")
    assert "Healthcare" in app.live.body.page.title
    await pilot.press("escape", "c")
    assert app.live.body.page.sheet.row_count == len(app.workspace.workbook.claims)
    await pilot.press("escape", "K")
    results = app.workspace.derived.rules.results
    assert app.live.body.page.sheet.row_count == len(results) + sum(one.broken.height for one in results)
    await pilot.press("escape", "t")
    assert app.live.body.page.sheet.row_count == 1
    await pilot.press("escape", "j", "j", "i")
    assert app.live.body.page.sheet.row_count == len(app.workspace.workbook.series("healthcare", "overall_scale"))
    await pilot.press("escape", "question_mark")
    return app.live.body.help.has_class("open")


@does("list", "base", "language", "theme")
async def choices(app: Jingdex, pilot: Pilot[int]) -> bool:
    """The next list, another base year, the other language, the next theme."""
    theme = app.theme
    await pilot.press("v", "L", "T")
    assert app.workspace.cluster_list == "c2025"
    assert app.live.body.pane.sheet.rows[0].cells[0].text == "新一代信息技术"
    await pilot.press("alt+2", "G", "b")
    return app.workspace.workbook.indices[0].base == "2020" and app.theme != theme


@does("revisions", "as_of")
async def looks_back(app: Jingdex, pilot: Pilot[int]) -> bool:
    """The triangle of a ratio with two revisions; all as of a release, looked at only; and as it is now again."""
    await pilot.press("alt+3", "j", "V")
    await worked(app)
    await pilot.pause()
    assert [cell.text.strip() for cell in app.live.body.page.sheet.rows[0].cells] == ["2017", "5.96%P", ""]
    now = app.workspace.derived.holding
    await pilot.press("escape", "D", *"@2024-03", "enter")
    then, looks_only = app.workspace.derived.holding, app.workspace.read_only
    await pilot.press("D")
    return looks_only and then < now == app.workspace.derived.holding and not app.workspace.read_only


@does("copy", "copy_table")
async def copies(app: Jingdex, pilot: Pilot[int]) -> bool:
    """The cell, and then the table, are on the clipboard."""
    await pilot.press("home", "y")
    cell = app.clipboard
    await pilot.press("Y")
    assert "Sent to the terminal's clipboard: 7 rows" in app.live.message
    return cell == "New-generation IT" and app.clipboard.startswith("cluster\tsize\t")


@does("export")
async def exports(app: Jingdex, pilot: Pilot[int]) -> bool:
    """What is worked in is written under the name that is typed, in its form; a file that is there is left alone."""
    folder = app.workspace.session.file.path.parent

    async def write(name: str, *keys: str) -> None:
        await pilot.press(*keys, "E")
        app.live.prompt.value = str(folder / name)
        await pilot.press("enter")

    for key, name, first in (("alt+1", "c.csv", "list,"), ("c", "d.csv", "claim,"), ("t", "e.md", "## ")):
        await write(name, key)
        assert app.live.message.startswith("wrote ")
        assert (folder / name).read_text("utf-8").startswith(first)
        await pilot.press("escape")
    await write("c.csv")
    await pilot.press("n", "enter")
    assert "is as it was" in app.live.message
    await write("c.csv", "t")
    await pilot.press("y", "enter")
    assert (folder / "c.csv").read_text("utf-8").startswith("number,")
    await write("f.svg", "escape", "alt+3")
    assert "R&amp;D expenditure" in (folder / "f.svg").read_text("utf-8")
    await write("s.csv", "i")
    head, first, *_ = (folder / "s.csv").read_text("utf-8").splitlines()
    return head.startswith("unit,unit_name,indicator") and first.startswith("beijing,Beijing,rd_expenditure")


@does("pull")
async def pulls(app: Jingdex, pilot: Pilot[int]) -> bool:
    """Where nothing is from a service the message says how to begin; test_pull.py says the rest."""
    await pilot.press("g", "p")
    return "import from its address first" in app.live.message


@does("import", "alter")
async def imports(app: Jingdex, pilot: Pilot[int]) -> bool:
    """The typed file is shown as a preview; Space changes a line of it; test_import_screen.py says the rest."""
    file = app.workspace.session.file.path.with_name("f.csv")
    file.write_text("region,year,gdp\nNorth,2023,1\n", encoding="utf-8")
    await pilot.press("I", "ctrl+u", *str(file), "enter")
    await worked(app)
    await pilot.pause()
    app.live.body.page.go_to("choice/overwrite")
    await pilot.press("space")
    await worked(app)
    await pilot.pause()
    return app.live.body.page.sheet.by_key["choice/overwrite"].cells[1].text == "correct"


@does("chart")
async def charts(app: Jingdex, pilot: Pilot[int]) -> bool:
    """The chart is written under the name that is offered or typed; test_charts.py has the rest."""
    target = app.workspace.session.file.path.parent / "chart.svg"
    await pilot.press("alt+3", "X")
    assert app.live.prompt.value == "trends.svg"
    app.live.prompt.value = str(target)
    await pilot.press("enter")
    return "R&amp;D expenditure" in target.read_text("utf-8")


@does("palette")
async def palette(app: Jingdex, pilot: Pilot[int]) -> bool:
    """The palette offers every command."""
    await pilot.press("ctrl+p")
    hits = [hit async for hit in CommandProvider(app.screen_stack[0]).discover()]
    return len(app.screen_stack) == 2 and [str(hit.text) for hit in hits] == [c.title for c in COMMANDS]


@does("quit")
async def quits(app: Jingdex, pilot: Pilot[int]) -> bool:
    """At once."""
    await pilot.press("q")
    return app.return_value == 0


def test_no_key_means_two_things() -> None:
    """Each key is that of one command."""
    keys = [key for command in COMMANDS for key in command.keys.split(",")]
    assert sorted(set(keys)) == sorted(keys)


def test_every_command_is_pressed_somewhere() -> None:
    """The scenarios below cover the table of commands, no more and no less."""
    assert set(DONE) == {command.id for command in COMMANDS}


@pytest.mark.parametrize("scenario", sorted({pressed.__name__ for pressed in DONE.values()}))
async def test_a_command_does_what_it_says(app: Jingdex, scenario: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keys run every command of the scenario, and the workbook and the screen answer."""
    pressed = next(one for one in DONE.values() if one.__name__ == scenario)
    run, ran = app.live.run_command, set[str]()

    def noted(command: Command) -> None:
        ran.add(command.id)
        run(command)

    monkeypatch.setattr(app.live, "run_command", noted)
    monkeypatch.setattr(app.live.keyboard, "_run", noted)
    async with app.run_test(size=(120, 40)) as pilot:
        assert await pressed(app, pilot)
    assert {one for one, found in DONE.items() if found is pressed} <= ran


@pytest.mark.parametrize(("size", "in_view"), [((120, 40), 3), ((80, 24), 1), ((59, 14), 0)])
async def test_what_is_in_view_follows_the_size(app: Jingdex, size: tuple[int, int], in_view: int) -> None:
    """All panes on a wide terminal, one on 80×24, and a plain sentence where there is too little room."""
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        text = screen_text(app)
        shown = [pane for pane in app.live.body.board.panes if f"─ {pane.border_title} ─" in text]
        assert len(shown) == in_view
        assert app.screen.small.display == (in_view == 0)
