"""Prompts offer what is there, complete it, refuse what is not, and ask before something much like it is made."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from looking import rested, screen_text
from ranking import ranking
from textual.pilot import Pilot

from core.errors import BadEntry
from core.workbook.edit import filled
from core.workbook.entries import Indicator, Source
from core.workbook.workbook import Workbook
from data.file import WorkbookFile
from data.session import Session
from tui.app import Jingdex
from tui.definitions.commands import open_table
from tui.definitions.sheet import fields_of
from tui.figures.series_commands import series_page
from tui.find.finding import Finding
from tui.find.sheet import Target, find_sheet
from tui.frame.choices import Choosing, Mode, Option, whole
from tui.frame.offers import of_line
from tui.grid.sheet import SheetRow, key_of, parts_of
from tui.grid.wording import Wording
from tui.method.tree_pane import TreePane
from tui.trail.commands import again

OPTIONS = (
    Option("gdp", "Gross domestic product", ("国内生产总值",), "Statistics Bureau"),
    Option("gdp_growth", "Growth"),
    Option("energy_saving", "Energy saving industry"),
    Option("health", "Healthcare"),
)


def choosing(text: str, mode: Mode = "pick") -> Choosing:
    """The list after a text is typed into an empty prompt."""
    made = Choosing(whole("indicator", OPTIONS, mode), "")
    made.typed(text)
    return made


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("", ["gdp", "gdp_growth", "energy_saving", "health"]),
        ("GDP", ["gdp", "gdp_growth"]),
        ("growth", ["gdp_growth"]),
        ("国内", ["gdp"]),
        ("saving energy", ["energy_saving"]),
        ("energy_savingen", ["energy_saving"]),
        ("zzz", []),
    ],
)
def test_a_list_narrows_to_what_fits(text: str, codes: list[str]) -> None:
    """Codes, names and other names are searched, whole ones first; else what is like the text."""
    assert [one.code for one in choosing(text).hits] == codes


@pytest.mark.parametrize(
    ("text", "taken"), [("gdp", "gdp"), ("HEALTHCARE", "health"), ("heal", "health"), ("国内生产总值", "gdp"), ("", "")]
)
def test_enter_takes_the_highlighted(text: str, taken: str) -> None:
    """A whole code or name, or the first that fits; an empty text stays one."""
    assert choosing(text).answer() == taken


@pytest.mark.parametrize("text", ["energy_savingen", "zzz"])
def test_what_is_not_there_is_refused(text: str) -> None:
    """A slip is not silently mended: the list shows what is like it, and an arrow takes it."""
    made = choosing(text)
    with pytest.raises(BadEntry, match=f"no indicator “{text}”"):
        made.answer()
    if made.hits:
        made.move(1)
        assert made.answer() == "energy_saving"


def test_half_of_a_title_takes_the_one_that_is_there_and_never_makes_another() -> None:
    """Where something new may be made, it is a row of its own, below what fits."""
    made = choosing("Energy sav", "open")
    assert made.answer() == "energy_saving"
    made.move(1)
    assert (made.has_new, made.answer()) == (True, "Energy sav")


def test_what_is_found_by_another_word_alone_is_shown_and_not_taken() -> None:
    """A publisher is not a title: the source of that publisher stands in the list, and Enter makes the new one."""
    made = choosing("Bureau", "open")
    assert [one.code for one in made.hits] == ["gdp"]
    assert made.answer() == "Bureau"


def test_a_near_duplicate_is_asked_about() -> None:
    """A slip of a title is neither taken for it nor made again before a row is chosen; what is like nothing is new."""
    made = choosing("Enrgy saving industry", "open")
    with pytest.raises(BadEntry, match="like it"):
        made.answer()
    made.move(2)
    assert made.answer() == "Enrgy saving industry"
    assert choosing("Steel", "open").answer() == "Steel"


def test_a_new_name_is_not_one_that_is_there() -> None:
    """The same name is refused, one much like it at the first Enter only."""
    with pytest.raises(BadEntry, match="already"):
        choosing("Growth", "new").answer()
    made = choosing("Helthcare", "new")
    with pytest.raises(BadEntry, match="Enter again"):
        made.answer()
    assert made.answer() == "Helthcare"


@pytest.mark.parametrize(
    ("text", "completed"), [("ene", "energy_saving"), ("g", "gdp"), ("x", "x"), ("Health", "health")]
)
def test_tab_completes(text: str, completed: str) -> None:
    """The only one that fits, or the highlighted one."""
    assert choosing(text).completed() == completed


def a_workbook() -> Workbook:
    """The ranking, with an indicator to spare and a source."""
    made = ranking()
    figures = [figure for series in made.figures.values() for figure in series]
    entries = [one for table in made.tables.values() for one in table.values()]
    added = [Indicator("spare", "Spare hours"), Source("s", "Statistical Yearbook of Beijing 2022")]
    return Workbook.of(figures, [*entries, *added])


@pytest.fixture
async def pilot(tmp_path: Path, capable: pytest.MonkeyPatch) -> AsyncIterator[Pilot[int]]:
    """The workbook on the screen."""
    del capable
    path = tmp_path / "made.jingdex"
    WorkbookFile.create(path, filled(a_workbook(), "made"), "Ada").close()
    with Session.open(path) as session:
        async with Jingdex(session).run_test(size=(120, 40)) as pilot:
            yield pilot


async def answered(pilot: Pilot[int], *texts: str) -> Jingdex:
    """Type a text in each prompt that follows, and Enter."""
    app = pilot.app
    assert isinstance(app, Jingdex)
    for text in texts:
        app.live.prompt.value = text
        await pilot.pause()
        await pilot.press("enter")
    return await rested(pilot)


async def on_tree(pilot: Pilot[int], code: str) -> Jingdex:
    """Go to a code of the tree."""
    app = await rested(pilot)
    app.live.body.go_to_pane(4)
    pane = next(one for one in app.live.body.board.group if isinstance(one, TreePane))
    app.live.body.board.activate(pane)
    await pilot.pause()
    assert pane.go_to(next(key for key in pane.sheet.by_key if code in parts_of(key)))
    return app


def parents(app: Jingdex) -> dict[str, str]:
    """The tree: what each code counts towards."""
    return {one.code: one.parent for one in app.workspace.workbook.placed("m")}


async def test_a_group_is_made_in_the_tree_with_its_first_member(pilot: Pilot[int]) -> None:
    """`a`, a name that no indicator has, then part of an indicator's name: two levels, in one edit."""
    app = await on_tree(pilot, "top")
    await pilot.press("a")
    assert "spare" in screen_text(app)
    await answered(pilot, "Innovation power", "spar")
    assert parents(app)["innovation_power"] == "top"
    assert parents(app)["spare"] == "innovation_power"
    assert (
        next(one for one in app.workspace.workbook.placed("m") if one.code == "innovation_power").name_en
        == "Innovation power"
    )
    again(app.live, "undo")
    assert "innovation_power" not in parents(app)


