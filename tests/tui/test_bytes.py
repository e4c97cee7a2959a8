"""How many bytes a terminal gets: for a move, for a row scrolled, for an edit, for nothing."""

from statistics import median

import pytest
from wire import Wire

from tui.app import Jingdex

SIZES = ((120, 40), (80, 24))
MOVE, SCROLL, EDIT = 70, 300, 400


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


@pytest.mark.parametrize(
    ("keys", "size"),
    [
        *((keys, size) for keys in (("alt+5",), ("alt+5", "P"), ("c",)) for size in SIZES),
        (("alt+3",), (80, 24)),
        (("A",), (80, 24)),
        (("question_mark",), (120, 40)),
    ],
)
async def test_a_move_and_a_scrolled_row_keep_to_their_budgets(
    bench: Jingdex, monkeypatch: pytest.MonkeyPatch, keys: tuple[str, ...], size: tuple[int, int]
) -> None:
    """In a table of figures, of texts and of numbers: the cursor moves, and at the edge the terminal moves the rows."""
    wire = Wire(monkeypatch, *size)
    async with bench.run_test(size=size) as pilot:
        await wire.press(pilot, *keys, "j")
        moves, scrolled = [], []
        for _ in range(size[1]):
            row = wire.terminal.cursor.y
            sent = await wire.press(pilot, "j")
            (scrolled if wire.terminal.cursor.y == row else moves).append(sent)
            if len(scrolled) == 2:
                break
        assert median(moves or [0]) <= MOVE
        assert 0 < max(scrolled) <= SCROLL


async def test_a_pane_beside_another_scrolls_by_its_own_margins(
    bench: Jingdex, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the terminal has left and right margins, a row of Trends beside the index costs no more than another."""
    wire = Wire(monkeypatch, 120, 40)
    wire.use_margins()
    async with bench.run_test(size=wire.size) as pilot:
        await wire.press(pilot, "alt+3", *("j" * 18))
        assert 0 < await wire.press(pilot, "j") <= SCROLL
