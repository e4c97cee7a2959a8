"""H on whatever has a number: why it is another than before or elsewhere, and the way that it came."""

from collections.abc import AsyncIterator
from math import fsum
from pathlib import Path

import pytest
from looking import app_of, screen_text, workbench
from test_workbench import made, scored
from textual.pilot import Pilot

from core.attribution.change import Change, Effect
from data.session import Session
from tui.app import Jingdex
from tui.attribution.sheet import change_text
from tui.grid.sheet import key_of
from tui.grid.wording import Wording
from tui.results.pane import ResultsPane


@pytest.fixture
async def pilot(tmp_path: Path, capable: pytest.MonkeyPatch) -> AsyncIterator[Pilot[int]]:
    """The results of three units in two years under two methods."""
    del capable
    async with workbench(made(), tmp_path) as pilot:
        await pilot.press("alt+4")
        yield pilot


@pytest.fixture
async def beijing(session: Session) -> AsyncIterator[Pilot[int]]:
    """The shipped workbook."""
    async with Jingdex(session).run_test(size=(80, 24)) as pilot:
        yield pilot


def keys(pilot: Pilot[int]) -> set[str]:
    """The rows of the page."""
    return set(app_of(pilot).live.body.page.sheet.by_key)


def added(pilot: Pilot[int], kinds: tuple[int, ...] = (5, 6, 7)) -> float:
    """All effects of the page's waterfall together."""
    rows = [row for key, row in app_of(pilot).live.body.page.sheet.by_key.items() if key.startswith("why/")]
    return fsum(float(row.sort_by[kind] or 0) for row in rows for kind in kinds)


async def test_a_score_is_told_against_the_year_before_and_sums(pilot: Pilot[int]) -> None:
    """The effects of the table are the change of the score to the last digit, and places sum to the change of rank."""
    await pilot.press("H")
    app = app_of(pilot)
    results = app.live.body.board.numbered(4)
    assert isinstance(results, ResultsPane)
    code = results.unit[0]
    table = {
        (one, when): score for one, when, score in scored(pilot).scores.select("unit", "period", "top").iter_rows()
    }
    assert added(pilot) == table[code, "2021"] - table[code, "2020"]
    assert "against 2020" in str(app.live.body.page.border_title)
    assert {"why/top", "why/p", "why/a", "other/period 2020", "other/method n", "other/moment"} <= keys(pilot)


async def test_h_goes_on_to_the_next_side_and_enter_to_any(pilot: Pilot[int]) -> None:
    """From the year before to the other method, and from there by Enter back; each sums."""
    await pilot.press("H", "H")
    app = app_of(pilot)
    assert "against method Method n" in str(app.live.body.page.border_title)
    first, second = app.workspace.derived.methods["n"], scored(pilot)
    unit = str(app.live.body.page.border_title).split(" · ")[1].split()[-1]
    at = [str(one) for one in second.scores["unit"]].index(unit) + 1
    assert added(pilot) == second.scores["top"][at] - first.scores["top"][at]
    assert added(pilot, (7,)) != 0
    app.live.body.page.go_to("other/period 2020")
    await pilot.press("enter")
    assert "against 2020" in str(app.live.body.page.border_title)


async def test_what_an_edit_did_is_told_and_so_is_a_scenario_and_a_moment(pilot: Pilot[int]) -> None:
    """Before the last edit; a scenario; the workbook as it was at a time that is typed."""
    app = app_of(pilot)
    await pilot.press("tab", "g", "g", *"jjjj", *"9", "enter", "shift+tab", "g", "g", "H")
    assert screen_text(app).splitlines()[-1].startswith(" Enter Go there  H Compare next  s Sort")
    sides = [key for key in app.live.body.page.sheet.by_key if key.startswith("other/")]
    assert sides[:3] == ["other/last edit", "other/period 2020", "other/method n"]
    assert "against before the last edit" in str(app.live.body.page.border_title)
    assert added(pilot) == pytest.approx(added(pilot, (6,)))
    assert added(pilot, (6,)) != 0
    app.live.body.page.go_to("other/moment")
    first = app.workspace.session.file.trail()[0].time
    await pilot.press("enter", *first, "enter")
    assert f"against at {first}" in str(app.live.body.page.border_title)
    assert added(pilot, (6,)) != 0
    app.live.body.page.go_to("other/moment")
    await pilot.press("enter", *"nonsense", "enter")
    assert "nonsense" in app.live.asking.refusal
    await pilot.press("escape", "B", "a", *"plan", "enter", "alt+4", "H")
    assert "other/base" in keys(pilot)


