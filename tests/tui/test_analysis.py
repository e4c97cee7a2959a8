"""The analysis in the workbench: every view opens from one menu, follows edits, and shows what the library computes."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from looking import app_of, rested, screen_text, table_text, workbench
from test_workbench import made
from textual.pilot import Pilot

from core.analysis.consistency import cronbach_alpha
from core.analysis.correlation import correlations
from core.method.run import Scored
from core.workbook.entries import Group
from core.workbook.workbook import Workbook


def grouped() -> Workbook:
    """The workbook of the workbench's tests, its units in two groups."""
    workbook = made()
    for unit, group in (("x", "big"), ("y", "big"), ("z", "small")):
        one = Group(unit, "half", group)
        workbook = workbook.with_entry("groups", one.key, one)
    return workbook


@pytest.fixture
async def pilot(tmp_path: Path, capable: pytest.MonkeyPatch) -> AsyncIterator[Pilot[int]]:
    """The workbench on it, at the menu of the analysis."""
    del capable
    async with workbench(grouped(), tmp_path) as pilot:
        await pilot.press("alt+4", "A")
        yield pilot


def scored(pilot: Pilot[int]) -> Scored:
    """The result that is analysed."""
    result = app_of(pilot).workspace.derived.methods["m"]
    assert isinstance(result, Scored)
    return result


async def opened(pilot: Pilot[int], title: str) -> list[list[str]]:
    """The cells of the view of a title."""
    app = app_of(pilot)
    row = next(key for key, row in app.live.body.page.sheet.by_key.items() if row.cells[0].text == title)
    app.live.body.page.go_to(row)
    await pilot.press("enter")
    return [[cell.text.strip() for cell in row.cells] for row in app.live.body.page.sheet.by_key.values()]


async def test_every_view_opens_and_escape_leads_back_to_the_menu(pilot: Pilot[int]) -> None:
    """No view of the menu is empty; Escape leads back to the row it was opened from."""
    app = app_of(pilot)
    titles = [row.cells[0].text for row in app.live.body.page.sheet.by_key.values()]
    assert len(titles) >= 14
    for title in titles:
        await opened(pilot, title)
        assert app.live.body.page.sheet.row_count, title
        await pilot.press("escape")
        assert app.live.body.page.row is not None
        assert app.live.body.page.row.cells[0].text == title


async def test_correlations_are_those_of_the_library_and_turn_to_spearman(pilot: Pilot[int]) -> None:
    """The matrix of indicators holds Pearson's r; v shows Spearman's in its place; the strip tells p."""
    table = await opened(pilot, "indicators with indicators")
    codes = list(scored(pilot).tree.indicators)
    for how in ("pearson", "spearman"):
        found = correlations(scored(pilot).frame, codes, how=how)["correlation"].to_list()
        shown = [cell.lstrip("=!") for row in table for cell in row[1:]]
        assert shown == [f"{value:+.2f}" for value in found]
        assert f"{how.capitalize()}: indicators with indicators" in screen_text(app_of(pilot))
        await pilot.press("v")
        app = app_of(pilot)
        table = [[cell.text for cell in row.cells] for row in app.live.body.page.sheet.by_key.values()]
    await pilot.press("l", "j")
    await rested(pilot)
    assert "Kendall +0" in screen_text(app_of(pilot)) or "Kendall -0" in screen_text(app_of(pilot))
    assert "p 0." in screen_text(app_of(pilot))


async def test_a_page_is_made_after_any_step_of_any_node_and_of_any_period(pilot: Pilot[int]) -> None:
    """[ goes to the step before, v to the next node or period; at either end of the steps the bottom line says so."""
    app, made = app_of(pilot), scored(pilot)
    await opened(pilot, "Outranking")
    page, last = app.live.body.page, len(made.document.steps)
    assert f"step {last}, aggregate" in page.content.title
    await pilot.press("right_square_bracket")
    assert "This is the last step." in screen_text(app)
    await pilot.press("v")
    assert page.content.title.startswith(made.nodes[1 % len(made.nodes)])
    await pilot.press("left_square_bracket")
    assert f"step {last - 1}, " in app.live.body.page.content.title
    await pilot.press("escape")
    table = await opened(pilot, made.nodes[0])
    assert page.content.title.startswith("all periods: ")
    await pilot.press("v")
    assert page.content.title.startswith(f"{made.frame['period'][0]}: ")
    assert [[cell.text.strip() for cell in row.cells] for row in page.sheet.by_key.values()] != table


async def test_alpha_of_a_node_is_cronbachs(pilot: Pilot[int]) -> None:
    """The alpha of the parts of the element p is that of its two indicators."""
    table = await opened(pilot, "Cronbach's alpha")
    alpha = cronbach_alpha(scored(pilot).frame, ["a", "b"])
    assert [row[2] for row in table if row[0] == "p"] == [f"{alpha:.3f}"]


async def test_ranks_in_groups_begin_anew_in_each(pilot: Pilot[int]) -> None:
    """The one unit of the small group is first in it, whatever its rank among all."""
    await opened(pilot, "Ranks by half")
    rows = {row.cells[0].text: row.cells[1].text for row in app_of(pilot).live.body.page.sheet.by_key.values()}
    assert rows["Unit z"] == "1"
    assert sorted(rows.values()) == ["1", "1", "2"]


async def test_a_view_follows_an_edit(pilot: Pilot[int]) -> None:
    """Statistics change as soon as a figure is another: undo of an edit made before is seen in the view."""
    app = app_of(pilot)
    await pilot.press("escape", "enter")
    row = next(key for key in app.live.body.page.sheet.by_key if key.startswith("figure"))
    app.live.body.page.go_to(row)
    await pilot.press(*"95", "enter", "escape", "A")
    before = await opened(pilot, "Statistics")
    assert any("95" in cell for cell in before[0])
    await pilot.press("u")
    assert table_text(app.live.body.page.sheet) != "\n".join("\t".join(row) for row in before)
    assert "95" not in app.live.body.page.sheet.rows[0].cells[6].text


async def test_that_two_alike_are_siblings_is_said_by_yes(pilot: Pilot[int]) -> None:
    """The column is called so already."""
    assert {row[4] for row in await opened(pilot, "Pairs")} == {"", "yes"}
