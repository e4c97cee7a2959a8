"""Each part of the search for figures on margins written as formulas, whose answers are known by hand."""

from collections.abc import Callable

import numpy as np
import pytest
from test_reach import workbook

from core.goal_seek import search as searching
from core.goal_seek.goal import OutOfReach, ScoreGoal, ValueGoal
from core.goal_seek.one import _closest, _nearest_to, one_figure
from core.goal_seek.search import FAR_OFF, Search
from core.goal_seek.several import (
    _by_linear_programme,
    _effort,
    _least,
    _lengthened,
    _reaching_point,
    _shortened,
    _slope,
    _solution,
)  # fmt: skip
from core.workbook.figure import Figure
from core.workbook.workbook import Workbook


class Landscape(Search):
    """A search over figures a and b of u, whose margin is a formula of them."""

    def __init__(
        self,
        margin: Callable[..., float],
        present: list[float],
        low: list[float],
        high: list[float],
        shape: str = "anything",
    ) -> None:
        """Between two corners, from what is there."""
        self.margin, self.looks, self.shape = margin, 0, shape  # type: ignore[assignment]
        self.present, self.low, self.high = (np.array(values, dtype=float) for values in (present, low, high))
        self.keys = [("u", code, "2021", "") for code in "ab"[: len(present)]]
        self.ways = dict(zip(self.keys, (1, -1), strict=False))
        self.goal, self.workbook = ValueGoal("u", "a", "2021", 9.0), Workbook.of((), ())

    def at(self, values: object) -> float:
        """The formula."""
        self.looks += 1
        return float(self.margin(*np.asarray(values).tolist()))


def line(present: float, low: float, high: float) -> Landscape:
    """What one figure is above 3."""
    return Landscape(lambda x: x - 3, [present], [low], [high])


def test_the_nearest_point_that_reaches_is_where_the_margin_is_0() -> None:
    """Also on the far end, and at once where nothing is missed."""
    search = line(0, 0, 10)
    reached = search.crossing(np.array([0.0]), np.array([10.0]))
    assert reached[0] == pytest.approx(3, abs=1e-12)
    assert search.at(reached) >= 0
    assert search.crossing(np.array([0.0]), np.array([3.0])).tolist() == [3]
    assert search.crossing(np.array([4.0]), np.array([10.0])).tolist() == [4]
    assert search.crossing(np.array([3.0]), np.array([10.0])).tolist() == [3]


def test_a_point_just_short_is_moved_on_and_no_further_than_the_end() -> None:
    """By ever longer pushes; where none reaches, the end is the answer."""
    search = Landscape(lambda x: 0.0 if x >= 1 + 1e-12 else -1.0, [0], [0], [2])
    pushed = search._pushed_over(np.array([0.0]), np.array([2.0]), 0.5)
    assert 1 + 1e-12 <= pushed[0] <= 1 + 3e-12
    assert search._pushed_over(np.array([0.0]), np.array([0.5]), 1.0).tolist() == [0.5]
    exact = line(0, 0, 10)
    assert exact._pushed_over(np.array([0.0]), np.array([10.0]), 0.3).tolist() == [3]
    assert exact.looks == 1


def test_the_corner_has_each_figure_where_it_helps_most() -> None:
    """A helps upwards, b downwards."""
    search = Landscape(lambda x, y: x - y, [1, 1], [0, -5], [7, 9], "one way")
    assert search.corner.tolist() == [7, -5]
    assert _reaching_point(search).tolist() == [7, -5]
    short = Landscape(lambda x, y: x - y - 12.5, [1, 1], [0, -5], [7, 9], "straight")
    with pytest.raises(OutOfReach, match=r"Proved: .* and at 7, -5 it is short by 0\.5") as refusal:
        _reaching_point(short)
    assert refusal.value.is_proved


def test_points_are_tried_until_one_reaches_the_goal() -> None:
    """The corners first, then 256 points within the bounds; the nearest of all is said."""
    low = Landscape(lambda x, _: 1 - x, [5, 5], [1, 1], [9, 9])
    assert (_reaching_point(low).tolist(), low.looks) == ([1, 1], 1)
    high = Landscape(lambda x, y: x + y - 18, [5, 5], [1, 1], [9, 9])
    assert (_reaching_point(high).tolist(), high.looks) == ([9, 9], 2)
    middle = Landscape(lambda x, y: 1 - abs(x - 3) - abs(y - 7), [5, 5], [1, 1], [9, 9])
    point = _reaching_point(middle)
    assert middle.margin(*point) >= 0
    assert 2 < middle.looks < 258
    none = Landscape(lambda x, y: -1 - abs(x - 3) - abs(y - 7), [5, 5], [1, 1], [9, 9])
    with pytest.raises(OutOfReach, match="at the nearest of 258 points tried of u a, u b, ") as refusal:
        _reaching_point(none)
    assert not refusal.value.is_proved
    far = Landscape(lambda *_: FAR_OFF, [5, 5], [1, 1], [9, 9])
    with pytest.raises(OutOfReach, match="5, 5, it is where the method has no score"):
        _reaching_point(far)


