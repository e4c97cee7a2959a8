"""Scenarios in the screen: while in one every edit goes to it; the base stays until a merge, which is one undo."""

from pathlib import Path

import pytest
from looking import screen_text

from core.scenario.scenario import branch
from core.workbook.typed_edit import FigurePlace, typed
from data.session import Session
from data.verification import Verification
from tui.app import Jingdex

HEALTH = ("healthcare", "overall_scale")
TYPED = ("j", "j", *"1.05万亿", "enter")
MADE = ("B", "a", *"plan", "enter")


def sizes(app: Jingdex) -> tuple[float | None, float | None]:
    """The size of healthcare in the base, and as it is looked at."""
    here, there = (book.series(*HEALTH).at("2023") for book in (app.workspace.session.workbook, app.workspace.workbook))
    return (here and here.value, there and there.value)


async def test_an_edit_in_a_scenario_leaves_the_base_alone(bench: Jingdex) -> None:
    """The board, its tiers and its claims are the scenario's, the header says so, and B leads back."""
    async with bench.run_test(size=(120, 40)) as pilot:
        before = bench.workspace.derived
        await pilot.press(*MADE, *TYPED)
        assert sizes(bench) == (9761e8, 1.05e12)
        assert "scenario plan" in screen_text(bench).splitlines()[0]
        assert bench.workspace.derived.clusters["c2023"].tier_counts[0][1] == 3
        assert bench.workspace.derived.holding < before.holding
        await pilot.press("B")
        assert sizes(bench) == (9761e8, 9761e8)
        assert bench.workspace.derived == before
        assert "scenario" not in screen_text(bench).splitlines()[0]


async def test_undo_and_redo_stay_where_one_is(bench: Jingdex) -> None:
    """In the scenario its own edits are taken back, in the base those of the base, whichever came last."""
    async with bench.run_test(size=(120, 40)) as pilot:
        await pilot.press("j", "j", *"9800亿", "enter", "g", "g")
        await pilot.press(*MADE, *TYPED, "B", "u", "y", "enter")
        assert sizes(bench) == (9800e8, 9800e8)
        await pilot.press("U")
        await pilot.press("B", "down", "enter")
        assert sizes(bench) == (9800e8, 1.05e12)
        await pilot.press("u")
        assert sizes(bench) == (9800e8, 9800e8)
        await pilot.press("u")
        assert bench.live.message == "There is nothing to undo."
        await pilot.press("U")
        assert sizes(bench) == (9800e8, 1.05e12)


async def test_in_the_base_undo_asks_before_it_takes_a_scenario_with_edits_away(bench: Jingdex) -> None:
    """Enter alone is no; y takes it away, and redo brings it back with what it held."""
    async with bench.run_test(size=(120, 40)) as pilot:
        await pilot.press(*MADE, *TYPED, "B", "u")
        assert bench.live.prompt.question is not None
        assert bench.live.prompt.question.label == "undo scenario plan with 1 edit in it? y/N"
        await pilot.press("enter")
        assert list(bench.workspace.workbook.scenarios) == ["plan"]
        await pilot.press("u", "y", "enter")
        assert bench.workspace.workbook.scenarios == {}
        await pilot.press("U")
        known = branch(bench.workspace.workbook, "plan").series(*HEALTH).at("2023")
        assert known is not None
        assert known.value == 1.05e12


async def test_undo_and_redo_name_the_figure_and_go_to_it(bench: Jingdex) -> None:
    """Names and numbers as people write them; another view is left for the one that shows the figure, in its row."""
    async with bench.run_test(size=(120, 40)) as pilot:
        await pilot.press("j", "j", *"9800亿", "enter", "alt+4", "u")
        assert bench.live.message == "undone: Healthcare, Overall scale, 2023 (beside release 2024): 9,800亿E → 9,761亿"
        assert (bench.live.body.pane.word, bench.live.place) == ("Clusters", FigurePlace(*HEALTH, "2023", "2024"))
        await pilot.press("k", "k", "U")
        assert bench.live.message == "redone: Healthcare, Overall scale, 2023 (beside release 2024): 9,761亿 → 9,800亿E"
        assert bench.live.place == FigurePlace(*HEALTH, "2023")


async def test_undo_of_a_figure_that_no_view_shows_opens_its_series(bench: Jingdex) -> None:
    """The row of the figure is under the cursor."""
    bench.workspace.session.do(typed(bench.workspace.workbook, FigurePlace("beijing", "gdp", "1961"), "5"))
    bench.workspace.session.do(typed(bench.workspace.session.workbook, FigurePlace("beijing", "gdp", "1961"), "6"))
    async with bench.run_test(size=(120, 40)) as pilot:
        await pilot.press("u")
        assert bench.live.body.pane is bench.live.body.page
        assert bench.live.place == FigurePlace("beijing", "gdp", "1961")


async def test_in_a_scenario_undo_names_the_figure_as_well(bench: Jingdex) -> None:
    """From what it was in the scenario to what it is in the base."""
    async with bench.run_test(size=(120, 40)) as pilot:
        await pilot.press(*MADE, *TYPED, "u")
        assert "Healthcare, Overall scale, 2023 (beside release 2024): 1.05万亿E → 9,761亿" in bench.live.message


