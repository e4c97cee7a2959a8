"""What the terminal shows of forecasts, without colour, at both sizes."""

import pytest
from looking import rested, screen_text, worked
from syrupy.assertion import SnapshotAssertion

from data.session import Session
from tui.app import Jingdex

VIEWS: dict[str, tuple[str, ...]] = {
    "forecast": ("alt+3", "F"),
    "forecast kept": ("alt+3", "F", "enter", "escape"),
    "reach": ("j", "j", "O", "enter"),
}


RANKED: dict[str, tuple[str, ...]] = {
    "slider": ("alt+4", "tab", "j", "j", "W", *["right_square_bracket"] * 11),
    "reach": ("alt+4", "G", "O", "enter"),
}


@pytest.mark.parametrize("size", [(120, 40), (80, 24)], ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("view", RANKED)
async def test_a_small_workbook_shows_what_it_showed(
    ranked: Jingdex, snapshot: SnapshotAssertion, monkeypatch: pytest.MonkeyPatch, view: str, size: tuple[int, int]
) -> None:
    """As above, of what needs several units."""
    monkeypatch.setenv("NO_COLOR", "1")
    app = Jingdex(ranked.workspace.session)
    async with app.run_test(size=size) as pilot:
        await pilot.press(*RANKED[view])
        await worked(app)
        await rested(pilot)
        assert screen_text(app) == snapshot


@pytest.mark.parametrize("size", [(120, 40), (80, 24)], ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("view", VIEWS)
async def test_the_screen_shows_what_it_showed(
    session: Session, snapshot: SnapshotAssertion, monkeypatch: pytest.MonkeyPatch, view: str, size: tuple[int, int]
) -> None:
    """Every cell of the screen is as it was when somebody last looked at it and found it good."""
    monkeypatch.setenv("NO_COLOR", "1")
    app = Jingdex(session)
    async with app.run_test(size=size) as pilot:
        await pilot.press(*VIEWS[view])
        await worked(app)
        await rested(pilot)
        assert screen_text(app) == snapshot
