"""How many bytes a terminal gets: for a move, for a row scrolled, for an edit, for nothing."""

from collections.abc import Sequence
from statistics import median

import pytest
from looking import rested
from textual.pilot import Pilot
from wire import Wire

from data.session import Session
from tui.app import Jingdex

SIZES = ((120, 40), (80, 24))
MOVE, SCROLL, EDIT = 70, 300, 400
VIEWS: dict[str, tuple[tuple[str, ...], ...]] = {
    "beijing": (("alt+1",), ("alt+2",), ("alt+3",), ("alt+5",), ("P",), ("alt+1", "c"), ("alt+1", "j", "i")),
    "provinces": (("alt+4",), ("tab",), ("tab",), ("alt+4", "enter"), ("M",), ("A",), ("alt+6",), ("tab",)),
}


@pytest.fixture
def awake(monkeypatch: pytest.MonkeyPatch) -> None:
    """The cursor never rests by itself, however slow the machine is."""
    monkeypatch.setattr("tui.frame.main_screen.REST", 3600)


@pytest.mark.usefixtures("awake")
@pytest.mark.parametrize("size", SIZES)
async def test_a_committed_edit_keeps_to_its_budget(
    bench: Jingdex, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int]
) -> None:
    """From Enter on, the second time, when what the first one moved stands there; and then nothing more."""
    wire = Wire(monkeypatch, *size)
    async with bench.run_test(size=size) as pilot:
        await wire.press(pilot, "j", "j")
        for text in ("9763亿", "9764亿"):
            await wire.press(pilot, *text)
            sent = await wire.press(pilot, "enter")
        assert 0 < sent <= EDIT
        assert "9,764" in wire.terminal.text()
        assert await wire.press(pilot) == 0


@pytest.mark.usefixtures("awake", "capable")
@pytest.mark.parametrize(
    ("set_name", "size", "language"),
    [
        ("beijing", SIZES[0], "zh"),
        ("beijing", SIZES[1], "en"),
        ("provinces", SIZES[0], "en"),
        ("provinces", SIZES[1], "zh"),
    ],
    ids=str,
)
async def test_moves_and_scrolled_rows_keep_to_their_budgets(
    request: pytest.FixtureRequest,
    monkeypatch: pytest.MonkeyPatch,
    set_name: str,
    size: tuple[int, int],
    language: str,
) -> None:
    """In every view, with another pane beside it or not: half of the moves, and rows on average as one walks down."""
    monkeypatch.setenv("COLORTERM", "truecolor")
    wire = Wire(monkeypatch, *size)
    with Session.open(request.getfixturevalue(set_name), read_only=True) as session:
        app = Jingdex(session, read_only=True)
        async with app.run_test(size=size) as pilot:
            if app.workspace.wording.language != language:
                await pilot.press("L")
            over = []
            for keys in VIEWS[set_name]:
                await wire.press(pilot, *keys)
                await rested(pilot)
                wire.sent()
                moves, scrolled = await walked(wire, pilot, app)
                over += [(keys, "move", moves)] if moves and median(moves) > MOVE else []
                over += [(keys, "scroll", scrolled)] if scrolled > SCROLL else []
    assert over == []


async def walked(wire: Wire, pilot: Pilot[int], app: Jingdex) -> tuple[Sequence[int], float]:
    """The bytes of moves, and of a row that comes into view on the way down, the moves between them included."""
    grid = app.live.body.pane.grid
    grid.move_to(0)
    await wire.press(pilot)
    moves = [await wire.press(pilot, "j") for _ in range(3)]
    grid.move_to(grid.view.height - 2)
    await wire.press(pilot)
    top, sent = grid.view.top, 0
    for _ in range(grid.view.least + 2):
        sent += await wire.press(pilot, "j")
    return [one for one in moves if one], sent / max(1, grid.view.top - top)
