"""Whatever is pressed, in whatever order, the terminal shows what it would show if all were painted anew."""

import random
from collections.abc import Sequence

import pytest
from looking import rested
from wire import Wire

from data.session import Session
from tui.app import Jingdex

MOVES = ("j", "k", "down", "up", "G", "pagedown", "pageup", "l", "h", "end", "home", "tab", "shift+tab")
VIEWS = tuple(f"alt+{number}" for number in range(1, 7))
OTHERS = ("c", "K", "t", "N", "C", "A", "M", "i", "enter", "escape", "z", "s", "v", "L", "P", "question_mark")
SIZES = ((120, 40), (80, 24), (160, 50), (111, 31))
STEPS = 60


def walk(seed: int) -> Sequence[str]:
    """Keys at random: most of them move, often several times; some lead to another view, page or language."""
    chance, keys = random.Random(seed), []  # noqa: S311 - keys, not secrets
    while len(keys) < STEPS:
        kind = chance.choices((MOVES, VIEWS, OTHERS), weights=(6, 1, 2))[0]
        keys += [chance.choice(kind)] * (chance.randint(1, 6) if kind is MOVES else 1)
    return keys


@pytest.mark.usefixtures("capable")
@pytest.mark.parametrize(("set_name", "seed"), [("beijing", 1), ("provinces", 2)])
async def test_the_terminal_shows_what_a_full_repaint_would(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, set_name: str, seed: int
) -> None:
    """After some keys the cells are the same, their colours too; between keys the terminal changes its size."""
    wire = Wire(monkeypatch, *SIZES[0])
    with Session.open(request.getfixturevalue(set_name), read_only=True) as session:
        app = Jingdex(session, read_only=True)
        async with app.run_test(size=SIZES[0]) as pilot:
            await rested(pilot)
            wire.sent()
            for number, key in enumerate(walk(seed), 1):
                if number % 15 == 0:
                    wire.resize(*SIZES[number // 15 % len(SIZES)])
                    await pilot.resize_terminal(*wire.size)
                await wire.press(pilot, key)
                if number % 5 == 0:
                    assert wire.terminal.looks() == wire.repainted(app).looks(), (number, key)
