"""A cell without a figure is typed in like any other: an emptied one, and the first of a new cluster."""

from looking import rested, screen_text

from core.workbook.edit import SetEntry
from core.workbook.entries import ClusterList, Index, Indicator, Member, Trend, Unit, Watched
from core.workbook.period import period
from tui.app import Jingdex


async def test_an_emptied_size_is_typed_again_in_its_row(bench: Jingdex) -> None:
    """After x on every year there is, one after the other, the figure goes to the last, and no other pane changes."""
    async with bench.run_test(size=(120, 40)) as pilot:
        await pilot.press("j", "j")
        row = bench.live.body.pane.row
        assert row
        for _ in range(20):
            if bench.workspace.workbook.series("healthcare", "overall_scale").known():
                await pilot.press("x", "right", "left")
        assert not bench.workspace.workbook.series("healthcare", "overall_scale").known()
        newest = bench.workspace.workbook.series("healthcare", "overall_scale").newest()[-1]
        await pilot.press(*"736.5", "enter")
        assert bench.workspace.workbook.figure(newest.key).value == 736.5e8
        assert bench.live.body.pane.row.key == row.key


async def test_the_first_size_of_a_new_cluster_is_typed_in_its_row(bench: Jingdex) -> None:
    """It goes to the newest year of the others in the list."""
    async with bench.run_test(size=(120, 40)) as pilot:
        members = bench.workspace.state.clusters
        assert members
        code, years = members.cluster_list.code, [row.size.period for row in members.rows if row.size]
        bench.live.editing.do(lambda: SetEntry("units", None, Unit("fresh_cluster", "Fresh")))
        indicator = members.rows[0].member.indicator
        bench.live.editing.do(lambda: SetEntry("members", None, Member(code, "fresh_cluster", indicator)))
        await pilot.pause()
        assert bench.live.body.pane.go_to(
            next(key for key in bench.live.body.pane.sheet.by_key if "fresh_cluster" in key)
        )
        await pilot.press(*"736.5", "enter")
        figure = bench.workspace.workbook.series("fresh_cluster", indicator).at(max(years, key=period))
        assert figure is not None
        assert figure.value == 736.5e8


async def test_the_first_figure_of_a_watched_series_asks_for_its_period(bench: Jingdex) -> None:
    """The period comes first where nothing says which it is."""
    async with bench.run_test(size=(120, 40)) as pilot:
        bench.live.editing.do(lambda: SetEntry("indicators", None, Indicator("fresh", "Fresh")))
        trend = next(iter(bench.workspace.workbook.tables["trends"].values()))
        assert isinstance(trend, Trend)
        bench.live.editing.do(lambda: SetEntry("watched", None, Watched(trend.code, "beijing", "fresh")))
        await pilot.press("alt+3")
        assert bench.live.body.pane.go_to(
            next(key for key in bench.live.body.pane.sheet.by_key if key.endswith("fresh"))
        )
        await pilot.press(*"2024", "enter", *"7.5", "enter")
        figure = bench.workspace.workbook.series("beijing", "fresh").at("2024")
        assert figure is not None
        assert figure.value == 7.5


async def test_the_first_size_of_a_new_list_is_typed_in_the_period_of_the_list(bench: Jingdex) -> None:
    """Where no other cluster says which it is."""
    async with bench.run_test(size=(120, 40)) as pilot:
        made = (
            Unit("fresh", "Fresh"),
            ClusterList("new", "New", period="2025"),
            Member("new", "fresh", "overall_scale"),
        )
        for table, entry in zip(("units", "cluster_lists", "members"), made, strict=True):
            bench.live.editing.do(lambda table=table, entry=entry: SetEntry(table, None, entry))
        bench.workspace.cluster_list = "new"
        bench.live.draw()
        await pilot.press("alt+1", *"736.5", "enter")
        assert bench.workspace.workbook.series("fresh", "overall_scale").at("2025").value == 736.5e8


async def test_the_first_figure_of_an_index_is_typed_in_its_only_row(bench: Jingdex) -> None:
    """After its period; until then the row has dashes."""
    async with bench.run_test(size=(120, 40)) as pilot:
        bench.live.editing.do(lambda: SetEntry("indices", None, Index("beijing", "overall_scale")))
        await pilot.press("alt+2", "v")
        assert [cell.text for cell in bench.live.body.pane.row.cells] == ["–", "–"]
        await pilot.press(*"2024", "enter", *"7亿", "enter")
        assert bench.workspace.workbook.series("beijing", "overall_scale").at("2024").value == 7e8
        assert "7亿┤" in screen_text(await rested(pilot))
