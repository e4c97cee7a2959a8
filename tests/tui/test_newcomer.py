"""What a person sees who has read nothing: the cursor on what was typed, hits by their own figure, names for codes."""

from pathlib import Path

import pytest
from looking import screen_text

from core.errors import JingdexError
from core.workbook.typed_edit import FigurePlace
from data.session import Session
from tui.app import Jingdex
from tui.frame.bars import key_line


async def test_what_is_found_typed_and_refused_is_shown_where_one_looks(own_beijing: Path) -> None:
    """A hit has its own figure, the cursor of a series stands on what was typed, a weight is refused by its name."""
    with Session.open(own_beijing) as session:
        app = Jingdex(session)
        async with app.run_test(size=(120, 40)) as pilot:
            await pilot.press("slash")
            app.live.prompt.value = "9,761"
            await pilot.pause()
            assert "Healthcare · Overall scale: 2023 9,761亿" in screen_text(app)
            await pilot.press("enter")
            before = app.live.body.page.row
            assert before
            assert before.place == FigurePlace("healthcare", "overall_scale", "2023", "2024")
            await pilot.press("9")
            app.live.prompt.value = "9800"
            await pilot.pause()
            assert "2023: new, value 9,800亿E, status E estimated" in screen_text(app)
            await pilot.press("enter")
            assert app.live.body.page.row
            assert app.live.body.page.row.place == FigurePlace("healthcare", "overall_scale", "2023", "")
            await pilot.press("escape", "escape", "alt+4", "tab", "j", "j", "5")
            assert "a typed weight of High-tech manufacturing firms has no effect" in app.live.asking.refusal


async def test_what_a_command_refuses_is_said(bench: Jingdex, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a command raises, its sentence stands in the bottom line, and the program goes on."""

    def refuse(*_: object) -> None:
        raise JingdexError("There is no claim.")

    async with bench.run_test(size=(80, 24)) as pilot:
        monkeypatch.setattr("tui.screen.action", lambda _: refuse)
        await pilot.press("c")
        assert "There is no claim." in screen_text(bench)


def test_the_way_to_find_to_go_and_out_stays_in_the_narrowest_key_line() -> None:
    """Of the others the first come before the last."""
    keys = ["Enter Edit", "a Add", "i Series", "/ Find", "g Go to", "? Help", "q Quit"]
    assert key_line(keys, 200) == keys
    assert key_line(keys, 48) == ["Enter Edit", "/ Find", "g Go to", "? Help", "q Quit"]
    assert key_line(["Enter Fill in", "u Undo", "Esc Back", "? Help"], 20) == ["Esc Back", "? Help"]
