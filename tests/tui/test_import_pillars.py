"""A column of pillars makes an index of two levels, in a script and on the screen."""

from collections.abc import Callable

import pytest
from imported import cells, opened, say, settled, workbook
from looking import screen_text

from core.method.document import document_of
from tui.app import Jingdex

Bring = Callable[..., tuple[int, str, str]]
YEARS = "city,pillar,indicator,2022,2023\nA,Input,R&D,1,2\nA,Output,patents,3,4\nB,Input,R&D,2,3\n"
LONG = "city,year,theme,indicator,value\nA,2023,Input,R&D,1\nA,2023,Output,patents,3\nB,2023,Input,R&D,2\n"


def tree(code: str) -> list[tuple[str, str]]:
    """The codes of a method, each with what it counts towards."""
    return [(one.code, one.parent) for one in document_of(workbook(), code).placed]


@pytest.mark.parametrize(("text", "options"), [(YEARS, ()), (LONG, ("--pillar", "theme"))])
def test_a_column_of_pillars_makes_an_index_named_after_the_file(
    bring: Bring, text: str, options: tuple[str, ...]
) -> None:
    """By its header, or named; the whole, its pillars, and under each its indicators, of the units of the file."""
    code, out, _ = bring("cities.csv", text, *options)
    assert code == 0
    assert "1 new index, cities, with the pillars Input (1), Output (1)" in out
    expected = [("cities", ""), ("Input", "cities"), ("R&D", "Input"), ("Output", "cities"), ("patents", "Output")]
    assert tree("cities") == expected
    assert [(one.kind, one.how) for one in document_of(workbook(), "cities").steps] == [
        ("normalise", "min_max"),
        ("aggregate", "arithmetic"),
    ]


@pytest.mark.parametrize("groups", [",Input,Input,Output", "2023,Input,,Output"])
def test_a_row_of_groups_above_the_header_says_pillars(bring: Bring, groups: str) -> None:
    """Repeated or merged; the names of the columns are those of the indicators."""
    code, out, _ = bring("cities.csv", f"{groups}\ncity,R&D,staff,patents\nA,1,2,3\nB,2,3,1\n", "--period", "=2023")
    assert (code, "header on line 2" in out) == (0, True)
    expected = [("cities", ""), ("Input", "cities"), ("R&D", "Input"), ("staff", "Input")]
    assert tree("cities") == [*expected, ("Output", "cities"), ("patents", "Output")]


@pytest.mark.parametrize("corners", [(",", "地区,年份"), ("一级指标,", "二级指标,")])
def test_a_row_of_groups_leaves_out_the_columns_of_units_and_periods(bring: Bring, corners: tuple[str, str]) -> None:
    """Cells over 地区 and 年份 are empty, or say which level a row has; a group stands over its first column alone."""
    above, own = corners
    text = f"{above},投入,,产出\n{own},研发经费（亿元）,人员,专利\n甲,2023,1,2,3\n乙,2023,2,3,1\n"
    code, *_ = bring("各市.csv", text)
    assert code == 0
    expected = [
        ("各市", ""),
        ("投入", "各市"),
        ("研发经费", "投入"),
        ("人员", "投入"),
        ("产出", "各市"),
        ("专利", "产出"),
    ]
    assert tree("各市") == expected


def test_the_same_file_again_keeps_the_index(bring: Bring) -> None:
    """Its method may have been changed meanwhile."""
    bring("cities.csv", YEARS)
    before = tree("cities")
    assert bring("cities.csv", YEARS.replace("1,2", "5,6"))[0] == 0
    assert tree("cities") == before


def test_an_indicator_in_two_pillars_is_refused_in_a_sentence(bring: Bring) -> None:
    """Named, with both; a column called pillar that says no pillars is left out."""
    text = LONG.replace("B,2023,Input", "B,2023,Other")
    code, _, err = bring("cities.csv", text, "--pillar", "theme")
    assert code
    assert "column theme does not say pillars, as R&D is in Input and in Other" in err
    code, out, _ = bring("a.csv", text.replace("theme", "pillar"))
    assert (code, "1 new index" in out, "left out: pillar" in out) == (0, False, True)


GROUPS = "unit,year,Input,,Output\n,,R&D,staff,patents\nA,2023,1,2,3\nB,2023,2,3,1\n"
LEVELS = "city,year,Input/R&D,Input/staff,Output/patents\nA,2023,1,2,3\nB,2023,2,3,1\n"
NO = "no index is made, pillars {}: --index yes makes one"


@pytest.mark.parametrize("text", [GROUPS, GROUPS.replace("unit,year", ",").replace("\n,,", "\nunit,year,")])
def test_groups_stand_above_the_indicators_alone_not_above_unit_and_year(bring: Bring, text: str) -> None:
    """In a header of two rows, and where unit and year stand in the row of the indicators."""
    assert "1 new index, cities, with the pillars Input (2), Output (1)" in bring("cities.csv", text)[1]
    assert [parent for _, parent in tree("cities")] == ["", "cities", "Input", "Input", "cities", "Output"]


