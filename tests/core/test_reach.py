"""What it would take: closed forms, the least of several changes, and what is out of reach."""

import json
from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.derive.derive import derive
from core.errors import BadEntry
from core.goal_seek.goal import Goal, OutOfReach, ScoreGoal, TierGoal, ValueGoal
from core.goal_seek.one import one_figure
from core.goal_seek.several import several_figures
from core.goal_seek.solution import Solution, growth_to
from core.method.errors import MethodError
from core.method.normalisations import NORMALISATIONS
from core.method.run import Scored
from core.workbook.edit import SetEntry
from core.workbook.entries import ClusterList, Indicator, Member, Method, Step, Tier, TreeNode, Unit
from core.workbook.figure import Figure
from core.workbook.workbook import Workbook

A, B = ("u", "a", "2021", ""), ("u", "b", "2021", "")


def workbook(how: str = "arithmetic", weights: tuple[float, float] = (3, 1)) -> Workbook:
    """Three units, two indicators scaled from 0 to 100, by goalposts that do not move."""
    figures = {"u": (40.0, 20.0), "v": (60.0, 50.0), "w": (80.0, 90.0)}
    posts = json.dumps({"low": 0.0, "high": 100.0, "scale": 100.0})
    placed = (TreeNode("m", "top"), TreeNode("m", "a", "top", weights[0]), TreeNode("m", "b", "top", weights[1]))
    steps = (Step("m", 1, "normalise", "goalposts", posts), Step("m", 2, "aggregate", how))
    return Workbook.of(
        [
            Figure(unit, code, "2021", value=x)
            for unit, row in figures.items()
            for code, x in zip("ab", row, strict=True)
        ],
        [*map(Unit, "uvw", "UVW"), *map(Indicator, "ab", "AB"), Method("m", "M"), *placed, *steps],
    )


def reached(book: Workbook, goal: Goal, way: Solution) -> bool:
    """Whether the edit of a way, made in the workbook and all derived from nothing, gets to the goal."""
    after = way.edit(book, goal).apply(book)
    return goal.margin(after)(after) >= 0


def other(how: str, values: list[tuple[float, float]], **settings: object) -> Workbook:
    """As many units as values, u first, under another normalisation or aggregation."""
    book = workbook()
    units = "uvwxyz"[: len(values)]
    figures = [
        Figure(unit, code, "2021", value=x)
        for unit, row in zip(units, values, strict=True)
        for code, x in zip("ab", row, strict=True)
    ]
    normal = how if how in NORMALISATIONS else "goalposts"
    posts = json.dumps(settings or ({"low": 0.0, "high": 100.0} if normal == "goalposts" else {}))
    steps = {
        "m/1": Step("m", 1, "normalise", normal, posts),
        "m/2": Step("m", 2, "aggregate", how if normal != how else "arithmetic"),
    }
    entries = [
        *map(Unit, units, units),
        *(e for name in ("indicators", "methods", "placed") for e in book.tables[name].values()),
    ]
    return Workbook.of(figures, [*entries, *steps.values()])


def score(wanted: float) -> ScoreGoal:
    """The top of u at least so high; now it is 35."""
    return ScoreGoal("m", "top", "u", "2021", score=wanted)


def test_one_figure_is_the_closed_form() -> None:
    """0.75 a + 5 = 50 at a = 60, and 30 + 0.25 b = 50 at b = 80."""
    book = workbook()
    assert one_figure(book, score(50), A, (0, 100)).after[0].value == pytest.approx(60)
    made = one_figure(book, score(50), B, (0, 100))
    assert made.after[0].value == pytest.approx(80)
    assert (made.after[0].status, made.is_least) == ("E", True)
    assert made.effort == pytest.approx(300)


def test_a_rank_is_reached_where_the_unit_ahead_is_met() -> None:
    """The second has 57.5: 0.75 a + 5 = 57.5 at a = 70."""
    goal = ScoreGoal("m", "top", "u", "2021", rank=2)
    assert one_figure(workbook(), goal, A, (0, 100)).after[0].value == pytest.approx(70)


