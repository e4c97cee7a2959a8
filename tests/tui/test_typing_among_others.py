"""What is typed goes to the figure that was under the cursor, whatever happened to it since."""

import pytest
from looking import worked

from core.workbook.typed_edit import FigurePlace, TierPlace, WeightPlace
from data.session import Session
from tui.app import Jingdex
from tui.frame.asking import NOTHING_CHANGED
from tui.frame.edits import NO_FIGURE, writing
from tui.trail.sheet import TrailSheet

HEALTHCARE = ("healthcare", "overall_scale")


async def test_a_figure_marked_as_missing_is_typed_anew_in_its_own_period(bench: Jingdex) -> None:
    """The row shows the year before by then, whose published figure stays as it is until the cursor moves."""
    async with bench.run_test(size=(120, 40)) as pilot:
        await pilot.press("j", "j", "x")
        assert bench.live.place == FigurePlace(*HEALTHCARE, "2023")
        await pilot.press("7", "enter")
        series = bench.workspace.workbook.series(*HEALTHCARE)
        values = {when: figure.value for when in ("2022", "2023") if (figure := series.at(when))}
        assert values == {"2022": 8916e8, "2023": 7e8}


async def test_a_second_x_marks_no_other_period_as_missing(bench: Jingdex) -> None:
    """Before the cursor moves it says what stands there; behind a move it is of the year that the row shows."""
    async with bench.run_test(size=(120, 40)) as pilot:
        await pilot.press("j", "j", "x", "x")
        series = bench.workspace.workbook.series(*HEALTHCARE)
        assert [figure.period for figure in series.figures if figure.value is None] == ["2023"]
        assert bench.live.message == NOTHING_CHANGED
        assert len(bench.workspace.session.file.trail(1)) == 1
        await pilot.press("j", "k")
        assert isinstance(bench.live.place, FigurePlace)
        assert bench.live.place.period == "2022"


async def test_undo_of_a_missing_figure_leads_to_the_figure_again(bench: Jingdex) -> None:
    """It is of a release, which the emptied one was not."""
    async with bench.run_test(size=(120, 40)) as pilot:
        await pilot.press("j", "j")
        before = bench.live.place
        await pilot.press("x", "u")
        assert bench.live.place == before


@pytest.mark.parametrize("view", ["1", "5"])
async def test_a_figure_that_another_person_types_over_meanwhile_gives_no_release_away(
    bench: Jingdex, view: str
) -> None:
    """Eve's figure of her own counts by then; what is typed takes its place, not that of the release."""
    async with bench.run_test(size=(120, 40)) as pilot:
        place = next(
            FigurePlace(*one.key)
            for one in bench.workspace.workbook.series(*HEALTHCARE).newest()
            if one.period == "2023"
        )
        assert place.vintage
        if view == "1":
            await pilot.press("j", "j")
            assert bench.live.place == place
        await pilot.press(f"alt+{view}")
        if view == "5":
            await pilot.press("/")
            bench.live.prompt.value = "unit=healthcare indicator=overall_scale period=2023"
            await worked(bench)
            await pilot.press("enter")
            await worked(bench)
            for _ in range(4):
                await pilot.press("right")
            assert bench.live.place == place
        await pilot.press("f2" if view == "5" else "9")
        bench.live.prompt.value = "99"
        await pilot.pause()
        with Session.open(bench.workspace.session.file.path, author="eve") as eve:
            eve.do(writing(bench, place)("9999亿"))
        bench.live.look()
        assert "99亿E (A if no estimate) · eve at " in " ".join(map(str, bench.live.detail.texts))
        bench.live.look()
        await pilot.press("enter")
        assert bench.live.message.startswith("eve changed this at ")
        await pilot.press("up", "down", "f2", "escape", "f2", "enter")
        assert "eve" not in bench.live.message
        figures = bench.workspace.workbook.series(*HEALTHCARE).vintages("2023")
        assert [one.vintage for one in figures] == [place.vintage, ""]
        assert (figures[-1].value, figures[-1].status, figures[-1].source) == (99e8, "E", "")


async def test_a_note_goes_to_the_release_under_the_cursor_though_another_person_types_over_it(bench: Jingdex) -> None:
    """Eve's figure stands beside it."""
    async with bench.run_test(size=(120, 40)) as pilot:
        await pilot.press("j", "j", "n")
        place = bench.live.place
        assert place
        with Session.open(bench.workspace.session.file.path, author="eve") as eve:
            eve.do(writing(bench, place)("9999亿"))
        bench.live.look()
        bench.live.prompt.value = "seen"
        await pilot.press("enter")
        assert [one.note for one in bench.workspace.workbook.series(*HEALTHCARE).vintages("2023")] == ["seen", ""]


@pytest.mark.parametrize("key", ["n", "S"])
async def test_a_weight_or_a_threshold_has_no_note_and_no_source(bench: Jingdex, key: str) -> None:
    """That is said at once, before anything is typed."""
    async with bench.run_test(size=(120, 40)) as pilot:
        bench.live.body.pane.grid.move_to(10**6, direction=-1)
        assert isinstance(bench.live.place, TierPlace)
        await pilot.press(key)
        assert (bench.live.prompt.asking, bench.live.message) == (False, NO_FIGURE)
        await pilot.press("alt+4", "tab", "j")
        assert isinstance(bench.live.place, WeightPlace)
        await pilot.press(key)
        assert (bench.live.prompt.asking, bench.live.message) == (False, NO_FIGURE)


async def test_the_trail_opens_right_after_an_edit(bench: Jingdex) -> None:
    """With the new step lit, and only the steps that are seen read."""
    async with bench.run_test(size=(120, 40)) as pilot:
        await pilot.press("7", "enter", "t")
        assert isinstance(bench.live.body.page.sheet, TrailSheet)
        assert bench.live.body.page.sheet.row_count == 2
        assert bench.is_running
