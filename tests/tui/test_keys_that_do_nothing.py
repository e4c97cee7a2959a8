"""A key that can do nothing where one is says why, in one sentence; none is silent."""

import pytest
from looking import rested

from tui.app import Jingdex
from tui.commands import BY_ID, COMMANDS

PLACED = {"clusters", "index", "trends", "workbench", "figures", "trust"}
STAYING = {
    "up",
    "down",
    "left",
    "right",
    "top",
    "bottom",
    "page_up",
    "page_down",
    "first_column",
    "last_column",
    "back",
}
"""At an edge, and where nothing is open, they stay where they are."""
PLACES = ("clusters", "workbench", "figures", "trust", "trail", "definitions", "methods", "help")


@pytest.mark.parametrize("place", PLACES)
async def test_a_command_does_something_or_says_why_not(
    bench: Jingdex, place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every command is run in every view and on pages, with the cursor where they open."""
    live, begun = bench.live, list[str]()
    start = live.jobs.start

    def noted(name: str, *given: object, **named: object) -> None:
        begun.append(name)
        start(name, *given, **named)

    monkeypatch.setattr(live.jobs, "start", noted)
    async with bench.run_test(size=(120, 40)) as pilot:
        live.run_command(BY_ID[place])
        await rested(pilot)
        silent = []
        for command in COMMANDS:
            if command.id in {*STAYING, *PLACED, "quit", "palette"}:
                continue
            opened(bench, place)
            before, jobs = state(bench), len(begun)
            live.run_command(command)
            if state(bench) == before and len(begun) == jobs and not live.message:
                silent.append(command.id)
        assert silent == []


def opened(app: Jingdex, place: str) -> None:
    """The place, with nothing else open and nothing said."""
    if app.live.prompt.asking:
        app.live.prompt.leave()
    app.live.body.close()
    app.live.run_command(BY_ID[place])
    app.live.clear_message()


def state(app: Jingdex) -> tuple[object, ...]:
    """All that a command could have changed."""
    live, workspace = app.live, app.live.workspace
    body = live.body
    return (
        *(live.prompt.asking, live.asking.refusal, body.page.is_open, body.page.content, body.help.is_open),
        *(body.board.active, body.pane.grid.cursor, body.pane.order, body.board.has_class("zoomed"), app.theme),
        *(app.clipboard, len(workspace.session.file.trail()), workspace.wording.language, workspace.state.choices),
        *(getattr(body.pane, "wanted", None), workspace.version.as_of, workspace.version.scenario),
        getattr(body.pane, "blocks", None) and body.pane.blocks.block,
    )


async def test_no_key_on_help_acts_on_the_pane_behind_it(bench: Jingdex) -> None:
    """A figure that is out of sight is not marked, stepped or copied; the sentence says that Escape leads to it."""
    async with bench.run_test(size=(80, 24)) as pilot:
        await pilot.press("j", "j", "question_mark")
        before = state(bench)
        for key, shown in (("x", "x"), ("right_square_bracket", "]"), ("o", "o"), ("enter", "Enter F2"), ("s", "s")):
            await pilot.press(key)
            assert bench.live.message == f"Help is for reading: Esc leaves it, then {shown} works."
        await pilot.press("y", "l", "ctrl+d", "a", "b")
        assert state(bench) == before
        await pilot.press("c")
        assert bench.live.body.page.title == "Claims"
        await pilot.press("c")
        assert bench.live.message == "This is open already: Esc leaves it."


async def test_where_there_is_no_method_its_keys_say_so(app: Jingdex) -> None:
    """Enter among the steps, and a name or a removal in the list of methods, of an empty workbook."""
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("alt+4", "tab", "tab", "enter")
        assert "no step under the cursor" in app.live.message
        for key in ("r", "x"):
            await pilot.press("M", key)
            assert app.live.message == "There is no method under the cursor: move to one."