async def test_part_of_a_name_makes_a_leaf(pilot: Pilot[int]) -> None:
    """`a` and a part of the name of an indicator places it under the group of the cursor."""
    app = await on_tree(pilot, "q")
    await pilot.press("a")
    await answered(pilot, "hours")
    assert parents(app)["spare"] == "q"


async def test_a_code_moves_into_a_new_group(pilot: Pilot[int]) -> None:
    """`m` offers every group and a new one, which takes the place of the code."""
    app = await on_tree(pilot, "a")
    await pilot.press("m")
    texts = [row.cells[0].text.strip() for row in app.live.body.page.sheet.rows if hasattr(row, "cells")]
    assert texts == ["Index", "p", "q", "nothing", "a new group …"]
    app.live.body.page.go_to(key_of("menu", 4))
    await pilot.press("enter")
    await answered(pilot, "Deep tech")
    assert (parents(app)["a"], parents(app)["deep_tech"]) == ("deep_tech", "p")


async def test_half_of_a_title_names_the_source_that_is_there(pilot: Pilot[int]) -> None:
    """`S` with a part of the title takes the source from the list and makes none; a slip of it is asked about."""
    app = await rested(pilot)
    app.live.body.open_page(series_page("x", "a", app.workspace.state))
    await pilot.pause()
    await pilot.press("S")
    await answered(pilot, "Yearbook of Bei")
    assert list(app.workspace.workbook.sources) == ["s"]
    await pilot.press("S")
    await answered(pilot, "Statistical Yearbok of Beijing 2022")
    assert list(app.workspace.workbook.sources) == ["s"]
    assert "like it" in screen_text(app)
    assert app.live.prompt.asking
    await pilot.press("down", "enter")
    assert list(app.workspace.workbook.sources) == ["s"]
    assert not app.live.prompt.asking


