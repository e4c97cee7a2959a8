"""Terminal escapes, markup and formulas in names and notes are plain text on every page."""

from pathlib import Path

import pytest
from looking import rested, screen_text, segments

from core.edit import filled
from core.entries import About, Claim, ClusterList, Event, Index, Indicator, Member, Source, Target, Tier, Trend, Unit
from core.entries import Watched as WatchedSeries
from core.figure import Figure
from core.workbook import Workbook
from data.file import WorkbookFile
from data.session import Session
from tui.app import Jingdex

HOSTILE = "\x1b[31m[red]=cmd|' /C calc'!A0[/red]\x07\u202eend\r\nof\ttext"


@pytest.fixture
def hostile(tmp_path: Path, capable: pytest.MonkeyPatch) -> Path:
    """A workbook in which every text that may be any is a hostile one."""
    del capable
    path = tmp_path / "hostile.jingdex"
    entries = [
        About("workbook", HOSTILE, HOSTILE, note=HOSTILE, cluster_list="l"),
        Unit("u", HOSTILE, HOSTILE, note=HOSTILE),
        Indicator("i", HOSTILE, HOSTILE, measure="CNY", definition=HOSTILE),
        Source("s", HOSTILE, HOSTILE, HOSTILE, HOSTILE),
        Tier("t", HOSTILE, HOSTILE, 1.0),
        ClusterList("l", HOSTILE, HOSTILE, "2023"),
        Member("l", "u", "i", "t", note=HOSTILE),
        Index("u", "i", "2022"),
        Event("e", HOSTILE, HOSTILE, "2022"),
        Trend("f", HOSTILE, HOSTILE),
        WatchedSeries("f", "u", "i"),
        Target("u", "i", "2030", 9.0, note=HOSTILE),
        Claim("c", HOSTILE, HOSTILE, "value(u.i, 2023)", expected=1.0, source=HOSTILE, note=HOSTILE),
    ]
    figures = [Figure("u", "i", year, "", 5.0, source="s", note=HOSTILE, formula=HOSTILE) for year in ("2022", "2023")]
    WorkbookFile.create(path, filled(Workbook.of(figures, entries), HOSTILE), HOSTILE, reason=HOSTILE).close()
    return path


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