async def test_a_merge_is_one_edit_and_one_undo(bench: Jingdex) -> None:
    """M on the list merges; undo brings the scenario back with all that it holds; the trail proves itself."""
    async with bench.run_test(size=(120, 40)) as pilot:
        await pilot.press(*MADE, *TYPED, "j", *"5500亿", "enter", "B", "B")
        first = bench.workspace.workbook
        steps = len(bench.workspace.session.file.trail())
        await pilot.press("down", "m")
        assert len(bench.workspace.session.file.trail()) == steps + 1
        assert (sizes(bench)[0], bench.workspace.workbook.scenarios) == (1.05e12, {})
        await pilot.press("u", "enter")
        assert (sizes(bench)[0], bench.live.message) == (1.05e12, "Nothing was undone.")
        await pilot.press("u", "y", "enter")
        assert (bench.workspace.workbook.tables, bench.workspace.workbook.figures) == (first.tables, first.figures)
    assert Verification(bench.workspace.session.file.path).faults == []


async def test_a_drop_leaves_no_trace(bench: Jingdex) -> None:
    """X on the list throws a scenario away, and undo brings it back."""
    async with bench.run_test(size=(120, 40)) as pilot:
        await pilot.press(*MADE, *TYPED, "B", "B", "down", "x")
        assert (bench.workspace.workbook.scenarios, bench.workspace.workbook.tables["branched"]) == ({}, {})
        await pilot.press("u")
        assert list(bench.workspace.workbook.scenarios) == ["plan"]


async def test_scenarios_stand_side_by_side(bench: Jingdex) -> None:
    """A column for the base and for each: figures, tiers, claims that flip, and what neither changes is not there."""
    async with bench.run_test(size=(120, 40)) as pilot:
        await pilot.press(*MADE, *TYPED, "B", "B", "a", *"bold", "enter", *"2.0万亿", "enter", "w")
        sheet = bench.live.body.page.sheet
        assert [column.title for column in sheet.columns[2:]] == ["base", "bold", "plan"]
        texts = {
            (row.cells[0].text, row.cells[1].text): [c.text for c in row.cells[2:]] for row in sheet.by_key.values()
        }
        assert texts["Healthcare", "size"] == ["9,761亿", "2.0万亿E", "1.05万亿E"]
        assert texts["Healthcare", "tier"] == ["千亿", "万亿", "万亿"]
        assert texts["total", "(scopes overlap)"] == [">5.83万亿", ">6.85万亿", ">5.90万亿"]
        verdicts = [cells for (_, part), cells in texts.items() if part == "verdict"]
        assert ["✓ holds", "✗ fails", "✗ fails"] in verdicts
        assert ("Artificial intelligence", "size") not in texts


async def test_a_method_in_a_scenario_moves_its_scores_only_there(bench: Jingdex) -> None:
    """A weight, a step and a rank are the scenario's; the workbench shows them, the base has its own."""
    async with bench.run_test(size=(120, 40)) as pilot:
        await pilot.press(*MADE, "alt+4")
        before = bench.workspace.derived.methods[bench.workspace.method]
        await pilot.press("tab", "j", "j", "d")
        assert bench.workspace.derived.methods[bench.workspace.method] != before
        await pilot.press("B")
        assert bench.workspace.derived.methods[bench.workspace.method] == before


async def test_two_people_share_a_scenario(workbook_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What another puts into the scenario is seen in it; where another drops it, one is back in the base, and told."""
    with Session.open(workbook_file, author="li") as mine, Session.open(workbook_file, author="wang") as theirs:
        monkeypatch.setattr("data.store.Store.look_every", 3600.0)
        app, other = Jingdex(mine), Jingdex(theirs)
        async with app.run_test(size=(120, 40)) as pilot:
            await pilot.press(*MADE)
            async with other.run_test(size=(120, 40)) as second:
                other.live.look()
                await second.press("B", "down", "enter", *TYPED)
                app.live.look()
                assert sizes(app) == sizes(other) == (9761e8, 1.05e12)
                assert branch(mine.workbook, "plan").figures == other.workspace.workbook.figures
                await second.press("B", "B", "down", "x")
                app.live.look()
                assert sizes(app) == (9761e8, 9761e8)
                assert "The scenario plan is gone" in app.live.message


async def test_a_scenario_can_be_looked_at_but_not_changed_read_only(workbook_file: Path) -> None:
    """A file that is open read-only lets one switch and refuses edits."""
    with Session.open(workbook_file) as session:
        async with Jingdex(session).run_test(size=(120, 40)) as pilot:
            await pilot.press(*MADE, *TYPED)
    with Session.open(workbook_file, read_only=True) as session:
        app = Jingdex(session, read_only=True)
        async with app.run_test(size=(120, 40)) as pilot:
            await pilot.press("B", "down", "enter")
            assert sizes(app) == (9761e8, 1.05e12)
            await pilot.press("o")
            assert "read-only" in app.live.message
