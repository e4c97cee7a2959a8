"""Terminal escapes, markup and formulas in names and notes are plain text on every page."""

from pathlib import Path

import pytest
from hostile import hostile_workbook
from looking import rested, screen_text, segments

from data.session import Session
from tui.app import Jingdex

HOSTILE = "\x1b[31m[red]=cmd|' /C calc'!A0[/red]\x07\u202eend\r\nof\ttext"


@pytest.fixture
def hostile(tmp_path: Path, capable: pytest.MonkeyPatch) -> Path:
    """A workbook in which every text that may be any is a hostile one."""
    del capable
    return hostile_workbook(tmp_path / "hostile.jingdex", HOSTILE)


HERE = ("B", "a", *"[red]=cmd", "enter", *"7亿", "enter")
PAGES = [
    (),
    ("2",),
    ("3",),
    ("i",),
    ("c",),
    ("t",),
    ("slash", *"cmd"),
    ("question_mark",),
    (*"7亿",),
    ("x",),
    ("L",),
    ("N", "j", "enter"),
    ("N", "G", "k", "k", "k", "enter", "enter"),
    HERE,
    (*HERE, "w"),
    ("O", "enter"),
]


@pytest.mark.parametrize("keys", PAGES, ids=lambda keys: "".join(keys) or "clusters")
async def test_nothing_in_a_name_acts_on_the_terminal(hostile: Path, keys: tuple[str, ...]) -> None:
    """No control character and no character that turns the direction reaches the terminal, and markup stays text."""
    with Session.open(hostile) as session:
        app = Jingdex(session)
        async with app.run_test(size=(120, 40)) as pilot:
            await pilot.press(*keys)
            await rested(pilot)
            for text in segments(app):
                assert all(character.isprintable() for character in text), repr(text)
            if keys != ("question_mark",):
                assert "[red]=cmd" in screen_text(app)
