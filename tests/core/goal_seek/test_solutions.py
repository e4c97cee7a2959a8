"""The figures that reach a goal: where each begins, how far it moves, and the edit that puts them in."""

import pytest

from core.errors import BadEntry
from core.goal_seek.goal import ValueGoal
from core.goal_seek.solution import Growth, Solution, around, changed, growth_to, start
from core.workbook.edit import SetFigure
from core.workbook.entries import Indicator, Unit
from core.workbook.figure import Figure
from core.workbook.workbook import Workbook

FIGURES = [
    Figure("u", "i", "2018", value=100.0, status="F"), Figure("u", "i", "2019", value=100.0, source="s"),
    Figure("u", "i", "2021", value=121.0, qualifier="over"), Figure("u", "i", "2022", status="O"),
    Figure("u", "i", "2023", value=500.0, status="F"), Figure("v", "i", "2021", value=-50.0),
]  # fmt: skip
BOOK = Workbook.of(FIGURES, [Unit("u", "U"), Unit("v", "V"), Indicator("i", "I")])


def test_a_figure_begins_as_it_is_or_as_the_newest_before_it() -> None:
    """A gap is none; where there is nothing before there is no start."""
    assert start(BOOK, ("u", "i", "2021", "")) == FIGURES[2]
    begun = start(BOOK, ("u", "i", "2022", "v1"))
    assert (begun.period, begun.vintage, begun.value) == ("2022", "v1", 121)
    with pytest.raises(BadEntry, match="no figure of u i 2017 to change"):
        start(BOOK, ("u", "i", "2017", ""))


def test_bounds_lie_around_a_figure() -> None:
    """By per cents of it, also of one below 0."""
    assert around(BOOK, ("u", "i", "2021", ""), 10) == pytest.approx((108.9, 133.1))
    assert around(BOOK, ("v", "i", "2021", ""), 10) == pytest.approx((-55, -45))


def test_effort_is_the_sum_of_changes_in_per_cent() -> None:
    """Of 1 where the figure is 0 or missing."""
    before = (
        Figure("u", "i", "2020", value=50.0),
        Figure("u", "j", "2020", value=0.0),
        Figure("u", "k", "2020", status="O"),
    )
    after = (
        Figure("u", "i", "2020", value=40.0),
        Figure("u", "j", "2020", value=0.5),
        Figure("u", "k", "2020", value=2.0),
    )
    assert Solution(before, after, is_least=True).effort == pytest.approx(20 + 50 + 200)


def test_figures_are_changed_as_estimates() -> None:
    """Each exact, and no forecast."""
    after = changed(BOOK, {("u", "i", "2021", ""): 130.0, ("u", "i", "2024", ""): 7.0})
    one, other = after.figure(("u", "i", "2021", "")), after.figure(("u", "i", "2024", ""))
    assert one is not None
    assert other is not None
    assert (one.value, one.qualifier, one.status) == (130, "exact", "E")
    assert (other.value, other.status, other.period) == (7, "E", "2024")


def test_an_edit_leaves_what_has_its_value_already() -> None:
    """The others are estimates whose notes name the goal."""
    same, moved = FIGURES[2], Figure("u", "i", "2022", value=150.0, source="s", qualifier="over")
    goal = ValueGoal("u", "i", "2022", 150.0)
    edit = Solution((same, FIGURES[3]), (same, moved), is_least=True).edit(BOOK, goal)
    (part,) = edit.edits
    assert isinstance(part, SetFigure)
    assert part.after is not None
    assert (part.before, part.after.value, part.after.status, part.after.qualifier) == (FIGURES[3], 150, "E", "exact")
    assert (part.after.source, part.after.note) == ("", f"assumed: what it takes for {goal}")
    assert edit.title == f"what it takes for {goal}"


@pytest.mark.parametrize(
    ("figure", "growth"),
    [
        (Figure("u", "i", "2023", value=146.41), Growth("2021", 10.0, 10.0)),
        (Figure("u", "i", "2021", value=144.0), Growth("2019", 20.0, None)),
        (Figure("u", "i", "2019", value=144.0), None),
    ],
)
def test_growth_needed_and_observed(figure: Figure, growth: Growth | None) -> None:
    """Per cent a year since the newest figure before that is no forecast; observed from two on."""
    found = growth_to(BOOK, figure)
    if growth is None or found is None:
        assert found is growth
    else:
        assert (found.since, found.needed) == (growth.since, pytest.approx(growth.needed))
        assert found.observed == (None if growth.observed is None else pytest.approx(growth.observed))
