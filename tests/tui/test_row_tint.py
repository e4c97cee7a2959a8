"""The row of the cursor is tinted where one works, at no cost for a move."""

import pytest
from looking import rested
from rich.style import Style

from data.session import Session
from tui.app import Jingdex
from tui.frame.pane import Pane
from tui.grid.sheet import key_of
from tui.terminal.means import TerminalMeans
from tui.terminal.themes import themes


def styles(pane: Pane, row: int) -> list[Style]:
    """The styles of a row of a pane, but those of its first cells and of the cell under the cursor."""
    strip = pane.grid.render_line(pane.grid.view.line_number(row))
    said = [segment.style for segment in strip if segment.style and segment.text and not segment.style.reverse]
    return said[1:]


def tinted(pane: Pane) -> set[int]:
    """The rows that stand on the ground of the cursor's row up to the edge."""
    ground = themes(TerminalMeans())[0].variables["row-tint"]
    ends = {row: styles(pane, row)[-1:] for row in range(pane.grid.view.table.row_count)}
    return {row for row, last in ends.items() for one in last if one.bgcolor and one.bgcolor.name == ground}


async def test_the_row_of_the_cursor_is_tinted_in_the_pane_that_is_worked_in_once_the_cursor_rests(
    bench: Jingdex, capable: pytest.MonkeyPatch
) -> None:
    """A move leaves the tint where it was, as it would send two whole rows; a page and what is typed keep it."""
    capable.setenv("COLORTERM", "truecolor")
    async with bench.run_test(size=(120, 40)) as pilot:
        clusters, _, trends = bench.live.body.board.panes
        await pilot.press("j")
        await rested(pilot)
        assert (tinted(clusters), tinted(trends)) == ({1}, set())
        await pilot.press("j")
        assert (clusters.grid.cursor[0], tinted(clusters)) == (2, {1})
        await rested(pilot)
        assert tinted(clusters) == {2}
        await pilot.press("9")
        assert tinted(clusters) == {2}
        await pilot.press("escape", "alt+3")
        await rested(pilot)
        assert (tinted(clusters), tinted(trends)) == (set(), {trends.grid.cursor[0]})
        for key in ("c", "alt+5"):
            await pilot.press(key, "down")
            await rested(pilot)
            assert tinted(bench.live.body.pane) == {bench.live.body.pane.grid.cursor[0]}


@pytest.mark.parametrize(("name", "value"), [("TERM", "xterm"), ("NO_COLOR", "1")])
async def test_where_no_tint_is_faint_the_row_is_bold(
    session: Session, capable: pytest.MonkeyPatch, name: str, value: str
) -> None:
    """In sixteen colours and without any."""
    capable.setenv(name, value)
    app = Jingdex(session)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("j")
        await rested(pilot)
        pane = app.live.body.pane
        assert all(style.bold for style in styles(pane, 1))
        assert not any(style.bold for style in styles(pane, 2))


async def test_the_scrollbar_stands_where_the_rows_do_also_when_it_was_hidden_in_between(bench: Jingdex) -> None:
    """A page that was scrolled, one that is short, and a long one again: its bar begins at the top."""
    async with bench.run_test(size=(120, 40)) as pilot:
        await pilot.press("N")
        page = bench.live.body.page
        assert page.go_to(key_of("table", "indicators"))
        await pilot.press("enter", "G")
        assert page.grid.vertical_scrollbar.position == page.grid.scroll_y > 0
        await pilot.press("escape")
        assert not page.grid.show_vertical_scrollbar
        assert page.go_to(key_of("table", "sources"))
        await pilot.press("enter")
        assert page.grid.show_vertical_scrollbar
        assert page.grid.vertical_scrollbar.position == page.grid.scroll_y == 0
