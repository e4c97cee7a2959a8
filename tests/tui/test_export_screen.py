"""E writes what is seen: the figures that a filter leaves, a pivot as it stands, any page."""

import csv
from pathlib import Path

from looking import rested
from textual.pilot import Pilot

from tui.app import Jingdex
from tui.tables.registry import table


def rows_of(path: Path) -> list[list[str]]:
    """The rows of a CSV file."""
    return list(csv.reader(path.read_text("utf-8").splitlines()))


async def exported(app: Jingdex, pilot: Pilot[int], name: str) -> list[list[str]]:
    """The rows of the file that E writes under the name that is typed over the offered one, the header first."""
    target = app.workspace.session.file.path.with_name(name)
    await pilot.press("E", *str(target), "enter")
    await rested(pilot)
    return rows_of(target)


async def test_the_figures_that_a_filter_leaves_are_written(bench: Jingdex) -> None:
    """All columns of a figure, and no row that is not seen; without a filter all of them."""
    async with bench.run_test(size=(120, 40)) as pilot:
        await pilot.press("alt+5")
        await rested(pilot)
        assert len(await exported(bench, pilot, "all.csv")) == 295
        await pilot.press("slash", *"unit=healthcare", "enter")
        await rested(pilot)
        header, *rows = await exported(bench, pilot, "some.csv")
        assert header[:3] == ["unit", "unit_name", "indicator"]
        assert {row[0] for row in rows} == {"healthcare"}
        assert len(rows) == sum(len(s) for key, s in bench.workspace.workbook.figures.items() if key[0] == "healthcare")


async def test_a_pivot_is_written_as_it_stands(bench: Jingdex) -> None:
    """A row for each unit and indicator, a column for each period."""
    async with bench.run_test(size=(120, 40)) as pilot:
        await pilot.press("alt+5", "slash", *"unit=healthcare", "enter", "P")
        await rested(pilot)
        header, *rows = await exported(bench, pilot, "pivot.csv")
        assert "2023" in header
        assert len(rows) == bench.live.body.pane.grid.table.row_count


async def test_a_page_is_written_as_its_table(bench: Jingdex) -> None:
    """The revisions of a series: each release with its value in full, the letter beside it, and no other series."""
    async with bench.run_test(size=(120, 40)) as pilot:
        await pilot.press("alt+3", "j", "V")
        await rested(pilot)
        rows = await exported(bench, pilot, "revisions.csv")
        assert tuple(rows[0]) == table("revisions").keys
        made = [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]
        seen = [[one[name] for name in ("period", "vintage", "value", "status")] for one in made]
        assert seen[:2] == [["2016", "2017", "5.96", "P"], ["2016", "2018", "5.78", "A"]]
        assert len({(one["unit"], one["indicator"]) for one in made}) == 1
