"""The slider of a weight: ranges in the tree and on the page, ranks that move with + and -, one edit when kept."""

import json
from pathlib import Path

import pytest
from looking import rested, screen_text, worked

from core.workbook.entries import TreeNode
from tui.app import Jingdex
from tui.commands import BY_ID

TO_A = ("alt+4", "tab", "j", "j")


def weight(app: Jingdex) -> float:
    """The weight of a in the workbook."""
    placed = app.workspace.workbook.tables["placed"]["m/a"]
    assert isinstance(placed, TreeNode)
    return placed.weight


def order(app: Jingdex) -> list[str]:
    """The units of the page by rank."""
    return [row.cells[0].text for row in app.live.body.page.sheet.by_key.values()]


async def test_the_tree_tells_where_the_first_rank_holds(ranked: Jingdex) -> None:
    """By hand: y meets z where 0.7 w = 0.5, and x where 0.6 w = 1.2."""
    async with ranked.run_test(size=(120, 40)) as pilot:
        await pilot.press(*TO_A)
        await rested(pilot)
        assert "Unit y stays rank 1 for any weight from 0.71429 to 2" in screen_text(ranked)
        assert "(exact)" in screen_text(ranked)


async def test_steps_move_ranks_and_leave_the_workbook_alone(ranked: Jingdex) -> None:
    """Eleven steps up x leads, which is told in places; Escape leaves no trace."""
    async with ranked.run_test(size=(120, 40)) as pilot:
        await pilot.press(*TO_A, "W")
        assert order(ranked) == ["Unit y", "Unit z", "Unit x"]
        await pilot.press(*["right_square_bracket"] * 11)
        assert order(ranked)[0] == "Unit x"
        assert "weight 2.1 beside 1 = 67.7%" in screen_text(ranked)
        assert [row.cells[2].text for row in ranked.live.body.page.sheet.by_key.values()][:2] == ["+2", "-1"]
        assert (weight(ranked), len(ranked.workspace.session.file.trail())) == (1.0, 1)
        await pilot.press("escape")
        assert ranked.live.body.board.numbered(4).sheet.rows[0].cells[2].text == "Unit y"


async def test_a_file_of_the_page_has_the_ranges_under_the_weight_that_is_tried(ranked: Jingdex) -> None:
    """By hand: beside b of weight 1, y is first from 0.71429 to 2; at 2.1 x leads from 2 on, without end."""
    target = Path(ranked.workspace.session.file.path).with_name("ranges.json")
    async with ranked.run_test(size=(120, 40)) as pilot:
        await pilot.press(*TO_A, "W", *["right_square_bracket"] * 11)
        ranked.live.run_command(BY_ID["export"])
        ranked.live.prompt.accepted(str(target))
        await worked(ranked)
    first = json.loads(target.read_text("utf-8"))[0]
    assert (first["code"], first["weight"], first["unit"], first["rank"]) == ("a", 2.1, "x", 1)
    assert (first["low"], first["high"]) == (pytest.approx(2), None)


async def test_what_is_kept_is_one_edit(ranked: Jingdex) -> None:
    """Enter puts the weight that stands there into the tree; one undo takes it back."""
    async with ranked.run_test(size=(120, 40)) as pilot:
        await pilot.press(*TO_A, "W", *["right_square_bracket"] * 12, "left_square_bracket", "enter")
        assert (weight(ranked), len(ranked.workspace.session.file.trail())) == (2.1, 2)
        assert order(ranked)[0] == "Unit x"
        await pilot.press("u")
        assert weight(ranked) == 1.0
        assert order(ranked)[0] == "Unit y"


async def test_a_weight_typed_on_the_page_is_seen_before_it_is_kept(ranked: Jingdex) -> None:
    """A digit begins the edit of the weight; the ranks of the page follow it."""
    async with ranked.run_test(size=(120, 40)) as pilot:
        await pilot.press(*TO_A, "W", *"9")
        assert order(ranked)[0] == "Unit x"
        await pilot.press("escape")
        assert order(ranked)[0] == "Unit y"


async def test_a_weight_that_the_method_finds_cannot_be_slid(bench: Jingdex) -> None:
    """The Beijing index weighs by entropy, and has one unit: both are told in words."""
    async with bench.run_test(size=(120, 40)) as pilot:
        await pilot.press("alt+4", "tab", "j", "W")
        assert "There is one unit" in screen_text(bench)
        await pilot.press("right_square_bracket")
        assert "The method finds this weight itself" in bench.live.message
        await pilot.press("escape", "escape", "alt+1", "W")
        assert "Move to a code of the tree first" in bench.live.message