def test_what_is_reached_already_needs_nothing() -> None:
    """No figure is changed."""
    made = one_figure(workbook(), score(30), A, (0, 100))
    assert (made.effort, made.before, made.is_least) == (0, made.after, True)
    assert several_figures(workbook(), score(30), {A: (0, 100), B: (0, 100)}).effort == 0


def test_of_several_figures_the_cheapest_moves_first() -> None:
    """A per cent of a brings 0.3, one of b 0.05: a goes to its bound of 50, then b brings the rest."""
    made = several_figures(workbook(), score(50), {A: (0, 50), B: (0, 100)})
    assert made.is_least
    assert [figure.value for figure in made.after] == pytest.approx([50, 50])
    alone = several_figures(workbook(), score(50), {A: (0, 100), B: (0, 100)})
    assert [figure.indicator for figure in alone.after] == ["a"]
    assert alone.after[0].value == pytest.approx(60)


def test_a_figure_that_does_better_when_it_is_less_is_lowered() -> None:
    """0.75 (100 - a) + 5 = 65 at a = 20; a per cent of a brings 0.3, one of b 0.05, so a moves first."""
    book = workbook()
    placed = book.tables["placed"]["m/a"]
    less = SetEntry("placed", placed, replace(placed, direction=-1)).apply(book)
    made = several_figures(less, score(65), {A: (0, 100), B: (0, 100)})
    assert [(one.indicator, one.value) for one in made.after] == [("a", pytest.approx(20))]
    assert made.is_least
    made = several_figures(less, score(65), {A: (30, 100), B: (0, 100)})
    assert [figure.value for figure in made.after] == pytest.approx([30, 50])
    assert made.is_least


def test_a_crooked_method_is_met_too_but_not_told_to_be_least() -> None:
    """Under a geometric mean the answer of the straight programme is mended until it holds."""
    goal = score(50)
    made = several_figures(workbook("geometric"), goal, {A: (1, 100), B: (1, 100)})
    assert not made.is_least
    book = workbook("geometric")
    for figure in made.after:
        book = book.with_figure(figure.key, figure)
    assert goal.margin(book)(book) == pytest.approx(0, abs=1e-8)


def test_what_a_normalisation_leaves_out_is_looked_through() -> None:
    """Of a, which is scored by goalposts, the least value is known; of b, which is not, nothing is known beforehand."""
    book = other("arithmetic", [(40, 20), (60, 50), (80, 90)], low=0.0, high=100.0, scale=100.0, codes=["a"])
    answers = {key: one_figure(book, score(45), key, (0.0, 100.0)) for key in (A, B)}
    assert [(answer.is_least, reached(book, score(45), answer)) for answer in answers.values()] == [
        (True, True),
        (False, True),
    ]


def test_what_is_out_of_reach_says_what_comes_nearest() -> None:
    """Figures at their bounds do not get there."""
    with pytest.raises(OutOfReach, match=r"Proved: .* at 70 it is short by 32\.5"):
        one_figure(workbook(), score(90), A, (0, 70))
    with pytest.raises(OutOfReach, match=r"Proved: .* at 70, 70 it is short by 20"):
        several_figures(workbook(), score(90), {A: (0, 70), B: (0, 70)})


def test_goals_that_make_no_sense_are_refused() -> None:
    """Both or neither of score and rank, and a figure that is not there."""
    with pytest.raises(BadEntry, match="either the score or the rank"):
        ScoreGoal("m", "top", "u", "2021").margin(workbook())
    with pytest.raises(BadEntry, match="no figure of u a 2020"):
        one_figure(workbook(), score(50), ("u", "a", "2020", ""), (0, 1))


@settings(max_examples=5)
@given(st.floats(36, 90), st.sampled_from(["arithmetic", "geometric", "harmonic"]))
def test_the_value_found_is_the_least_that_holds(wanted: float, how: str) -> None:
    """It reaches the goal, and a little less does not."""
    book, goal = workbook(how), score(wanted)
    try:
        found = one_figure(book, goal, A, (1, 100)).after[0]
    except OutOfReach:
        assert goal.margin(book)(book.with_figure(A, Figure(*A, value=100.0))) < 0
        return
    assert goal.margin(book)(book.with_figure(A, found)) >= 0
    less = Figure(*A, value=(found.value or 0) - 1e-6)
    assert goal.margin(book)(book.with_figure(A, less)) < 0


