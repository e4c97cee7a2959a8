"""What a view shows first: claims that fail, a chart of a single unit, settings that are not as usual."""

import pytest
from looking import rested, screen_text

from tui.app import Jingdex
from tui.find.finding import Finding
from tui.find.sheet import Target, find_sheet
from tui.grid.point import OTHER, PUBLISHED, Point
from tui.grid.points_chart import points_chart
from tui.grid.wording import Wording


async def test_claims_that_fail_stand_first_in_whole_sentences(bench: Jingdex) -> None:
    """Then what is undetermined, then what holds; the sentence is whole where the screen has room for it."""
    async with bench.run_test(size=(120, 40)) as pilot:
        await pilot.press("c")
        verdicts = [row.cells[1].text.split()[0] for row in bench.live.body.page.sheet.by_key.values()]
        assert verdicts == sorted(verdicts, key="✗?✓".index)
        assert verdicts[0] == "✗"
        assert "Technology contracts were worth 853.6 billion CNY in 2023" in screen_text(bench)


async def test_results_of_one_unit_show_a_chart(bench: Jingdex) -> None:
    """Below the table, with the first and the last score at its axis."""
    async with bench.run_test(size=(120, 40)) as pilot:
        bench.live.body.go_to_pane(4)
        await rested(pilot)
        assert "1.0000┤" in screen_text(bench)
        assert PUBLISHED in screen_text(bench)


async def test_results_of_several_units_have_no_chart(ranked: Jingdex) -> None:
    """Their bars stand in the table."""
    async with ranked.run_test(size=(120, 40)) as pilot:
        ranked.live.body.go_to_pane(4)
        await rested(pilot)
        assert "┤" not in screen_text(ranked)


async def test_settings_at_their_defaults_are_one_row_until_it_is_opened(bench: Jingdex) -> None:
    """Enter shows them, Escape folds them again; what was changed is always shown."""
    async with bench.run_test(size=(120, 40)) as pilot:
        bench.live.body.go_to_pane(4)
        await pilot.press("tab", "tab")
        await rested(pilot)
        text = screen_text(bench)
        assert "4 at their defaults" in text
        assert "0.002" in text
        await pilot.press("j", "j", "j", "enter")
        assert "4 at their defaults" not in screen_text(bench)
        assert "defaults" in screen_text(bench)
        await pilot.press("escape")
        assert "4 at their defaults" in screen_text(bench)


def test_a_chart_tells_published_values_from_others_and_draws_gaps_as_gaps() -> None:
    """Solid, hollow and nothing; no line over a gap."""
    points = [Point("2019", 1.0), Point("2020", None), Point("2021", 3.0, False), Point("2022", 4.0)]
    lines = points_chart(points, "{:.1f}".format, 60, 12, "gap")
    text = "\n".join(lines)
    assert (text.count(PUBLISHED), text.count(OTHER), text.count("gap")) == (2, 1, 1)
    assert "1.0" in text
    assert "4.0" in text
    assert "2020" in text


def test_a_chart_without_room_or_values_is_nothing() -> None:
    """Too narrow, too low, or nothing known."""
    points = [Point("2019", 1.0), Point("2020", 2.0)]
    for shown, width, height in ((points, 19, 12), (points, 60, 5), ([Point("2019", None)], 60, 12)):
        assert points_chart(shown, "{:.1f}".format, width, height) == []


@pytest.mark.parametrize(
    ("text", "title", "shown"),
    [
        ("29 per cent of the national", "note", "29 per cent of the national"),
        ("8,916", "value", "8,916亿"),
        ("healthcare 6560", "value", "6,560亿"),
    ],
)
async def test_a_hit_lands_on_the_cell_that_holds_the_words(bench: Jingdex, text: str, title: str, shown: str) -> None:
    """On the note or the number, with or without its comma, and not on the newest figure."""
    async with bench.run_test(size=(120, 40)) as pilot:
        await rested(pilot)
        bench.live.shared(Finding).begin()
        bench.live.prompt.value = text
        await pilot.pause()
        series = (key for key in bench.live.body.page.sheet.by_key if key.startswith("series/"))
        bench.live.body.page.go_to(next(series))
        await pilot.press("enter")
        assert bench.live.body.page.row is not None
        assert bench.live.body.page.row.key.startswith("series/")
        row, column = bench.live.body.page.grid.cursor
        assert bench.live.body.page.sheet.columns[column].title == title
        assert shown in bench.live.body.page.sheet.cell(row, column).text


def test_what_is_seen_comes_before_codes() -> None:
    """A source whose code has the word stands behind the series that is called so."""
    things = [
        Target("source", "source/1", "2023年", "health_2023"),
        Target("Series", "series/2", "Healthcare", "healthcare"),
    ]
    assert list(find_sheet(things, "health", Wording()).by_key) == ["series/2", "source/1"]


async def test_a_page_begins_with_its_first_column_wherever_the_one_before_was(bench: Jingdex) -> None:
    """From a series that was scrolled to its end to the claims; from one page to the next as well."""
    async with bench.run_test(size=(80, 24)) as pilot:
        for keys in (("alt+3", "j", "i", "end", "escape", "c"), ("end", "escape", "N", "j", "enter")):
            await pilot.press(*keys)
            shown = (await rested(pilot)).live.body.page.grid.view.places.shown
            assert [place.column for place in shown[:2]] == [0, 1]
