"""Lines that take a condition, a goal, a moment, a scenario or a new figure offer what can stand there."""

import pytest
from looking import rested

from core.errors import BadEntry, BadFigure
from core.words import ENGLISH, speak
from core.workbook.edit import SetEntry, SetFigure
from core.workbook.entries import Indicator
from core.workbook.figure import Figure
from core.workbook.typed_edit import FigurePlace
from core.workbook.workbook import Workbook
from data.clock import local_time
from data.sets import read_set
from tui.app import Jingdex
from tui.figures.offers import conditions, named_place, new_figures
from tui.frame.choices import Choosing, whole
from tui.goal_seek.commands import scores, values
from tui.grid.wording import Wording
from tui.locale.catalogue import catalogue


@pytest.fixture(scope="module")
def beijing() -> Workbook:
    """The shipped set."""
    return read_set("beijing")


def offered(app: Jingdex) -> list[str]:
    """The codes of the list that is open."""
    assert app.live.asking.choosing
    return [one.code for one in app.live.asking.choosing.hits]


@pytest.mark.parametrize(
    ("text", "first", "completed"),
    [
        ("un", "unit=", "unit="),
        ("year>2019 ind", "indicator=", "year>2019 indicator="),
        ("unit=healthc", "healthcare", "unit=healthcare"),
        ("!unit=beijing,healthc", "healthcare", "!unit=beijing,healthcare"),
        ("status=E,F", "F", "status=E,F"),
        ("Unit=healthc", "healthcare", "Unit=healthcare"),
    ],
)
def test_a_filter_offers_columns_and_what_they_hold(beijing: Workbook, text: str, first: str, completed: str) -> None:
    """Tab completes the word that is being typed, and nothing before it."""
    choosing = Choosing(conditions(beijing, Wording()), "")
    choosing.typed(text)
    assert (choosing.hits[0].code, choosing.completed()) == (first, completed)


@pytest.mark.parametrize("text", ["gdp", "year>20", 'note~"unit=', "value=1"])
def test_words_and_numbers_of_a_filter_have_no_list(beijing: Workbook, text: str) -> None:
    """A list would hide the rows that they leave."""
    choosing = Choosing(conditions(beijing, Wording()), "")
    choosing.typed(text)
    assert choosing.hits == []


def test_an_arrow_takes_a_condition_of_a_filter(beijing: Workbook) -> None:
    """What is highlighted stands in the place of the word."""
    choosing = Choosing(conditions(beijing, Wording()), "")
    choosing.typed("year>2019 status=")
    choosing.move(1)
    assert choosing.meaning().startswith("year>2019 status=")
    assert choosing.meaning() != "year>2019 status="


async def test_a_filter_is_completed_while_it_is_typed(bench: Jingdex) -> None:
    """Tab and Enter in the Figures view; the rows are those of the unit."""
    async with bench.run_test(size=(120, 40)) as pilot:
        await pilot.press("alt+5")
        await rested(pilot)
        await pilot.press("/")
        bench.live.prompt.value = "unit=healthc"
        await pilot.press("tab", "enter")
        await rested(pilot)
        assert bench.live.place
        assert bench.live.place.unit == "healthcare"
        assert not bench.live.choice_list.has_class("open")
        assert bench.live.body.board.active.queries.latest.filter == "unit=healthcare"


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("beijing rd_intensity 2031", FigurePlace("beijing", "rd_intensity", "2031")),
        ("Beijing R&D intensity 2031", FigurePlace("beijing", "rd_intensity", "2031")),
        ("beijing rd_intensity 2023@2031-05", FigurePlace("beijing", "rd_intensity", "2023", "2031-05")),
    ],
)
def test_a_new_figure_is_named_by_codes_or_names(beijing: Workbook, text: str, place: FigurePlace) -> None:
    """A name may have spaces; a release of its own stands behind the period."""
    assert named_place(beijing, text) == place


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("beijing 2031", "Write a unit, an indicator and a period"),
        ("", "Write a unit, an indicator and a period"),
        ("beijng rd_intensity 2031", "beijng"),
        ("beijing rd_intensty 2031", "rd_intensty"),
        ("beijing rd_intensity soon", "soon"),
        ("beijing rd_intensity 2023", "already exists"),
    ],
)
def test_a_new_figure_that_is_not_named_is_refused(beijing: Workbook, text: str, said: str) -> None:
    """The sentence says which part is wrong."""
    with pytest.raises((BadEntry, BadFigure), match=said):
        named_place(beijing, text)


def test_a_new_figure_offers_units_then_indicators_then_periods(beijing: Workbook) -> None:
    """The periods are those that the unit or the indicator has elsewhere, the newest first."""
    choosing = Choosing(new_figures(beijing, Wording()), "")
    choosing.typed("healthc")
    assert choosing.completed() == "healthcare"
    choosing.typed("healthcare overall_sc")
    assert choosing.completed() == "healthcare overall_scale"
    choosing.typed("beijing ecosystem_index 20")
    years = [one.code for one in choosing.hits if one.code.isdigit()]
    assert "2023" in years
    assert "2020" not in years
    assert years == sorted(years, reverse=True)


