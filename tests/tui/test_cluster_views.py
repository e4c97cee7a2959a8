"""Cluster statistics in the screen: what is looked at is chosen there, and every view shows the library's numbers."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from looking import app_of, screen_text, table_text
from textual.pilot import Pilot

from core.clusters.of_workbook import sizes
from core.clusters.standing import cluster_stars
from core.derive.derive import derive
from core.workbook.edit import filled
from core.workbook.entries import Indicator, Unit
from core.workbook.figure import Figure
from core.workbook.workbook import Workbook
from data.file import WorkbookFile
from data.session import Session
from tui.app import Jingdex
from tui.clusters.commands import NEXT, VIEWS
from tui.clusters.statistics_sheet import amount
from tui.grid.sheet import key_of
from tui.grid.wording import Wording
from tui.tables.query import QueryContext

SIZES = {
    ("x", "cars"): (10.0, 30.0),
    ("x", "food"): (20.0, 10.0),
    ("y", "cars"): (5.0, 4.0),
    ("y", "food"): (40.0, 60.0),
}


@pytest.fixture
async def pilot(tmp_path: Path, capable: pytest.MonkeyPatch) -> AsyncIterator[Pilot[int]]:
    """Two regions, two industries, two years and one indicator that is not an industry; at the menu."""
    del capable
    figures = [
        Figure(unit, code, year, value=value, source="s")
        for (unit, code), values in SIZES.items()
        for year, value in zip(("2015", "2020"), values, strict=True)
    ]
    figures += [Figure(unit, "profit", "2020", value=-1.0, source="s") for unit in "xy"]
    entries = [*(Unit(code, f"Region {code}") for code in "xy"), Indicator("cars", "Cars"), Indicator("food", "Food")]
    workbook = Workbook.of(figures, [*entries, Indicator("profit", "Profit")])
    path = tmp_path / "made.jingdex"
    WorkbookFile.create(path, filled(workbook, "made"), "Ada").close()
    with Session.open(path) as session:
        async with Jingdex(session).run_test(size=(120, 40)) as pilot:
            await pilot.press("C")
            yield pilot


async def take(pilot: Pilot[int], title: str) -> None:
    """Press Enter on the row of a title."""
    page = app_of(pilot).live.body.page
    page.go_to(next(key for key, row in page.sheet.by_key.items() if row.cells[0].text == title))
    await pilot.press("enter")


async def marked(pilot: Pilot[int]) -> None:
    """Mark cars and food as the industries."""
    await take(pilot, "industries")
    for code in ("cars", "food"):
        app_of(pilot).live.body.page.go_to(key_of("item", code))
        await pilot.press("space")
    await pilot.press("g", "g", "enter")


async def test_what_is_no_industry_is_told_and_left_out_in_the_screen(pilot: Pilot[int]) -> None:
    """A negative size is refused with its cell; with cars and food marked the quotients are the library's."""
    await take(pilot, "Location quotients")
    assert "profit 2020 is below 0" in screen_text(app_of(pilot))
    await pilot.press("escape")
    await marked(pilot)
    await take(pilot, "Location quotients")
    app = app_of(pilot)
    table = cluster_stars(sizes(app.workspace.workbook, ["cars", "food"]))
    expected = {
        (row["region"], row["industry"]): f"{row['location_quotient']:.2f}"
        for row in table.iter_rows(named=True)
        if row["period"] == "2020"
    }
    shown = {
        (unit, code): row.cells[at].text.rstrip("★ ")
        for unit in "xy"
        for at, code in enumerate(("cars", "food"), 1)
        if (row := app.live.body.page.sheet.by_key[key_of("region", unit)])
    }
    assert shown == expected


async def test_the_period_before_is_a_key_away(pilot: Pilot[int]) -> None:
    """E turns the quotients to 2015."""
    await marked(pilot)
    await take(pilot, "Location quotients")
    newest = table_text(app_of(pilot).live.body.page.sheet)
    await pilot.press("e")
    assert table_text(app_of(pilot).live.body.page.sheet) != newest
    await pilot.pause(0.3)
    assert "2015" in screen_text(app_of(pilot))


async def test_the_parts_of_a_change_sum_to_it(pilot: Pilot[int]) -> None:
    """In every row of the shift-share the four parts sum to the change, with years chosen by hand."""
    await marked(pilot)
    await take(pilot, "growth")
    await take(pilot, "2015")
    await take(pilot, "2020")
    await take(pilot, "Shift-share")
    for row in app_of(pilot).live.body.page.sheet.by_key.values():
        change, *parts = (float(cell.text.replace(",", "")) for cell in row.cells[1:])
        assert sum(parts) == pytest.approx(change, rel=1e-4)


async def test_one_region_can_be_the_whole(pilot: Pilot[int]) -> None:
    """Compared with region x, only region y is left, and the menu says so."""
    await marked(pilot)
    await take(pilot, "compared with")
    await take(pilot, "Region x")
    assert "Region x: Enter" in table_text(app_of(pilot).live.body.page.sheet)
    await take(pilot, "Specialisation")
    assert [row.cells[0].text for row in app_of(pilot).live.body.page.sheet.by_key.values()] == ["Region y"]


async def test_quadrants_hold_every_cluster_once(pilot: Pilot[int]) -> None:
    """The four headings count the clusters that stand below them."""
    await marked(pilot)
    await take(pilot, "Quadrants")
    sheet = app_of(pilot).live.body.page.sheet
    counts = [int(row.text.rpartition(": ")[2]) for row in sheet.rows if hasattr(row, "stops")]
    assert sum(counts) == len(sheet.by_key) == len(SIZES)


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("Complexity of regions", ("diversity", "Region x", "2020")),
        ("Complexity of industries", ("ubiquity", "Cars")),
        ("Related industries", ("regions with both", "Cars")),
        ("Missing industries", ("density", "Region y")),
        ("Industries that came and went", ("change", "Region x", "from 2015 to 2020")),
        ("Rates of entry and exit", ("events",)),
    ],
)
async def test_what_may_come_next_has_pages(pilot: Pilot[int], title: str, words: tuple[str, ...]) -> None:
    """Each draws its table of the industries that are marked."""
    await marked(pilot)
    await take(pilot, title)
    await pilot.pause()
    shown = screen_text(app_of(pilot))
    assert all(word in shown for word in words), shown


@pytest.mark.parametrize("workbook", ["app", "bench"])
async def test_every_view_opens_whatever_the_workbook_has(workbook: str, request: pytest.FixtureRequest) -> None:
    """Where there is no region, or only one, each view says why it has no rows, and e does no harm."""
    bench: Jingdex = request.getfixturevalue(workbook)
    async with bench.run_test(size=(120, 40)) as pilot:
        await pilot.press("C")
        page = bench.live.body.page
        for view in (*VIEWS, *NEXT):
            await take(pilot, view.title)
            assert page.title == view.title
            assert page.sheet.rows
            await pilot.press("e", "escape")


def test_amounts_stand_in_the_scale_of_their_industry() -> None:
    """As in every other table, so that no sum is too wide for its column; one without a scale is as it is."""
    workbook = Workbook.of([], [Indicator("sales", "Sales", mult=8), Indicator("posts", "Posts")])
    query = QueryContext(workbook, derive(workbook), [], [], Wording())
    assert amount(query, 5864790000.0, "sales", "+") == "+58.65亿"
    assert amount(query, -1491400000000.0, "sales", "+") == "-1.49万亿"
    assert amount(query, 12345.678, "posts") == "12,345.7"
    assert amount(query, None, "posts") == "–"
