"""What a column of a file is read as can be changed, emptied and seen, on the screen and on the command line."""

from collections.abc import Callable

import pytest
from imported import cells, opened, say, settled, workbook
from looking import screen_text

from tui.app import Jingdex
from tui.imports.screen import Importing

Bring = Callable[..., tuple[int, str, str]]
TWO = "region,year,variable,sex,value\nN,2020,jobs,T,10\nN,2020,jobs,F,4\nS,2020,jobs,T,20\n"


@pytest.mark.parametrize("role", ["unit", "period"])
def test_a_guessed_role_can_be_emptied_on_the_command_line(bring: Bring, role: str) -> None:
    """What is missing then is said, and nothing comes in."""
    code, _, err = bring("a.csv", TWO, f"--{role}", "")
    assert code == 2
    assert f"a.csv has no column that says the {role}: name one with --{role} COLUMN" in err
    assert not workbook().figures


def test_without_an_indicator_column_the_header_of_the_figures_is_the_indicator(bring: Bring) -> None:
    """The guessed column `variable` is left out by an empty name; a table of values alone then has no indicator."""
    text = TWO.replace("value", "turnover").replace("N,2020,jobs,F,4\n", "")
    assert bring("a.csv", text, "--indicator", "")[0] == 0
    assert list(workbook().indicators) == ["turnover"]
    code, _, err = bring("b.csv", TWO, "--indicator", "")
    assert (code, "no column that says the indicator" in err) == (2, True)


def test_no_column_of_figures_is_refused(bring: Bring) -> None:
    """An empty option is not ignored."""
    code, _, err = bring("a.csv", TWO, "--value", "")
    assert (code, "--value '' leaves no figures: name the column of figures." in err) == (2, True)


def test_the_rows_of_the_last_such_file_are_forgotten_by_an_empty_condition(bring: Bring) -> None:
    """Without the option they are chosen again."""
    assert bring("a_2020.csv", TWO, "--where", "sex=T", "--indicator", "variable")[0] == 0
    assert bring("a_2021.csv", TWO.replace("2020", "2021"))[1].startswith("2 new, 0 changed, 0 refused\n")
    assert bring("a_2022.csv", TWO.replace("2020", "2022"), "--where", "")[1].startswith("1 new, 0 changed, 2 refused")


async def test_a_role_is_emptied_by_the_empty_choice_of_its_list(app: Jingdex) -> None:
    """The list begins with `no column`; what is missing then is said, and the column comes back by its name."""
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(app, pilot, "a.csv", TWO)
        assert app.live.body.page.go_to("role/unit")
        await pilot.press("space")
        assert "no column" in screen_text(app)
        app.live.prompt.value = ""
        await pilot.pause()
        await pilot.press("enter")
        await settled(app, pilot)
        assert "a.csv has no column that says the unit" in screen_text(app)
        await say(app, pilot, "role/unit", "region")
        assert cells(app, "role/unit").startswith("unit | region | ")


async def test_a_name_that_is_no_column_is_refused_beside_the_list(app: Jingdex) -> None:
    """In roles, figures and the indicator alike; what was typed stays, nothing is read again."""
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(app, pilot, "a.csv", TWO)
        for key in ("role/unit", "part/values", "part/indicator"):
            await say(app, pilot, key, "nosuch")
            assert "There is no column “nosuch”" in screen_text(app)
            assert app.live.prompt.value == "nosuch"
            await pilot.press("escape")
        assert app.live.shared(Importing).options.roles == {}
        await say(app, pilot, "part/indicator", "=work")
        assert cells(app, "part/indicator").startswith("indicator | “work” for every row")


async def test_rows_are_chosen_on_the_screen(app: Jingdex) -> None:
    """The names of the columns are offered; the condition is shown with its rows, kept, and taken back by nothing."""
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(app, pilot, "a.csv", TWO)
        assert cells(app, "choice/where") == "rows | all | "
        assert app.live.body.page.go_to("choice/where")
        await pilot.press("space", "s", "tab")
        assert app.live.prompt.value == "sex="
        await pilot.press("escape")
        await say(app, pilot, "choice/where", "sex=T and region=N")
        assert cells(app, "choice/where") == "rows | sex=T and region=N | 1 of 3, also next time"
        await say(app, pilot, "choice/where", "sex=X")
        assert "no row with sex=X: there are T, F" in screen_text(app)
        await say(app, pilot, "choice/where", "")
        assert cells(app, "choice/where") == "rows | all | "


