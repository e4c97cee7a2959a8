"""Where there is room a chart stands beside the table: the course of what is under the cursor."""

import pytest
from looking import rested, screen_text

from tui.app import Jingdex
from tui.grid.point import Point
from tui.grid.points_chart import points_chart


async def test_clusters_have_the_history_of_the_cluster_under_the_cursor_beside_them(bench: Jingdex) -> None:
    """From 150 columns on, with its unit of measure; the cursor changes it; what is typed is drawn as it will be."""
    async with bench.run_test(size=(160, 50)) as pilot:
        await pilot.press("j", "j")
        text = screen_text(await rested(pilot))
        assert "Healthcare · Overall scale (CNY)" in text
        assert "4,028亿┤" in text
        await pilot.press(*"9亿")
        assert "9亿┤" in screen_text(await rested(pilot))
        await pilot.press("escape", "g", "g")
        assert "Healthcare · Overall scale (CNY)" not in screen_text(await rested(pilot))
        await pilot.resize_terminal(120, 40)
        await pilot.press("j", "j")
        assert "Healthcare · Overall scale (CNY)" not in screen_text(await rested(pilot))


@pytest.mark.parametrize(
    ("keys", "title"),
    [
        (("alt+3", "i"), "Beijing · R&D expenditure (CNY)"),
        (("alt+4",), "Beijing · Ecosystem index, rebuilt (score)"),
        (("alt+4", "enter"), "Beijing · Ecosystem index, rebuilt (score)"),
    ],
)
async def test_pages_and_results_have_their_charts(bench: Jingdex, keys: tuple[str, ...], title: str) -> None:
    """A series, the results of one unit and the page of a unit."""
    async with bench.run_test(size=(200, 60)) as pilot:
        await pilot.press(*keys)
        text = screen_text(await rested(pilot))
        assert title in text
        assert text.count("●") > 3


def test_a_chart_has_few_labels_and_the_newest_period_is_one(bench: Jingdex) -> None:
    """Of thirty years with a gap of fifteen: at most four values, and periods that do not touch."""
    del bench
    points = [Point(str(year), float(year % 7)) for year in (1996, *range(2011, 2025))]
    lines = points_chart(points, "{:.0f}亿".format, 46, 12)
    assert 2 <= sum("亿" in line for line in lines) <= 4
    assert lines[-1].split()[-1] == "2024"
    assert "1996" in lines[-1]


def test_a_period_below_a_chart_is_written_in_full() -> None:
    """A month as the month it is; of a window the year in which it ends."""
    points = [Point(period, 1.0 + at) for at, period in enumerate(("2018-2020", "2022", "2023-10", "2025-H1"))]
    assert points_chart(points, str, 70, 12)[-1].split() == ["2020", "2022", "2023-10", "2025-H1"]
