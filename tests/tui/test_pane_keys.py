"""The digits that are pane keys as well: a figure that begins with one is never cut, and never lands elsewhere."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from textual import events
from textual.pilot import Pilot

from core.typed_edit import FigurePlace
from data.places import own_copy
from data.session import Session
from tui.app import Jingdex


@pytest.fixture
async def pilot(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Pilot[int]]:
    """The screen on a fresh copy of the Beijing set, with the cursor on healthcare."""
    for name, value in {"JINGDEX_HOME": str(tmp_path), "LANG": "C.UTF-8"}.items():
        monkeypatch.setenv(name, value)
    with Session.open(own_copy("beijing")) as session:
        async with Jingdex(session).run_test(size=(120, 40)) as pilot:
            await pilot.press("j", "j")
            yield pilot


async def typed(pilot: Pilot[int], keys: str, apart: float) -> None:
    """Press keys so many seconds apart, without waiting for them."""
    for number, key in enumerate(keys):
        event = events.Key({".": "full_stop", ",": "comma"}.get(key, key), key)
        event.time = 1000 + number * apart
        pilot.app.post_message(event)
        await pilot.pause()


@pytest.mark.parametrize(
    ("keys", "apart"), [("1.2万亿", 0.2), ("1.2万亿", 0.9), ("1.2万亿", 30), ("3万亿", 30), ("2,500", 30), ("12", 0.9)]
)
async def test_a_figure_that_begins_with_a_pane_key_stays_whole_and_in_its_row(
    pilot: Pilot[int], keys: str, apart: float
) -> None:
    """However slowly it is typed, what cannot be anything but a figure is one, where it was begun."""
    app = pilot.app
    assert isinstance(app, Jingdex)

    await typed(pilot, keys, apart)

    assert app.prompt.value == keys
    assert isinstance(app.place, FigurePlace)
    assert app.place.unit == "healthcare"


async def test_two_pane_keys_with_a_pause_between_them_are_two_pane_keys(pilot: Pilot[int]) -> None:
    """Who goes to one pane and then to another types nothing."""
    app = pilot.app
    assert isinstance(app, Jingdex)

    await typed(pilot, "32", 1.5)

    assert not app.prompt.asking
    assert app.board.active.number == 2


async def test_a_figure_typed_after_a_visit_begins_anew(pilot: Pilot[int]) -> None:
    """A digit that comes late after a pane key belongs to the pane that was gone to."""
    app = pilot.app
    assert isinstance(app, Jingdex)

    await typed(pilot, "39", 1.5)

    assert app.prompt.value == "9"
    assert app.board.active.number == 3


async def test_on_a_page_a_figure_may_begin_with_a_pane_key(pilot: Pilot[int]) -> None:
    """The page of a series is there again, with the figure being typed into its row."""
    app = pilot.app
    assert isinstance(app, Jingdex)
    await pilot.press("i")

    await typed(pilot, "1.2万亿", 0.3)

    assert app.pane is app.page
    assert app.prompt.value == "1.2万亿"


async def burst(pilot: Pilot[int], *keys: str) -> None:
    """All keys at once, before any of them is looked at."""
    for key in keys:
        pilot.app.post_message(events.Key(key, key if len(key) == 1 else None))
    await pilot.pause()


async def test_keys_typed_ahead_of_a_slow_escape_are_meant_for_the_table(pilot: Pilot[int]) -> None:
    """What follows Escape is not typed into the line that it closes, and Enter begins the next edit."""
    app = pilot.app
    assert isinstance(app, Jingdex)
    row = app.pane.grid.cursor[0]

    await burst(pilot, "9", "8", "escape", "j", "enter")

    assert app.pane.grid.cursor[0] == row + 1
    assert app.prompt.asking
    await burst(pilot, "escape", "k", "9", "escape", "escape", "k")
    assert not app.prompt.asking
    assert (app.prompt.value, app.pane.grid.cursor[0]) == ("", row - 1)
    assert len(app.session.file.trail()) == 1


async def test_enter_behind_escape_leaves_no_key_without_an_answer(pilot: Pilot[int]) -> None:
    """However Escape and Enter follow each other in one burst, the keys after them still move."""
    app = pilot.app
    assert isinstance(app, Jingdex)
    await burst(pilot, "9", "escape", "enter", "escape", "enter", "enter", "escape")
    row = app.pane.grid.cursor[0]
    await pilot.press("k")
    assert app.pane.grid.cursor[0] == row - 1