def even(book: Workbook) -> Workbook:
    """Both indicators count the same."""
    placed = book.tables["placed"]["m/a"]
    assert isinstance(placed, TreeNode)
    return book.with_entry("placed", placed.key, replace(placed, weight=1.0))


def test_a_unit_that_leaves_the_bottom_moves_the_scale_itself() -> None:
    """Above 5 v is the worst in a: u has (x - 5) / 10 + 0.4 and v has 0.5, so they meet at 6."""
    book = even(other("min_max", [(0.0, 8.0), (5.0, 10.0), (10.0, 0.0)]))
    goal = ScoreGoal("m", "top", "u", "2021", rank=1)
    made = one_figure(book, goal, A, (0, 20))
    assert made.after[0].value == pytest.approx(6)
    assert made.is_least
    assert reached(book, goal, made)


def test_a_unit_that_becomes_the_best_moves_the_scale_itself() -> None:
    """Above 10 u is the best in a: it has 0.5 + 0.15 and v has 2.5 / x + 0.5, so they meet at 2.5 / 0.15."""
    book = even(other("min_max", [(1.0, 3.0), (5.0, 10.0), (10.0, 0.0), (0.0, 5.0)]))
    goal = ScoreGoal("m", "top", "u", "2021", rank=1)
    made = one_figure(book, goal, A, (0, 40))
    assert made.after[0].value == pytest.approx(2.5 / 0.15)
    assert made.is_least
    assert reached(book, goal, made)
    with pytest.raises(OutOfReach, match="Proved"):
        one_figure(book, goal, A, (0, 16))


def test_a_shared_rank_is_reached() -> None:
    """Equal to the second is second; one unit cannot be worse than last."""
    book = workbook()
    goal = ScoreGoal("m", "top", "u", "2021", rank=2)
    way = one_figure(book, goal, A, (0, 100))
    after = way.edit(book, goal).apply(book)
    result = derive(after).methods["m"]
    assert isinstance(result, Scored)
    assert dict(result.ranks.select("unit", "top").iter_rows())["u"] == 2
    assert one_figure(book, ScoreGoal("m", "top", "u", "2021", rank=3), A, (0, 100)).effort == 0


def test_a_post_beyond_which_nothing_changes_is_a_bound() -> None:
    """Goalposts cut a score off at 50: a goes there, b brings the rest, 0.75 + 0.25 b / 50 = 0.9, the least."""
    book = other("goalposts", [(10.0, 10.0), (20.0, 90.0)], low=0.0, high=50.0)
    goal = ScoreGoal("m", "top", "u", "2021", score=0.9)
    made = several_figures(book, goal, {A: (0, 100), B: (0, 100)})
    assert made.is_least
    assert [figure.value for figure in made.after] == pytest.approx([50, 30])
    assert reached(book, goal, made)
    with pytest.raises(OutOfReach) as refusal:
        one_figure(book, goal, A, (0, 100))
    assert refusal.value.is_proved


def test_what_may_rise_and_fall_is_looked_through_and_no_proof_is_claimed() -> None:
    """Mazziotta and Pareto's mean falls where one part runs ahead: the first value that gets there is told."""
    book = other("mazziotta_pareto", [(40.0, 60.0), (50.0, 50.0)], low=0.0, high=1.0, truncate=False)
    goal = ScoreGoal("m", "top", "u", "2021", score=50.0)
    made = one_figure(book, goal, A, (1, 200))
    assert not made.is_least
    assert reached(book, goal, made)
    with pytest.raises(OutOfReach) as refusal:
        one_figure(book, ScoreGoal("m", "top", "u", "2021", score=500.0), A, (1, 200))
    assert not refusal.value.is_proved
    assert "points tried" in str(refusal.value)


