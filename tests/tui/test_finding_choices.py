"""Methods, choices of steps and settings are found by their words, and lead to where they are set."""

import pytest
from looking import rested, screen_text
from textual.pilot import Pilot

from tui.app import Jingdex
from tui.find.finding import Finding


async def went(app: Jingdex, pilot: Pilot[int], text: str, start: str) -> str:
    """The key of the row to which the first finding of a text leads whose key begins so."""
    app.live.shared(Finding).begin()
    app.live.prompt.value = text
    await pilot.pause()
    page = app.live.body.page
    page.go_to(next(key for key in page.sheet.by_key if key.startswith(start)))
    await pilot.press("enter")
    await rested(pilot)
    return "/".join(app.live.body.pane.cursor.parts)


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_a_choice_and_a_setting_lead_to_where_they_are_set(ranked: Jingdex, size: tuple[int, int]) -> None:
    """In the step that has their kind; what no step has yet stands in the list of steps to add, at the choice."""
    async with ranked.run_test(size=size) as pilot:
        assert await went(ranked, pilot, "z-score", "choice/") == "choice/1//z_score"
        assert await went(ranked, pilot, "geometric", "choice/") == "choice/2//geometric"
        assert "geometric mean" in screen_text(ranked)
        await pilot.press("enter")
        assert ranked.workspace.workbook.steps("m")[1].how == "geometric"
        assert await went(ranked, pilot, "coverage available", "setting/aggregate") == "step/2/available"
        await went(ranked, pilot, "nearest neighbours", "choice/impute/nearest")
        assert "\n nearest neighbours: " in screen_text(ranked)
        await pilot.press("escape")
        await went(ranked, pilot, "method m", "method/m")
        assert ranked.live.body.pane.word == "Results"


async def test_a_choice_that_no_method_can_have_yet_says_how_to_make_one(app: Jingdex) -> None:
    """In an empty workbook."""
    async with app.run_test(size=(80, 24)) as pilot:
        await went(app, pilot, "z-score", "choice/")
        assert app.live.message.startswith("No method yet: ")