def test_the_first_sample_that_reaches_the_goal_is_refined() -> None:
    """On the way to a bound, in 64 steps; a margin of less than 1, or of 0, is one."""
    near = Landscape(lambda x: 0.5 - abs(x - 4), [0], [-10], [10])
    found = _nearest_to(near, 10)
    assert found == pytest.approx(3.5, abs=1e-9)
    assert _nearest_to(near, 0) is None
    assert _nearest_to(Landscape(lambda x: x - 10, [0], [-10], [10]), 10) == 10
    looked = Landscape(lambda *_: -1, [0], [-10], [10])
    assert (_nearest_to(looked, -10), looked.looks) == (None, 64)


@pytest.mark.parametrize(("peak", "expected"), [(4.321, 4.321), (-10, -10), (10, 10)])
def test_the_largest_margin_is_searched_for_around_the_best_sample(peak: float, expected: float) -> None:
    """Also at either bound."""
    margin, value = _closest(Landscape(lambda x: -abs(x - peak) - 1, [0], [-10], [10]), (-10, 10))
    assert (margin, value) == (pytest.approx(-1, abs=1e-4), pytest.approx(expected, abs=1e-4))


def test_the_linear_programme_takes_the_cheapest_moves() -> None:
    """2 a + b = 20 from 4 and 2: a per cent of a brings 0.08, one of b 0.02."""
    search = Landscape(lambda x, y: 2 * x + y - 20, [4, 2], [0, 0], [8, 50], "straight")
    assert _by_linear_programme(search, -10) == pytest.approx([8, 4])
    limited = Landscape(lambda x, y: 2 * x + y - 20, [4, 2], [0, 0], [5, 8], "straight")
    assert _by_linear_programme(limited, -10) is None
    bent = Landscape(lambda x, y: np.sqrt(x) + y / 100 - 3, [4, 1], [0, 0], [100, 1], "one way")
    assert _by_linear_programme(bent, -0.99) == pytest.approx([2.99**2, 1])
    never = Landscape(lambda x, _: -1.0 if x < 50 else 1.0, [4, 2], [0, 0], [8, 50])
    assert _by_linear_programme(never, -1) is None


def test_moves_of_least_size() -> None:
    """Downwards where the slope is below 0, and within the room on either side."""
    made = _least(np.array([2.0, 1.0]), 3.0, np.array([-1.0, -1.0]), np.array([1.0, 5.0]))
    assert made == pytest.approx([1, 1])
    assert _least(np.array([2.0, 1.0]), 9.0, np.array([-1.0, -1.0]), np.array([1.0, 5.0])) is None
    assert _least(np.array([-1.0, 0.5]), 2.5, np.array([-2.0, -1.0]), np.array([3.0, 5.0])) == pytest.approx([-2, 1])
    assert _least(np.array([1.0]), 0.5, np.array([-2.0]), np.array([-1.0])) is None
    assert _least(np.array([-1.0]), 0.5, np.array([1.0]), np.array([2.0])) is None


def test_an_answer_just_short_is_made_a_little_longer() -> None:
    """By 2 to the tenth times 1e-15 where 1e-12 are missing; never beyond the bounds."""
    search = Landscape(lambda x: x - 1, [0], [0], [2])
    short = np.array([1 - 1e-12])
    longer = _lengthened(search, short)
    assert longer is not None
    assert longer[0] == short[0] + short[0] * 1e-15 * 2.0**10
    assert search.looks == 11
    assert _lengthened(Landscape(lambda x: x - 1, [0], [0], [1 - 1e-13]), short) is None
    missed = Landscape(lambda *_: -1, [0], [0], [2])
    assert (_lengthened(missed, short), missed.looks) == (None, 30)