async def test_find_moves_while_typing_and_comes_back(pilot: Pilot[int]) -> None:
    """Arrows move in the hits, Enter goes to the newest figure, Escape from there to the hit in the list."""
    app = await rested(pilot)
    app.live.shared(Finding).begin()
    app.live.prompt.value = "name a"
    await pilot.pause()
    assert list(app.live.body.page.sheet.by_key)[:3] == ["series/x/a", "series/y/a", "series/z/a"]
    await pilot.press("down", "enter")
    assert app.live.body.page.row is not None
    assert app.live.body.page.row.key == "series/y/a/2021/"
    await pilot.press("escape")
    assert (app.live.body.page.title, app.live.body.page.row.key) == ("Find", "series/y/a")


async def test_find_comes_back_from_the_workbench(pilot: Pilot[int]) -> None:
    """Escape on the row that was found leads back to the list."""
    app = await rested(pilot)
    app.live.body.go_to_pane(4)
    app.live.shared(Finding).begin()
    app.live.prompt.value = "unit y"
    await pilot.pause()
    await pilot.press("enter")
    assert app.live.body.pane.row is not None
    assert (app.live.body.pane, app.live.body.pane.row.key) == (
        app.live.body.board.numbered(4),
        key_of("score", "y", "2021"),
    )
    await pilot.press("escape")
    assert (app.live.body.page.title, app.live.body.page.row and app.live.body.page.row.key) == ("Find", "unit/y")


def test_whole_words_come_before_parts_and_names_before_notes() -> None:
    """A name with the word leads, then one that begins with it, one that holds it, and notes at last."""
    texts = [
        ("note", "list", "health"),
        ("part", "ehealth", ""),
        ("begins", "healthcare", ""),
        ("whole", "our health", ""),
    ]
    things = [Target("Series", key, key, names, more) for key, names, more in texts]
    rows = find_sheet(things, "health", Wording("en")).rows
    assert [row.key for row in rows if isinstance(row, SheetRow)] == ["whole", "begins", "part", "note"]


@pytest.mark.parametrize(
    "typed", ["医药健康总体规模", "总体规模 医药", "总体规模医药健康", "ｈｅａｌｔｈ　规模", "医药总体规模"]
)
def test_chinese_is_found_without_blanks(typed: str) -> None:
    """A Chinese word is matched by its parts, in any order, and full-width letters are letters."""
    things = [
        Target("Series", "size", "医药健康 · 总体规模", "health size 医药健康 总体规模"),
        Target("Series", "other", "医药健康 · 投资", "health capital 医药健康 投资"),
    ]
    assert [row.key for row in find_sheet(things, typed, Wording("zh")).rows] == ["size"]


def test_the_line_of_a_definition_offers_codes_fields_and_values() -> None:
    """First what tells an entry apart, then its fields, then what a field can hold."""
    made = Choosing(of_line(a_workbook(), "watched", Wording("en")), "")
    shown = {}
    for text in ("f ", "f x ", "f x spa"):
        made.typed(text)
        shown[text] = [one.code for one in made.hits]
    assert shown == {"f ": ["x", "y", "z"], "f x ": ["a", "b", "c", "spare"], "f x spa": ["spare"]}
    made = Choosing(of_line(a_workbook(), "claims", Wording("en")), "")
    made.typed("new source=")
    assert [one.code for one in made.hits] == ["s"]
    made.typed("new rel")
    assert made.completed() == "new relation="


async def test_a_field_of_a_definition_takes_a_code_of_its_table_alone(pilot: Pilot[int]) -> None:
    """The parent of an indicator is one of the indicators; another text is refused and stays."""
    app = await rested(pilot)
    open_table(app.live, "indicators")
    app.live.body.page.go_to(key_of("entry", "a"))
    app.live.body.pane.grid.move_to(app.live.body.pane.grid.cursor[0], fields_of("indicators").index("parent"))
    await pilot.press("enter", "enter")
    await answered(pilot, "nonesuch")
    assert "There is no indicator “nonesuch”" in screen_text(app)
    await answered(pilot, "hours")
    assert app.workspace.workbook.indicators["a"].parent == "spare"
