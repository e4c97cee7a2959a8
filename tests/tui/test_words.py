"""The screen speaks the field's standard terms; every title of a key line has its Chinese."""

from looking import rested, screen_text

from tui.app import Jingdex
from tui.grid.wording import Wording

PUZZLING = ("found", "counts", "size is", "stated", "read by", "Otherwise", "Matters", "cannot be told", "past  ")


async def test_no_view_says_a_word_that_puzzled_a_statistician(bench: Jingdex) -> None:
    """On none of the views stands a word that the review had to explain."""
    async with bench.run_test(size=(160, 50)) as pilot:
        for number in range(1, 7):
            bench.live.body.go_to_pane(number)
            await rested(pilot)
            titles = {column.title for pane in bench.live.body.board.group for column in pane.grid.table.columns}
            assert not titles & set(PUZZLING)
        text = screen_text(bench)
        assert "Assumptions" in text
        assert "Sensitivity" in text


async def test_every_title_of_a_key_line_has_its_chinese(bench: Jingdex) -> None:
    """In Chinese no key line of a pane keeps an English title."""
    wording = Wording("zh")
    async with bench.run_test(size=(200, 60)) as pilot:
        for number in range(1, 7):
            bench.live.body.go_to_pane(number)
            for pane in bench.live.body.board.group:
                bench.live.body.board.activate(pane)
                await pilot.pause()
                for one in pane.footer.split("  "):
                    assert wording.word(one.partition(" ")[2]) != one.partition(" ")[2]


async def test_a_figure_without_a_source_says_how_one_is_added(bench: Jingdex) -> None:
    """Never “source: nothing”."""
    async with bench.run_test(size=(120, 40)) as pilot:
        await pilot.press("j", "j", *"9800", "enter")
        await rested(pilot)
        assert "no source (S adds one)" in screen_text(bench)
