"""The page that carries a series on: the models with their errors, periods with intervals, kept or as a scenario."""

import pytest
from looking import screen_text
from rich.cells import cell_len

from core.forecast.forecast import outlook
from core.workbook.figure import Figure, Series
from tui.app import Jingdex
from tui.forecast.sheet import forecast_chart
from tui.grid.wording import Wording

SERIES = ("beijing", "rd_expenditure")


async def test_what_the_page_shows_is_what_is_kept(bench: Jingdex) -> None:
    """Enter on a period keeps all of them as F, one edit and one undo, shown as what nobody observed."""
    async with bench.run_test(size=(120, 40)) as pilot:
        await pilot.press("alt+3", "F")
        expected = outlook(bench.workspace.workbook.series(*SERIES), "2026")
        rows = [row for row in bench.live.body.page.sheet.by_key.values() if row.key.startswith("ahead/")]
        assert [row.cells[0].text for row in rows] == ["2024", "2025", "2026"]
        assert all(row.cells[1].text.endswith("F") and row.cells[1].look == "estimated" for row in rows)
        models = [row.key for row in bench.live.body.page.sheet.by_key.values() if row.key.startswith("model/")]
        assert models == [f"model/{test.model}" for test in expected.backtests]
        steps = len(bench.workspace.session.file.trail())
        await pilot.press("enter")
        kept = [bench.workspace.workbook.series(*SERIES).at(one.period) for one in expected.forecasts]
        assert [(one.value, one.status) for one in kept if one] == [(one.value, "F") for one in expected.forecasts]
        assert len(bench.workspace.session.file.trail()) == steps + 1
        await pilot.press("escape")
        history = bench.live.body.board.active.sheet.rows[1].cells[5].text
        assert history[-3:] == "▓▓▓"
        await pilot.press("u")
        assert bench.workspace.workbook.series(*SERIES).at("2024") is None


async def test_another_model_and_more_periods_can_be_taken(bench: Jingdex) -> None:
    """Enter on a model takes it; + and - change how far; the chosen one is marked."""
    async with bench.run_test(size=(120, 40)) as pilot:
        await pilot.press("alt+3", "F", "right_square_bracket", "right_square_bracket", "left_square_bracket")
        bench.live.body.page.go_to("model/theil_sen")
        await pilot.press("enter")
        expected = outlook(bench.workspace.workbook.series(*SERIES), "2027", "theil_sen")
        sheet = bench.live.body.page.sheet
        assert sheet.by_key["model/theil_sen"].cells[0].text.startswith("● ")
        shown = [row.sort_by[1] for row in sheet.by_key.values() if row.key.startswith("ahead/")]
        assert shown == [one.value for one in expected.forecasts]


async def test_forecasts_make_a_scenario(bench: Jingdex) -> None:
    """A asks for a name; the base stays as it is, and the scenario holds the forecasts."""
    async with bench.run_test(size=(120, 40)) as pilot:
        await pilot.press("alt+3", "F", "a", "ctrl+u", *"on", "enter")
        assert bench.workspace.version.scenario == "on"
        assert bench.workspace.workbook.series(*SERIES).at("2026")
        assert bench.workspace.session.workbook.series(*SERIES).at("2026") is None
        await pilot.press("F", "a", "ctrl+u", *"more", "enter")
        assert "There is nothing to save" in bench.live.asking.refusal
        await pilot.press("escape", "escape", "j", "F", "a", "ctrl+u", *"both", "enter")
        assert len(bench.workspace.session.workbook.branched("both")) == 6


@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
async def test_too_few_points_are_refused_in_words(bench: Jingdex, size: tuple[int, int]) -> None:
    """One sentence in place of the table; Enter keeps nothing."""
    async with bench.run_test(size=size) as pilot:
        steps = len(bench.workspace.session.file.trail())
        await pilot.press("alt+2", "F")
        assert "Too few points: 2, and a forecast needs 6." in screen_text(bench)
        await pilot.press("enter")
        assert len(bench.workspace.session.file.trail()) == steps


async def test_the_frame_of_the_chart_is_straight_beside_chinese_labels(bench: Jingdex) -> None:
    """Every row of the plot begins and ends in the same cell, whether its label holds wide characters or not."""
    made = outlook(bench.workspace.workbook.series(*SERIES), "2026")
    lines = forecast_chart(made, Wording("zh"), 80, 16)
    framed = [line for line in lines if line.endswith(("│", "┐", "┘"))]
    assert any("亿" in line for line in framed)
    assert {cell_len(line) for line in framed} == {80}
    starts = {cell_len(line[: min(line.find(sign) for sign in "┤│┌└" if sign in line)]) for line in framed}
    assert len(starts) == 1


def test_a_chart_does_not_depend_on_the_order_in_which_plotext_writes_periods(monkeypatch: pytest.MonkeyPatch) -> None:
    """Plotext takes them from a set, whose order is another at each start."""
    quarters = [f"{year}-Q{quarter}" for year in range(2018, 2024) for quarter in (1, 2, 3, 4)]
    made = outlook(Series.of(Figure("u", "i", text, value=float(at)) for at, text in enumerate(quarters)), "2024-Q3")
    charts = []
    for is_reversed in (False, True):
        monkeypatch.setattr(
            "plotext._utility.no_duplicates", lambda pairs, last=is_reversed: sorted(pairs, reverse=last)
        )
        charts.append([forecast_chart(made, Wording("en"), width, 16) for width in range(40, 120)])
    assert charts[0] == charts[1]
    assert all("2018-Q1" in chart[-1] for chart in charts[0])


async def test_the_errors_in_the_table_are_of_one_set(bench: Jingdex) -> None:
    """No mean error above its RMS error; the columns are those of the backtest."""
    async with bench.run_test(size=(120, 40)) as pilot:
        await pilot.press("alt+3", "F")
        made = outlook(bench.workspace.workbook.series(*SERIES), "2026")
        for test in made.backtests:
            cells = bench.live.body.page.sheet.by_key[f"model/{test.model}"].cells
            mean, rms = (float(cells[at].text.replace(",", "").rstrip("万亿")) for at in (2, 3))
            assert mean <= rms
            assert rms == pytest.approx(test.rms / 10.0 ** made.used[-1].mult, rel=0.05)
