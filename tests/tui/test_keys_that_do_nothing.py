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
PLACES = ("clusters", "workbench", "figures", "trust", "trail", "definitions")


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
            if command.id in {*STAYING, *PLACED, "quit", "palette", place}:
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