async def test_a_direction_is_asked_first_on_the_screen(app: Jingdex) -> None:
    """An indicator whose name suggests that less is better stands above all else; Space turns it for good."""
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(app, pilot, "a.csv", "region,year,co2_emissions,gdp\nA,2020,4,100\nB,2020,5,200\n")
        first = next(iter(app.live.body.page.sheet.by_key))
        assert first == "direction/co2_emissions"
        assert cells(app, first) == "co2_emissions | less is better | assumed by its name"
        assert cells(app, "direction/gdp") == "gdp | more is better | assumed"
        for key in (first, "direction/gdp"):
            app.live.body.page.go_to(key)
            await pilot.press("space")
            await settled(app, pilot)
        assert cells(app, first) == "co2_emissions | more is better | chosen"
        await pilot.press("enter")
        await settled(app, pilot)
        assert {code: one.direction for code, one in app.workspace.workbook.indicators.items()} == {
            "co2_emissions": 1,
            "gdp": -1,
        }


GROUPED = "region,year,gdp,zone,remark\nN,2020,4,east,a\nN,2021,5,east,b\nS,2020,6,west,c\n"


def test_a_column_that_nothing_is_read_from_is_named(bring: Bring) -> None:
    """With some of its texts and the options that keep it; by these it comes in."""
    _, out, _ = bring("a.csv", GROUPED)
    assert "left out: zone (east, west), remark (a, b, c); --pillar, --group and --note COLUMN keep one" in out
    code, out, _ = bring("b.csv", GROUPED.replace("gdp", "jobs"), "--group", "zone", "--note", "remark")
    assert (code, "left out" in out) == (0, False)
    assert {one.key: one.group for one in workbook().groups} == {"N/zone": "east", "S/zone": "west"}
    found = workbook().series("N", "jobs").at("2021")
    assert found is not None
    assert found.note == "b"


@pytest.mark.parametrize(
    ("column", "said"),
    [("remark", "column remark is not a group, as N is in a and in b"), ("nosuch", "a.csv has no column “nosuch”")],
)
def test_a_column_that_is_no_group_is_refused(bring: Bring, column: str, said: str) -> None:
    """A unit is in one group alone; exit code 2, nothing written."""
    code, _, err = bring("a.csv", GROUPED, "--group", column)
    assert (code, said in err) == (2, True)
    assert not workbook().figures


def test_a_guessed_group_can_be_left_out(bring: Bring) -> None:
    """An empty name is not a group."""
    text = GROUPED.replace("zone", "zone_group")
    assert bring("a.csv", text, "--group", "")[0] == 0
    assert not workbook().groups
    assert bring("b.csv", text.replace("gdp", "jobs"))[0] == 0
    assert {one.key for one in workbook().groups} == {"N/zone_group", "S/zone_group"}


async def test_other_columns_are_a_group_a_note_or_left_out_by_space(app: Jingdex) -> None:
    """Each a line of the preview with some of its texts; Space leads round."""
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(app, pilot, "a.csv", GROUPED)
        seen = [cells(app, "column/zone")]
        for _ in range(3):
            app.live.body.page.go_to("column/zone")
            await pilot.press("space")
            await settled(app, pilot)
            seen.append(cells(app, "column/zone"))
        assert seen == [f"zone | {use} | east, west" for use in ("not read", "group", "note", "not read")]
        app.live.body.page.go_to("column/remark")
        await pilot.press("space")
        await settled(app, pilot)
        assert "column remark is not a group" in screen_text(app)
        app.live.body.page.go_to("column/remark")
        await pilot.press("space")
        await settled(app, pilot)
        assert cells(app, "column/remark") == "remark | note | a, b, c"


def test_headers_are_units_or_indicators_as_a_person_says(bring: Bring) -> None:
    """The column under the corner then says the other."""
    text = "地区,北京,天津\n生产总值,1,2\n人口,3,4\n"
    assert bring("a.csv", text, "--columns", "units", "--period", "=2020")[0] == 0
    assert (set(workbook().units), set(workbook().indicators)) == ({"北京", "天津"}, {"生产总值", "人口"})
    assert bring("b.csv", "指标,x,y\nN,1,2\nS,3,4\n", "--columns", "indicators", "--period", "=2020")[0] == 0
    found = workbook().series("S", "y").at("2020")
    assert found is not None
    assert found.value == 4