async def test_a_series_without_a_figure_is_begun_in_the_figures(bench: Jingdex) -> None:
    """It has no row yet: `a` asks for unit, indicator and period, then for the figure."""
    async with bench.run_test(size=(120, 40)) as pilot:
        bench.live.editing.do(lambda: SetEntry("indicators", None, Indicator("fresh", "Fresh")))
        await pilot.press("alt+5")
        await rested(pilot)
        await pilot.press("a")
        bench.live.prompt.value = "healthcare fresh 2024"
        await pilot.press("enter", *"7.5", "enter")
        figure = bench.workspace.workbook.series("healthcare", "fresh").at("2024")
        assert figure
        assert (figure.value, figure.status) == (7.5, "A")


async def test_a_in_the_figures_begins_with_the_next_period_of_the_row(bench: Jingdex) -> None:
    """Enter alone takes it, as in the other views."""
    async with bench.run_test(size=(120, 40)) as pilot:
        await pilot.press("alt+5")
        await rested(pilot)
        place = bench.live.place
        assert isinstance(place, FigurePlace)
        await pilot.press("a")
        assert bench.live.prompt.value.startswith(f"{place.unit} {place.indicator} ")


def test_a_goal_of_a_cluster_offers_tiers_then_periods(beijing: Workbook) -> None:
    """The tier stands first, the period behind “by”."""
    choosing = Choosing(values(beijing, "healthcare", "overall_scale", Wording(), is_cluster=True), "")
    choosing.typed("tril")
    assert choosing.completed() == "trillion"
    choosing.typed("trillion by 202")
    assert choosing.hits[0].code > "2023"
    plain = Choosing(values(beijing, "beijing", "rd_intensity", Wording(), is_cluster=False), "")
    assert plain.hits == []


def test_a_goal_of_a_unit_offers_ranks_and_nodes(beijing: Workbook) -> None:
    """A rank among the units of the period; a node may stand before it."""
    choosing = Choosing(scores(["index", "talent"], 3, beijing, Wording()), "")
    choosing.typed("ra")
    assert choosing.completed() == "rank"
    choosing.typed("talent rank ")
    assert [one.code for one in choosing.hits] == ["1", "2", "3"]
    choosing.typed("tal")
    assert choosing.completed() == "talent"
    choosing = Choosing(scores([], 3, beijing, Wording("zh")), "")
    choosing.typed("")
    assert [one.name for one in choosing.hits] == ["要达到的名次", "要达到的得分"]


async def test_the_rank_of_a_goal_is_chosen_from_a_list(ranked: Jingdex) -> None:
    """The goal opens with its list; what is typed narrows it."""
    async with ranked.run_test(size=(120, 40)) as pilot:
        await pilot.press("alt+4", "G", "O")
        bench_units = len(ranked.workspace.state.workbook.units)
        ranked.live.prompt.value = "rank "
        await pilot.pause()
        assert offered(ranked) == [str(rank) for rank in range(1, bench_units + 1)]


async def test_the_name_of_an_offered_scenario_is_a_new_one(bench: Jingdex) -> None:
    """A name that is there is refused beside the list of those, and what was typed stays."""
    async with bench.run_test(size=(120, 40)) as pilot:
        await pilot.press("B", "a", *"mine", "enter", "B")
        assert bench.workspace.version.scenario == ""
        await pilot.press("alt+3", "j", "F", "a")
        bench.live.prompt.value = "mine"
        await pilot.press("enter")
        assert (bench.live.prompt.asking, bench.live.prompt.value) == (True, "mine")
        assert "already" in bench.live.asking.refusal


@pytest.mark.parametrize("keys", [("D",), ("j", "j", "H", "G", "enter")])
async def test_moments_are_those_of_the_trail(bench: Jingdex, keys: tuple[str, ...]) -> None:
    """Each with what was done; the newest first, and taken as it is."""
    async with bench.run_test(size=(120, 40)) as pilot:
        figure = Figure("beijing", "rd_intensity", "2031", value=7.0)
        outcome = bench.workspace.session.do(SetFigure(None, figure))
        await pilot.press(*keys)
        assert bench.live.prompt.asking
        assert offered(bench)[0] == local_time(outcome.time)
        assert bench.live.asking.choosing
        assert bench.live.asking.choosing.hits[0].name == "Beijing, R&D intensity, 2031: new: 7%"


def test_a_list_names_what_it_lists_in_the_language_spoken() -> None:
    """Where a name is not in it."""
    choosing = Choosing(whole("source", (), "pick"), "")
    choosing.typed("统计年鉴")
    speak(catalogue("zh"))
    try:
        with pytest.raises(BadEntry, match="没有来源“统计年鉴”"):
            choosing.answer()
    finally:
        speak(ENGLISH)


def test_the_columns_of_a_filter_are_offered_in_the_language_spoken(beijing: Workbook) -> None:
    """As they can be typed: 单位, and then its values."""
    speak(catalogue("zh"))
    try:
        choices = conditions(beijing, Wording("zh"))
        assert [option.code for option in choices.offered("单")[1]] == ["单位="]
        assert "healthcare" in [option.code for option in choices.offered("单位=")[1]]
    finally:
        speak(ENGLISH)
