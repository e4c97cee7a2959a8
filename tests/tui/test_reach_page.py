"""What it would take, on its page: each figure alone and all together, offered as a scenario and never applied."""

import pytest
from looking import screen_text, worked
from textual.pilot import Pilot

from core.goal_seek.goal import ScoreGoal
from core.scenario.scenario import branch
from data.sets import read_set
from tui.app import Jingdex
from tui.goal_seek.commands import round_number
from tui.goal_seek.sheet import goal_text
from tui.grid.wording import Wording

HEALTH = ("healthcare", "overall_scale")


async def solutions_shown(app: Jingdex) -> dict[str, list[str]]:
    """The rows of the page, once everything is known, by their keys."""
    await worked(app)
    return {row.key: [cell.text for cell in row.cells] for row in app.live.body.page.sheet.by_key.values()}


async def solutions_of(pilot: Pilot[int], app: Jingdex, goal: str) -> dict[str, list[str]]:
    """The answers to a goal that is typed in the place of the one that is offered."""
    await pilot.press("O", "ctrl+u", *goal, "enter")
    return await solutions_shown(app)


async def test_a_rank_is_reached_by_each_figure_or_by_all(ranked: Jingdex) -> None:
    """The last unit and the second place: what the page tells is what the search gives; nothing is written."""
    async with ranked.run_test(size=(120, 40)) as pilot:
        await pilot.press("alt+4", "G", "O")
        assert ranked.live.prompt.value == "rank 2"
        await pilot.press("enter")
        rows = await solutions_shown(ranked)
        assert [rows[f"alone/x/{code}/2021/"][4] for code in "abc"] == ["impossible (proved)"] * 3
        joint = {key: cells[2] for key, cells in rows.items() if key.startswith("together")}
        assert joint == {"together/x/a/2021/": "100E", "together/x/c/2021/": "30E"}


async def test_a_scenario_is_begun_with_the_figures_of_a_row(ranked: Jingdex) -> None:
    """Enter asks for a name; in the scenario the unit has the rank, in the base it has not."""
    async with ranked.run_test(size=(120, 40)) as pilot:
        await pilot.press("alt+4", "G", "O", "enter")
        await solutions_shown(ranked)
        await pilot.press("right_square_bracket", "right_square_bracket")
        rows = await solutions_shown(ranked)
        assert rows["alone/x/c/2021/"][2:4] == ["40E", "+100.00%"]
        trail = len(ranked.workspace.session.file.trail())
        ranked.live.body.page.go_to("alone/x/c/2021/")
        await pilot.press("enter", "ctrl+u", *"second", "enter")
        assert len(ranked.workspace.session.file.trail()) == trail + 1
        assert (ranked.workspace.version.scenario, list(ranked.workspace.session.workbook.scenarios)) == (
            "second",
            ["second"],
        )
        ranks = dict(ranked.workspace.derived.methods["m"].ranks.select("unit", "top").iter_rows())
        assert ranks["x"] == 2
        assert ranked.workspace.session.workbook.series("x", "c").at("2021").value == 20.0


async def test_the_trillion_level_needs_a_size_and_a_growth(bench: Jingdex) -> None:
    """Healthcare in 2024 and in 2025: the size, the growth a year, and a scenario in which the tier is counted."""
    async with bench.run_test(size=(120, 40)) as pilot:
        await pilot.press("j", "j", "O", "enter")
        rows = await solutions_shown(bench)
        assert rows["alone/healthcare/overall_scale/2024/"][2:4] == ["1.00万亿E", "+2.45%"]
        assert rows["growth/healthcare/overall_scale/2024/"][1:3] == ["+9.48%", "+2.45%"]
        await pilot.press("enter", "ctrl+u", *"trillion", "enter")
        figure = branch(bench.workspace.session.workbook, "trillion").series(*HEALTH).at("2024")
        assert figure is not None
        assert (figure.value, figure.status) == (1e12, "E")
        assert bench.workspace.session.workbook.series(*HEALTH).at("2024") is None


async def test_a_published_index_and_a_target_are_goals_too(bench: Jingdex) -> None:
    """1.0 is offered for the index; what is far out of the bounds is proved to be."""
    async with bench.run_test(size=(120, 40)) as pilot:
        await pilot.press("alt+2")
        bench.live.body.page.go_to("")
        bench.live.body.pane.grid.move_to(4)
        await pilot.press("O")
        assert bench.live.prompt.value == "1.0 by 2021"
        await pilot.press("enter")
        rows = await solutions_shown(bench)
        assert rows["alone/beijing/ecosystem_index/2021/"][2:4] == ["1.0000E", "+0.30%"]
        rows = await solutions_of(pilot, bench, "9 by 2025")
        assert "impossible (proved)" in rows["alone/beijing/ecosystem_index/2025/"]
        await pilot.press("enter", "enter")
        assert "nothing to begin a scenario with" in " ".join(screen_text(bench).split())


async def test_goals_that_make_no_sense_are_refused_in_the_line(ranked: Jingdex) -> None:
    """An element by its code is a goal; a word, and a node that is not there, are none."""
    async with ranked.run_test(size=(120, 40)) as pilot:
        await pilot.press("alt+4", "O", "ctrl+u", *"best", "enter")
        assert "“best” is not a goal" in screen_text(ranked)
        await pilot.press("O", "ctrl+u", *"zz rank 1", "enter")
        assert "zz is not a node of the tree" in screen_text(ranked)
        rows = await solutions_of(pilot, ranked, "q rank 1")
        assert [key for key in rows if key.startswith("alone")] == ["alone/y/c/2021/"]
        await pilot.press("escape", "tab", "O")
        assert "There is no result under the cursor" in ranked.live.message


async def test_answers_to_what_was_asked_before_are_dropped(ranked: Jingdex) -> None:
    """After other bounds only what belongs to them is shown; a closed page is left alone."""
    async with ranked.run_test(size=(120, 40)) as pilot:
        await pilot.press(
            "alt+4", "G", "O", "enter", "right_square_bracket", "left_square_bracket", "right_square_bracket"
        )
        rows = await solutions_shown(ranked)
        assert "±100%" in screen_text(ranked)
        assert rows["alone/x/c/2021/"][2] == "40E"
        await pilot.press("left_square_bracket", "escape")
        await worked(ranked)
        assert not ranked.live.body.page.has_class("open")


@pytest.mark.parametrize(
    ("value", "down", "expected"),
    [(0.997, False, 1.0), (2947.1e8, False, 3e11), (0.3596, True, 0.3), (1.0, False, 2.0)],
)
def test_a_round_number_is_offered(value: float, down: bool, expected: float) -> None:
    """The next one beyond, upwards or downwards."""
    assert round_number(value, down=down) == pytest.approx(expected)


def test_a_goal_names_its_index_as_tables_do() -> None:
    """Not by its code."""
    goal = ScoreGoal("st_index", "st_index", "anhui", "2023", rank=7)
    shown = goal_text(goal, read_set("provinces"), Wording())
    assert shown == "Anhui, Science, technology and high-tech industry 2023: rank 7"
