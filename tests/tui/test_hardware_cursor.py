"""The terminal's own cursor stands on the cell or the letter that has the focus, so that screen readers follow."""

from textual.geometry import Offset

from tui.app import Jingdex
from tui.grid.columns import GUTTER
from tui.grid.grid import HEADER


async def test_the_cursor_of_the_terminal_stands_on_the_focused_cell_of_every_pane(bench: Jingdex) -> None:
    """In each pane of the first view and of the method, after a move."""
    async with bench.run_test(size=(160, 50)) as pilot:
        for number in (1, 4):
            bench.live.body.go_to_pane(number)
            await pilot.pause()
            for pane in bench.live.body.board.group:
                bench.live.body.board.activate(pane)
                await pilot.pause()
                pane.grid.move(1)
                await pilot.pause()
                assert bench.cursor_position == cell_of(bench), pane


async def test_the_cursor_of_the_terminal_stands_behind_what_is_typed_and_then_on_the_cell(bench: Jingdex) -> None:
    """In the bottom line while it is typed in; on a page on its cell."""
    async with bench.run_test(size=(120, 40)) as pilot:
        await pilot.press("9", "8")
        await pilot.pause()
        assert bench.cursor_position == Offset(3, 39)
        await pilot.press("escape", "c", "j")
        await pilot.pause()
        assert bench.cursor_position == cell_of(bench)


async def test_the_cursor_of_the_terminal_follows_to_pages_menus_forms_lists_and_help(bench: Jingdex) -> None:
    """On the cell of a page, of a menu, of a form, of the figures; in a prompt with a list; on the help."""
    async with bench.run_test(size=(120, 40)) as pilot:
        for keys in (("c", "j"), ("A", "j"), ("N", "enter", "enter"), ("alt+5", "j"), ("alt+6", "j"), ("alt+1", "i")):
            await pilot.press(*keys)
            await pilot.pause()
            assert bench.cursor_position == cell_of(bench), keys
        await pilot.press("S", "a")
        await pilot.pause()
        assert bench.cursor_position.y == 39
        await pilot.press("escape", "question_mark")
        await pilot.pause()
        assert bench.cursor_position == bench.live.body.help.content_region.offset == Offset(2, 2)


def cell_of(app: Jingdex) -> Offset:
    """Where the first letter of the cell under the cursor stands on the screen."""
    grid = app.live.body.pane.grid
    place = grid.view.places.of(grid.cursor[1])
    assert place is not None
    row = grid.cursor[0] - grid.scroll_offset.y + HEADER
    return grid.content_region.offset + Offset(place.x + GUTTER, row)