def cluster() -> Workbook:
    """Healthcare of Beijing in short: 8,916 and 9,761 of 10,000, and the tiers."""
    figures = [
        Figure("h", "size", "2022", value=8916e8, source="s"),
        Figure("h", "size", "2023", value=9761e8, source="s"),
    ]
    tiers = [Tier("top", "Top", threshold=1e12), Tier("low", "Low", threshold=1e11)]
    return Workbook.of(
        figures,
        [
            Unit("h", "H"),
            Indicator("size", "Size"),
            *tiers,
            ClusterList("l", "L", "2025", "2025"),
            Member("l", "h", "size"),
        ],
    )


def test_a_tier_is_reached_by_the_growth_to_its_threshold() -> None:
    """1e12 in 2025 is 1.217 % a year from 2023 on; the clusters then count it, and nothing of it is in the base."""
    book = cluster()
    key = ("h", "size", "2025", "")
    goal = TierGoal("h", "size", "2025", "top")
    way = one_figure(book, goal, key, (5e11, 2e12))
    assert (way.after[0].value, way.is_least) == (1e12, True)
    growth = growth_to(book, way.after[0])
    assert growth is not None
    assert growth.since == "2023"
    assert growth.needed == pytest.approx(100 * ((1e12 / 9761e8) ** 0.5 - 1))
    assert growth.observed == pytest.approx(9.4773, abs=1e-3)
    after = way.edit(book, goal).apply(book)
    assert derive(after).clusters["l"].tier_counts[0][1] == 1
    assert derive(book).clusters["l"].tier_counts[0][1] == 0
    with pytest.raises(OutOfReach) as refusal:
        one_figure(book, goal, key, (5e11, 9.9e11))
    assert refusal.value.is_proved


def test_a_published_index_needs_its_value() -> None:
    """At least so much, or, where less is better, at most; a figure that is not there begins as the one before."""
    book = Workbook.of([Figure("u", "i", "2016", value=0.8868), Figure("u", "i", "2020", value=0.997)], [])
    goal = ValueGoal("u", "i", "2025", 1.0)
    way = one_figure(book, goal, ("u", "i", "2025", ""), (0.5, 1.5))
    assert (way.before[0].value, way.after[0].value) == (0.997, 1.0)
    growth = growth_to(book, way.after[0])
    assert growth is not None
    assert growth.needed == pytest.approx(100 * ((1 / 0.997) ** 0.2 - 1))
    down = ValueGoal("u", "i", "2020", 0.9, is_most=True)
    assert one_figure(book, down, ("u", "i", "2020", ""), (0.5, 1.5)).after[0].value == 0.9


ANY = ["min_max", "z_score", "rank", "geometric", "topsis", "mazziotta_pareto", "goalposts", "fraction_of_maximum"]
cells = st.tuples(st.integers(1, 99).map(float), st.integers(1, 99).map(float))


@settings(max_examples=15, deadline=None)
@given(st.lists(cells, min_size=3, max_size=5), st.sampled_from(ANY), st.integers(1, 2))
def test_every_answer_holds_and_every_proof_is_true(values: list[tuple[float, float]], how: str, rank: int) -> None:
    """What is found holds when all is derived again; what is proved out of reach no point of a grid reaches."""
    book = other(how, values)
    goal = ScoreGoal("m", "top", "u", "2021", rank=rank)
    bounds = {A: (1.0, 150.0), B: (1.0, 150.0)}
    try:
        margin = goal.margin(book)
        margin(book)
    except MethodError:
        return
    try:
        way = several_figures(book, goal, bounds)
    except OutOfReach as refusal:
        if refusal.is_proved:
            grid = [1.0, 20.0, 50.0, 80.0, 100.0, 125.0, 150.0]
            for a, b in product(grid, grid):
                assert margin(book.with_figures([(A, Figure(*A, value=a)), (B, Figure(*B, value=b))])) < 0
        return
    assert reached(book, goal, way)
    for key, limits in bounds.items():
        try:
            alone = one_figure(book, goal, key, limits)
        except OutOfReach:
            continue
        assert reached(book, goal, alone)
        if way.is_least and alone.is_least:
            assert way.effort <= alone.effort * (1 + 1e-6)