def test_those_figures_move_back_first_that_help_least() -> None:
    """2 a + b = 10 from 4 and 4: b goes back to 2, then a has no room; one that has not moved stays."""
    search = Landscape(lambda x, y: 2 * x + y - 10, [0, 0], [0, 0], [9, 9])
    assert _shortened(search, np.array([4.0, 4.0])) == pytest.approx([4, 2])
    other = Landscape(lambda x, y: x + 2 * y - 10, [0, 0], [0, 0], [9, 9])
    assert _shortened(other, np.array([4.0, 4.0])) == pytest.approx([2, 4])
    dear = Landscape(lambda x, y: 2 * x + y - 10, [0, 8], [0, 0], [9, 99])
    assert _shortened(dear, np.array([4.0, 8.0])) == pytest.approx([1, 8])


def test_the_effort_is_in_shares_of_the_figures() -> None:
    """One that is 0 counts in its own unit."""
    search = Landscape(lambda *_: 0, [0, -4], [0, 0], [9, 9])
    assert _effort(search, np.array([3.0, -6.0])) == 3.5


def test_a_slope_is_taken_about_the_value_or_on_its_inner_side() -> None:
    """0 where there is no room, or no score."""
    square = Landscape(lambda x, y: x * x + 7 * y, [3, 0], [0, 0], [9, 9])
    assert _slope(square, np.array([3.0, 5.0]), 0) == pytest.approx(6, rel=1e-9)
    assert _slope(square, np.array([9.0, 5.0]), 0) == pytest.approx(18 - 9e-4, rel=1e-9)
    assert _slope(square, np.array([3.0, 0.0]), 1) == pytest.approx(7, rel=1e-4)
    assert _slope(Landscape(lambda x: x, [3], [3], [3]), np.array([3.0]), 0) == 0
    gone = Landscape(lambda x: 1.0 if x > 3 else FAR_OFF, [3], [0], [9])
    assert _slope(gone, np.array([3.0]), 0) == 0


def test_only_figures_that_moved_are_in_a_solution() -> None:
    """Estimates, beside what is there."""
    book = workbook()
    goal = ScoreGoal("m", "top", "u", "2021", score=50)
    search = Search(book, goal, {("u", "a", "2021", ""): (0, 90), ("u", "b", "2021", ""): (0, 80)})
    made = _solution(search, np.array([40.0, 33.0]), is_least=False)
    assert (made.before, made.is_least) == ((Figure("u", "b", "2021", value=20.0),), False)
    assert made.after == (Figure("u", "b", "2021", value=33.0, status="E"),)
    assert (search.looks, search.low.tolist(), search.high.tolist()) == (0, [0, 0], [90, 80])
    assert search.at([60, 20]) == pytest.approx(0)
    assert (search.now(), search.looks) == (pytest.approx(-15), 1)
    assert Search(book, ScoreGoal("m", "x", "u", "2021", score=5), {}).at([]) == FAR_OFF


@pytest.mark.parametrize(
    ("margin", "present", "expected"),
    [
        (lambda x: (x + 4) * (x - 3), -1.0, -4.0),
        (lambda x: (x + 4) * (x - 3), 0.0, 3.0),
        (lambda x: 0.5 - 10 * abs(x - 7.123), -1.0, 7.073),
    ],
)
def test_of_the_values_on_either_side_the_nearer_one_is_taken(
    monkeypatch: pytest.MonkeyPatch, margin: Callable[[float], float], present: float, expected: float
) -> None:
    """A peak between the samples is found by a closer look at its neighbourhood."""
    search = Landscape(margin, [present], [-20], [20])
    monkeypatch.setattr("core.goal_seek.one.Search", lambda *_: search)
    monkeypatch.setattr("core.goal_seek.one.start", lambda *_: Figure("u", "a", "2021", value=present))
    monkeypatch.setattr(Landscape, "now", lambda _: margin(present))
    made = one_figure(search.workbook, search.goal, search.keys[0], (-20, 20))
    assert made.after[0].value == pytest.approx(expected, abs=1e-9)
    assert (made.before[0].value, made.is_least) == (present, False)
    search.margin = lambda x: margin(x) - 999
    with pytest.raises(OutOfReach, match="points tried"):
        one_figure(search.workbook, search.goal, search.keys[0], (-9, 9))


def test_a_crossing_that_is_not_found_in_time_still_reaches_the_goal(monkeypatch: pytest.MonkeyPatch) -> None:
    """After one halving the point is moved on, or is the end."""
    monkeypatch.setattr(searching, "HALVINGS", 1)
    search = Landscape(lambda x: x**3 - 3, [0], [0], [10])
    reached = search.crossing(np.array([0.0]), np.array([10.0]))
    assert search.at(reached) >= 0
    assert 3 ** (1 / 3) <= reached[0] <= 10