async def test_enter_goes_down_the_tree_to_the_way_of_a_number(pilot: Pilot[int]) -> None:
    """An element has a page of its own; an indicator the way from the figure, with letter and source at every hop."""
    await pilot.press("H")
    app = app_of(pilot)
    app.live.body.page.go_to("why/p")
    await pilot.press("enter")
    assert next(iter(app.live.body.page.sheet.by_key)) == "why/p"
    app.live.body.page.go_to("why/a")
    await pilot.press("enter")
    hops = list(app.live.body.page.sheet.by_key.values())
    assert [hop.cells[0].text for hop in hops] == [
        "figure", "1 normalise min-max", "2 aggregate arithmetic mean", "2 aggregate arithmetic mean",
    ]  # fmt: skip
    assert [hop.cells[3].text for hop in hops] == ["A"] * 4
    assert [hop.cells[4].text for hop in hops][:2] == ["s", "m, step 1"]


async def test_h_on_a_units_page_is_about_the_code_of_the_row(pilot: Pilot[int]) -> None:
    """On an element its change, on an indicator its way; in the tree of several units a unit is asked for."""
    await pilot.press("enter", "j")
    app = app_of(pilot)
    app.live.body.page.go_to(key_of("figure", "b"))
    await pilot.press("H")
    assert "How it is computed" in str(app.live.body.page.border_title)
    await pilot.press("escape", "escape", "tab", "H")
    assert "Move to a unit first" in app.live.message


async def test_a_share_is_parted_among_all_of_the_list(beijing: Pilot[int]) -> None:
    """Healthcare's share of the sum, in points: its own size and every other's sum to the change."""
    await beijing.press("j", "j", "H")
    app = app_of(beijing)
    assert "share" in str(app.live.body.page.border_title)
    rows = app.live.body.page.sheet.by_key
    parts = [float(row.sort_by[1] or 0) for key, row in rows.items() if key.startswith("why/") and key != "why/"]
    whole = rows["why/"].cells
    assert fsum(parts) == pytest.approx(float(whole[3].text[:-1]) - float(whole[2].text[:-1]), abs=0.011)


async def test_an_index_leads_to_the_methods_that_rebuild_it(beijing: Pilot[int]) -> None:
    """0.8868 and 0.9970 with their sources; Enter on a method opens its waterfall."""
    await beijing.press("alt+2", "G", "H")
    assert "0.8868" in screen_text(app_of(beijing))
    app = app_of(beijing)
    app.live.body.page.go_to("method/rebuilt_topsis")
    await beijing.press("enter")
    assert "why/ecosystem_rebuilt" in keys(beijing)


async def test_a_ratio_is_parted_into_its_two_figures(beijing: Pilot[int]) -> None:
    """What numerator and denominator did to the ratio of a trend sums to its change."""
    app = app_of(beijing)
    row = next(
        row.watched.key for block in app.workspace.derived.trends for row in block.rows
        if row.indicator.denominator and len(row.history) > 1
    )  # fmt: skip
    await beijing.press("alt+3")
    assert app.live.body.pane.go_to(f"trend/{row}")
    await beijing.press("H")
    parts = [
        float(one.sort_by[1] or 0)
        for key, one in app.live.body.page.sheet.by_key.items()
        if key.startswith("why/") and key != "why/"
    ]
    assert len(parts) == 2
    assert app.live.body.page.sheet.by_key["why/"].cells[1].text.startswith(("+", "-"))


async def test_a_claim_tells_what_an_edit_did_to_it_and_what_it_rests_on(beijing: Pilot[int]) -> None:
    """A figure typed over moves the number of a claim that reads it, by just that much."""
    app = app_of(beijing)
    claim = next(row for row in app.workspace.derived.claims if len(row.reads) == 1 and row.actual is not None
                 and row.claim.expression.startswith("value("))  # fmt: skip
    series = app.workspace.workbook.series(*next(iter(claim.reads)))
    await beijing.press("c")
    app.live.body.page.go_to(f"claim/{claim.claim.code}")
    await beijing.press("H")
    assert "what it rests on now" in screen_text(app)
    assert any(key.startswith("read/") for key in keys(beijing))
    assert len(series) > 0


async def test_where_there_is_nothing_to_explain_it_says_so(beijing: Pilot[int]) -> None:
    """On the trail."""
    await beijing.press("t", "H")
    assert "nothing to explain here" in app_of(beijing).live.message


def test_scores_have_the_decimals_in_which_they_have_moved() -> None:
    """Four digits; more where both sides would read the same, at most six."""

    def text(before: float, after: float) -> str:
        effect = Effect("top", "", before, after, data=after - before, below=after - before)
        return change_text(Change("top", before, after, (effect,)), Wording())

    assert text(0.5, 0.75).startswith("0.5000 → 0.7500: ")
    assert text(0.599544, 0.599632).startswith("0.599544 → 0.599632: +0.00008800 ")
    assert text(1.0, 1.0 + 1e-9).startswith("1.000000 → 1.000000: ")
    assert text(50.0, 50.0).startswith("50 → 50: – ")
