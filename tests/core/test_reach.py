"""What it would take: closed forms, the least of several changes, and what is out of reach."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.entries import Indicator, Method, Placed, Step, Unit
from core.errors import BadEntry
from core.figure import Figure
from core.reach import Goal, OutOfReach, one_figure, several_figures
from core.workbook import Workbook

A, B = ("u", "a", "2021", ""), ("u", "b", "2021", "")


def workbook(how: str = "arithmetic", weights: tuple[float, float] = (3, 1)) -> Workbook:
    """Three units, two indicators scaled from 0 to 100, by goalposts that do not move."""
    figures = {"u": (40.0, 20.0), "v": (60.0, 50.0), "w": (80.0, 90.0)}
    posts = json.dumps({"low": 0.0, "high": 100.0, "scale": 100.0})
    placed = (Placed("m", "top"), Placed("m", "a", "top", weights[0]), Placed("m", "b", "top", weights[1]))
    steps = (Step("m", 1, "normalise", "goalposts", posts), Step("m", 2, "aggregate", how))
    return Workbook.of(
        [
            Figure(unit, code, "2021", value=x)
            for unit, row in figures.items()
            for code, x in zip("ab", row, strict=True)
        ],
        [*map(Unit, "uvw", "UVW"), *map(Indicator, "ab", "AB"), Method("m", "M"), *placed, *steps],
    )


def score(wanted: float) -> Goal:
    """The top of u at least so high; now it is 35."""
    return Goal("m", "top", "u", "2021", score=wanted)


def test_one_figure_is_the_closed_form() -> None:
    """0.75 a + 5 = 50 at a = 60, and 30 + 0.25 b = 50 at b = 80."""
    book = workbook()
    assert one_figure(book, score(50).margin(), A, (0, 100)).after[0].value == pytest.approx(60)
    made = one_figure(book, score(50).margin(), B, (0, 100))
    assert made.after[0].value == pytest.approx(80)
    assert (made.after[0].status, made.is_least, made.effort) == ("E", True, pytest.approx(300))


def test_a_rank_is_reached_where_the_unit_ahead_is_met() -> None:
    """The second has 57.5: 0.75 a + 5 = 57.5 at a = 70."""
    goal = Goal("m", "top", "u", "2021", rank=2)
    assert one_figure(workbook(), goal.margin(), A, (0, 100)).after[0].value == pytest.approx(70)


def test_what_is_reached_already_needs_nothing() -> None:
    """No figure is changed."""
    made = one_figure(workbook(), score(30).margin(), A, (0, 100))
    assert (made.effort, made.before) == (0, made.after)
    assert several_figures(workbook(), score(30).margin(), {A: (0, 100), B: (0, 100)}).effort == 0


def test_of_several_figures_the_cheapest_moves_first() -> None:
    """A per cent of a brings 0.3, one of b 0.05: a goes to its bound of 50, then b brings the rest."""
    made = several_figures(workbook(), score(50).margin(), {A: (0, 50), B: (0, 100)})
    assert made.is_least
    assert [figure.value for figure in made.after] == pytest.approx([50, 50])
    alone = several_figures(workbook(), score(50).margin(), {A: (0, 100), B: (0, 100)})
    assert [(figure.indicator, figure.value) for figure in alone.after] == [("a", pytest.approx(60))]


def test_a_crooked_method_is_met_too_but_not_told_to_be_least() -> None:
    """Under a geometric mean the answer of the straight programme is mended until it holds."""
    goal = score(50)
    made = several_figures(workbook("geometric"), goal.margin(), {A: (1, 100), B: (1, 100)})
    assert not made.is_least
    book = workbook("geometric")
    for figure in made.after:
        book = book.with_figure(figure.key, figure)
    assert goal.margin()(book) == pytest.approx(0, abs=1e-8)


def test_what_is_out_of_reach_says_what_comes_nearest() -> None:
    """Figures at their bounds do not get there."""
    with pytest.raises(OutOfReach, match=r"the nearest, 70, falls short by 32\.5"):
        one_figure(workbook(), score(90).margin(), A, (0, 70))
    with pytest.raises(OutOfReach, match="widen the bounds"):
        several_figures(workbook(), score(90).margin(), {A: (0, 70), B: (0, 70)})


def test_goals_that_make_no_sense_are_refused() -> None:
    """Both or neither of score and rank, and a figure that is not there."""
    with pytest.raises(BadEntry, match="either the score or the rank"):
        Goal("m", "top", "u", "2021").margin()
    with pytest.raises(BadEntry, match="no figure of u a 2022"):
        one_figure(workbook(), score(50).margin(), ("u", "a", "2022", ""), (0, 1))


@settings(max_examples=5)
@given(st.floats(36, 90), st.sampled_from(["arithmetic", "geometric", "harmonic"]))
def test_the_value_found_is_the_least_that_holds(wanted: float, how: str) -> None:
    """It reaches the goal, and a little less does not."""
    book, goal = workbook(how), score(wanted)
    try:
        found = one_figure(book, goal.margin(), A, (1, 100)).after[0]
    except OutOfReach:
        assert goal.margin()(book.with_figure(A, Figure(*A, value=100.0))) < 0
        return
    assert goal.margin()(book.with_figure(A, found)) >= 0
    less = Figure(*A, value=(found.value or 0) - 1e-6)
    assert goal.margin()(book.with_figure(A, less)) < 0
