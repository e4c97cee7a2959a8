"""What is remembered of earlier imports is said, and headers that may be units are asked about."""

from collections.abc import Callable
from pathlib import Path

from imported import cells, say, settled, workbook, wrote
from looking import screen_text
from textual.pilot import Pilot

from tui.app import Jingdex
from tui.imports.screen import Importing

Bring = Callable[..., tuple[int, str, str]]
TWO = "region,year,variable,sex,value\nN,{0},jobs,T,10\nN,{0},jobs,F,4\nS,{0},jobs,T,20\n"
WIDE = "Land;BIP;Einwohner\nNord;155;3,7\nSüd;661;13,2\n"
TURNED = "{};北京;天津\n{};35371;14104\n{};2189;1387\n"


def test_what_is_remembered_of_an_earlier_import_is_reported(bring: Bring) -> None:
    """Columns, how the file is read, measures, and rows; of a first import nothing."""
    options = ("--indicator", "variable", "--measure", "jobs=PERSONS", "--where", "sex=T", "--delimiter", "comma")
    assert "remembered" not in bring("a_2020.csv", TWO.format(2020), *options)[1]
    _, out, _ = bring("a_2021.csv", TWO.format(2021))
    remembered = "remembered columns, delimiter comma, measure of jobs, rows where sex=T"
    assert f"  {remembered}: --fresh recognises the layout again\n" in out
    _, out, _ = bring("a_2022.csv", TWO.format(2022), "--where", "sex=F", "--unit", "region", "--indicator", "variable")
    assert "  remembered delimiter comma, measure of jobs: --fresh" in out


def test_a_file_is_recognised_anew_on_demand(bring: Bring) -> None:
    """Without the rows of last time."""
    assert bring("a_2020.csv", TWO.format(2020), "--where", "sex=T", "--indicator", "variable")[0] == 0
    _, out, _ = bring("a_2021.csv", TWO.format(2021), "--fresh")
    assert "  remembered but not used\n" in out
    assert {"jobs.T", "jobs.F"} <= set(workbook().indicators)


def test_headers_that_are_known_units_are_units(bring: Bring) -> None:
    """Whatever the corner says; so are those of a table whose rows name measures."""
    assert bring("a.csv", "地区;年份;gdp\n北京;2019;1\n天津;2019;2\n")[0] == 0
    assert bring("b.csv", TURNED.format("项", "产值", "人口"), "--period", "=2020")[0] == 0
    assert set(workbook().units) == {"北京", "天津"}
    _, out, _ = bring("c.csv", ";x;y\n产值（亿元）;1;2\n人口（万人）;3;4\n", "--period", "=2020")
    assert "figures: a column for each unit (x, y)" in out


def test_headers_that_may_be_units_are_reported(bring: Bring) -> None:
    """With the option that turns the table; a known header, or an option, leaves no doubt."""
    said = "headers: BIP, Einwohner are read as indicators, Nord, Süd as units: use --columns units if"
    assert said in bring("a.csv", WIDE, "--period", "=2020")[1]
    assert "headers:" not in bring("b.csv", WIDE.replace("Land", "Region"), "--period", "=2020")[1]
    assert "headers:" not in bring("c.csv", WIDE, "--period", "=2020", "--columns", "indicators")[1]


async def shown(app: Jingdex, pilot: Pilot[int], name: str, text: str, *before: Path) -> None:
    """The page of an import of such a file, behind others."""
    wrote(name, text)
    app.live.shared(Importing).begin([*before, Path(name)])
    await settled(app, pilot)


async def test_the_page_asks_about_headers_that_may_be_units(app: Jingdex) -> None:
    """Enter asks; a line says what headers are, and turns the table."""
    async with app.run_test(size=(120, 50)) as pilot:
        await shown(app, pilot, "a_2020.csv", WIDE)
        assert cells(app, "part/columns").startswith("headers are | indicators | BIP, Einwohner are read as indicators")
        await pilot.press("enter", "n", "enter")
        assert not app.workspace.workbook.units
        await say(app, pilot, "part/columns", "units")
        assert cells(app, "part/columns") == "headers are | units | "
        await pilot.press("enter")
        await settled(app, pilot)
        assert set(app.workspace.workbook.units) == {"BIP", "Einwohner"}


async def test_the_page_says_what_is_remembered_and_recognises_anew(app: Jingdex) -> None:
    """Space on that line leaves it out, and Space again uses it."""
    async with app.run_test(size=(120, 50)) as pilot:
        await shown(app, pilot, "a_2020.csv", TWO.format(2020))
        await say(app, pilot, "choice/where", "sex=T")
        await pilot.press("enter")
        await settled(app, pilot)
        await shown(app, pilot, "a_2021.csv", TWO.format(2021))
        assert cells(app, "choice/fresh").startswith("remembered | columns, rows where sex=T | ")
        assert cells(app, "choice/where").startswith("rows | sex=T | ")
        app.live.body.page.go_to("choice/fresh")
        await pilot.press("space")
        await settled(app, pilot)
        assert cells(app, "choice/where").startswith("rows | all | ")
        assert cells(app, "choice/fresh").startswith("remembered | but not used | ")


async def test_a_dash_is_made_zero_on_the_page(app: Jingdex) -> None:
    """Where there is one."""
    async with app.run_test(size=(120, 50)) as pilot:
        await shown(app, pilot, "a.csv", "region,year,jobs\nA,2020,5\nB,2020,-\n")
        assert cells(app, "part/dash") == "- | missing | in 1 cell; Space: missing or zero"
        await say(app, pilot, "part/dash", "zero")
        await pilot.press("enter")
        await settled(app, pilot)
        found = app.workspace.workbook.series("B", "jobs").at("2020")
        assert found is not None
        assert found.value == 0


async def test_the_page_shows_the_file_that_is_not_understood(app: Jingdex) -> None:
    """Of several files the one that the sentence is about, so that its columns can be named."""
    wrote("good.csv", "region,year,jobs\nA,2020,5\n")
    async with app.run_test(size=(120, 50)) as pilot:
        await shown(app, pilot, "bad.csv", "thing,jobs\nA,5\n", Path("good.csv"))
        text = screen_text(app)
        assert "bad.csv has no column that says the period" in text
        assert "columns: thing, jobs" in text