@pytest.mark.parametrize(
    ("text", "by_default", "said_by"),
    [(YEARS, True, "of a column"), (GROUPS, True, "in the row above the header"), (LEVELS, False, "in the names")],
)
def test_an_option_says_whether_pillars_make_an_index_and_is_remembered(
    bring: Bring, text: str, by_default: bool, said_by: str
) -> None:
    """By a column or a row they do, by names of two levels on request; next time it is as last time."""
    assert NO.format(said_by) in bring("cities.csv", text, "--index", "no")[1]
    _, out, _ = bring("cities.csv", text.replace(",1,2", ",5,6"))
    assert "cities" not in workbook().methods
    assert NO.format(said_by) in out
    assert "remembered columns, no index" in out
    _, out, _ = bring("first.csv", text)
    assert ("--index no leaves it out" in out, NO.format(said_by) in out) == (by_default, not by_default)
    assert "with the pillars Input (" in bring("cities.csv", text.replace(",1,2", ",7,8"), "--index", "yes")[1]
    assert [code for code, parent in tree("cities") if parent == "cities"] == ["Input", "Output"]


def test_ratios_are_not_names_of_two_levels(bring: Bring) -> None:
    """Each has a numerator of its own, or a sign within brackets; one name without the sign says no pillars either."""
    for names in ("GDP/head,debt/GDP", "a (t/day),a (kg/day)", "Input/R&D,Input/staff,patents"):
        columns = names.count(",") + 1
        figures = ",".join("123"[:columns])
        _, out, _ = bring("cities.csv", f"city,year,{names}\nA,2023,{figures}\nB,2023,{figures}\n")
        assert "index" not in out


def test_an_index_that_no_pillars_make_is_refused_in_a_sentence(bring: Bring) -> None:
    """Wanted without pillars; and left out together with a column of them."""
    code, _, err = bring("cities.csv", YEARS.replace("pillar", "theme"), "--index", "yes")
    assert (code, "--index yes needs pillars: a column of them (--pillar)" in err) == (2, True)
    code, _, err = bring("cities.csv", YEARS, "--index", "no", "--pillar", "pillar")
    assert (code, "--pillar makes an index and --index no leaves it out" in err) == (2, True)


async def test_space_switches_the_index_of_an_import_off_and_on(app: Jingdex) -> None:
    """The line is in view at 80 by 24, and says which pillars; what stands there is what Enter does.

    What has come is in view then: an index, else the figures where there were none.
    """
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(app, pilot, "cities.csv", YEARS)
        assert "Input (1), Output (1)" in screen_text(app)
        assert cells(app, "choice/index") == "index | made | pillars of a column: Input (1), Output (1)"
        for state in ("not made", "made", "not made"):
            app.live.body.page.go_to("choice/index")
            await pilot.press("space")
            await settled(app, pilot)
            assert cells(app, "choice/index").split(" | ")[1] == state
        await pilot.press("enter")
        await settled(app, pilot)
        assert not app.workspace.workbook.methods
        assert app.live.body.pane.word == "Figures"
        await opened(app, pilot, "others.csv", YEARS.replace("A,", "C,"))
        await pilot.press("enter")
        await settled(app, pilot)
        assert (app.live.body.pane.word, "others" in screen_text(app)) == ("Results", True)
        assert app.workspace.workbook.indicators


async def test_space_makes_a_column_one_of_pillars_and_the_method_view_shows_the_index(app: Jingdex) -> None:
    """Left out, pillar, group, note, and left out again; Enter imports, and the tree has both levels."""
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(app, pilot, "cities.csv", LONG)
        page, uses = app.live.body.page, []
        for _ in range(5):
            page.go_to("column/theme")
            uses.append(page.row.cells[1].text if page.row else "")
            await pilot.press("space")
            await settled(app, pilot)
        assert uses == ["not read", "pillar", "group", "note", "not read"]
        await pilot.press("enter", "alt+4")
        assert app.workspace.method == "cities"
        shown = next(pane for pane in app.live.body.board.group if pane.word == "Tree").sheet
        names = [row.cells[0].text.strip(" ↑") for row in shown.by_key.values()]
        assert names == ["cities", "Input", "R&D", "Output", "patents"]


async def test_the_cursor_is_where_something_is_missing_and_a_year_typed_there_is_for_every_row(app: Jingdex) -> None:
    """A table of units by indicators without a year: one sentence, the line in question, and 2023."""
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(app, pilot, "cities.csv", "city,R&D,patents\nA,1,3\nB,2,1\n")
        assert "cities.csv has no column that says the period: Space on its line says it." in screen_text(app)
        await pilot.press("enter")
        assert app.live.message == "cities.csv has no column that says the period: Space on its line says it."
        assert app.live.body.page.row
        assert app.live.body.page.row.key == "role/period"
        await say(app, pilot, "role/period", "2023")
        await settled(app, pilot)
        assert "4 new, 0 changed, 0 refused" in screen_text(app)


def test_a_chinese_file_makes_an_index_of_its_two_levels(bring: Bring) -> None:
    """一级指标 are the pillars, 二级指标 the indicators, 亿元 in a header the scale."""
    rows = "投入,经费（亿元）,北京,2023,2947.1\n产出,专利（件）,北京,2023,107875\n投入,经费（亿元）,上海,2023,2049.6\n"
    code, _, _ = bring("科技.csv", f"一级指标,二级指标,地区,年份,数值\n{rows}产出,专利（件）,上海,2023,44300\n")
    assert code == 0
    figure = workbook().series("北京", "经费").at("2023")
    assert (figure and figure.value) == 294_710_000_000
    expected = [("科技", ""), ("投入", "科技"), ("经费", "投入"), ("产出", "科技"), ("专利", "产出")]
    assert tree("科技") == expected
