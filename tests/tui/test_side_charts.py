"""Where there is room a chart stands beside the table: the course of what is under the cursor."""

import pytest
from looking import rested, screen_text, worked

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
    ("size", "keys", "title"),
    [
        ((200, 60), ("alt+3", "i"), "Beijing · R&D expenditure (CNY)"),
        ((120, 40), ("alt+3", "i"), "Beijing · R&D expenditure (CNY)"),
        ((120, 40), ("alt+4",), "Beijing · Ecosystem index, rebuilt (score)"),
        ((200, 60), ("alt+4", "enter"), "Beijing · Ecosystem index, rebuilt (score)"),
        ((120, 40), ("alt+6",), "Beijing · Ecosystem index, rebuilt (score, 5–95 %)"),
        ((200, 60), ("alt+6", "enter"), "Beijing · Ecosystem index, rebuilt (score, 5–95 %)"),
    ],
)
async def test_pages_and_results_have_their_charts(
    bench: Jingdex, size: tuple[int, int], keys: tuple[str, ...], title: str
) -> None:
    """A series, the results of one unit, its page and how sure its scores are: beside the table or below it."""
    async with bench.run_test(size=size) as pilot:
        for key in keys:
            await pilot.press(key)
            await worked(bench)
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


def test_an_interval_is_drawn_around_its_point() -> None:
    """Its ends belong to the chart, also where the points alone reach less far."""
    points = [Point("2020", 5.0, True, (1.0, 9.0)), Point("2021", 5.0)]
    lines = points_chart(points, "{:.0f}".format, 40, 12)
    column = lines[0].index("|")
    assert sum(line[column : column + 1] == "|" for line in lines) >= 8
    assert not any("|" in line[column + 1 :] for line in lines)
