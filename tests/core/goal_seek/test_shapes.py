"""What is known of a goal before it is searched for: the shape of its margin, and the bounds that change anything."""

import json
from dataclasses import replace

import pytest

from core.goal_seek.goal import Goal, ScoreGoal, TierGoal, ValueGoal
from core.goal_seek.goalposts import posts_of, useful
from core.goal_seek.one import one_figure
from core.goal_seek.shape import shape
from core.workbook.entries import Indicator, Method, Step, TreeNode, Unit
from core.workbook.figure import Figure
from core.workbook.workbook import Workbook

A, B, C = (("u", code, "2021", "") for code in "abc")
TOP = ScoreGoal("m", "top", "u", "2021", score=50)
FIRST = ScoreGoal("m", "top", "u", "2021", rank=1)
Steps = list[tuple[str, str, dict[str, object]]]
POSTS: dict[str, object] = {"low": 0.0, "high": 100.0}
PLAIN = {"how": "arithmetic"}
MEAN: Steps = [("aggregate", "arithmetic", {})]


def book(steps: Steps, *, gap: bool = False) -> Workbook:
    """A and b below p, c beside it, d for their denominator; u, v and w in 2021 and in 2020."""
    rows = {"u": (40.0, 20, 30, 2), "v": (60.0, 50, 10, 4), "w": (80.0, 90, 20, 5)}
    figures = [
        Figure(unit, code, "2021", value=x) for unit, row in rows.items() for code, x in zip("abcd", row, strict=True)
    ]
    figures += [
        Figure(unit, code, "2020", value=x) for unit, x in (("u", 50.0), ("v", 5.0), ("w", 95.0)) for code in "abcd"
    ]
    parents = {"top": "", "p": "top", "a": "p", "b": "p", "c": "top"}
    placed = [TreeNode("m", code, parent, 1.0, -1 if code == "b" else 1) for code, parent in parents.items()]
    made = [Step("m", at + 1, kind, how, json.dumps(own)) for at, (kind, how, own) in enumerate(steps)]
    entries = [*map(Unit, "uvw", "UVW"), *map(Indicator, "abcd", "ABCD"), Method("m", "M"), *placed, *made]
    return Workbook.of([figure for figure in figures if not (gap and figure.key == C)], entries)


def normal(how: str, **own: object) -> Steps:
    """A normalisation and the mean."""
    return [("normalise", how, own), *MEAN]


@pytest.mark.parametrize(
    ("steps", "goal", "bounds", "expected"),
    [
        (normal("goalposts", **POSTS), TOP, (0, 100), "straight"),
        (normal("goalposts", **POSTS), TOP, (-5e-11, 100 + 5e-11), "straight"),
        (normal("goalposts", **POSTS), TOP, (-1e-9, 100), "one way"),
        (normal("goalposts", **POSTS), TOP, (0, 100 + 1e-9), "one way"),
        (normal("goalposts", **POSTS, truncate=False), TOP, (-9, 200), "straight"),
        (normal("scaled"), TOP, (-9, 200), "straight"),
        (normal("min_max", years="within"), TOP, (60, 80), "straight"),
        (normal("min_max", years="within"), TOP, (59.5, 80), "one way"),
        (normal("min_max", years="within"), TOP, (60, 80.5), "one way"),
        (normal("min_max"), TOP, (5, 95), "straight"),
        (normal("min_max"), TOP, (4.5, 95), "one way"),
        (normal("rank"), FIRST, (1, 100), "one way"),
        (normal("z_score"), FIRST, (1, 100), "anything"),
        (normal("z_score"), TOP, (1, 100), "one way"),
        (normal("fraction_of_maximum"), TOP, (1, 100), "one way"),
        (normal("fraction_of_maximum"), TOP, (0, 100), "anything"),
        (normal("goalposts", **POSTS, codes=["b", "c"]), TOP, (0, 100), "anything"),
        (normal("goalposts", **POSTS, codes=["a", "b", "c"]), TOP, (0, 100), "straight"),
        (normal("z_score", each={"a": {"how": "goalposts", **POSTS}}), TOP, (0, 100), "straight"),
        (normal("goalposts", **POSTS, each={"a": {"how": "z_score"}}), TOP, (0, 100), "one way"),
        ([("normalise", "goalposts", POSTS), ("aggregate", "geometric", {})], TOP, (0, 100), "one way"),
        ([("normalise", "goalposts", POSTS), ("aggregate", "topsis", {})], TOP, (0, 100), "anything"),
        ([("normalise", "goalposts", POSTS), ("aggregate", "topsis", {"each": {"p": PLAIN, "top": PLAIN}})],
         TOP, (0, 100), "straight"),
        ([("normalise", "goalposts", POSTS), ("aggregate", "arithmetic", {"each": {"p": {"how": "topsis"}}})],
         TOP, (0, 100), "anything"),
        ([("normalise", "goalposts", POSTS), ("weigh", "equal", {}), *MEAN], TOP, (0, 100), "straight"),
        ([("normalise", "goalposts", POSTS), ("weigh", "entropy", {}), *MEAN], TOP, (0, 100), "anything"),
        ([("impute", "mean", {}), *normal("goalposts", **POSTS)], TOP, (0, 100), "straight"),
        ([("treat", "skew_kurtosis", {}), *normal("goalposts", **POSTS)], TOP, (0, 100), "anything"),
        ([("denominate", "panel", {"by": {"a": "d"}}), *normal("goalposts", **POSTS)], TOP, (0, 200), "straight"),
        ([("denominate", "panel", {"by": {"a": "d"}}), *normal("goalposts", **POSTS)], TOP, (0, 201), "one way"),
        ([("denominate", "panel", {"by": {"a": "d"}}), *normal("min_max")], TOP, (30, 32), "straight"),
        (normal("goalposts", **POSTS)[:1], TOP, (0, 100), "anything"),
    ],
)  # fmt: skip
def test_the_shape_of_a_margin_follows_from_the_steps(
    steps: Steps, goal: ScoreGoal, bounds: tuple[float, float], expected: str
) -> None:
    """A below p below the top; the direction is that of the tree."""
    assert shape(book(steps), goal, {A: bounds}) == (expected, {} if expected == "anything" else {A: 1})


def test_the_shape_is_that_of_the_worst_figure_and_of_the_row_of_the_goal() -> None:
    """Another row, a code that is not below the node, a denominator, a gap or a method that fails tell nothing."""
    plain = book(normal("goalposts", **POSTS))
    assert shape(plain, TOP, {A: (0, 100), B: (0, 100)}) == ("straight", {A: 1, B: -1})
    assert shape(plain, TOP, {B: (0, 101), A: (0, 100)}) == ("one way", {A: 1, B: -1})
    assert shape(plain, TOP, {A: (0, 100), ("v", "a", "2021", ""): (0, 100)})[0] == "anything"
    assert shape(plain, TOP, {("u", "a", "2020", ""): (0, 100)})[0] == "anything"
    assert shape(plain, replace(TOP, node="p"), {A: (0, 100)})[0] == "straight"
    assert shape(plain, replace(TOP, node="p"), {C: (0, 100)})[0] == "anything"
    mixed = [("normalise", "goalposts", POSTS), ("aggregate", "topsis", {"each": {"p": {"how": "arithmetic"}}})]
    assert shape(book(mixed), replace(TOP, node="p"), {A: (0, 100)})[0] == "straight"
    divided = book([("denominate", "panel", {"by": {"a": "c"}}), *normal("goalposts", **POSTS)])
    assert shape(divided, TOP, {C: (0, 100)})[0] == "anything"
    imputed = book([("impute", "mean", {}), *normal("goalposts", **POSTS)], gap=True)
    assert shape(imputed, TOP, {A: (0, 100)})[0] == "anything"
    assert shape(book([("normalise", "nonsense", {}), *MEAN]), TOP, {A: (0, 100)})[0] == "anything"


@pytest.mark.parametrize(
    ("goal", "sign"),
    [(ValueGoal("u", "a", "2021", 1.0), 1), (ValueGoal("u", "a", "2021", 1.0, is_most=True), -1),
     (TierGoal("u", "a", "2021", "top"), 1)],
)  # fmt: skip
def test_a_value_or_a_tier_is_reached_straight(goal: Goal, sign: int) -> None:
    """Downwards where less is better."""
    assert shape(book(MEAN), goal, {A: (0, 1)}) == ("straight", {A: sign})
    assert useful(book(MEAN), goal, {A: (0, 1)}) == {A: (0, 1)}


@pytest.mark.parametrize(
    ("steps", "bounds", "expected"),
    [
        (normal("goalposts", low=10.0, high=70.0), (0, 100), (10, 70)),
        (normal("goalposts", low=10.0, high=70.0), (20, 100), (20, 70)),
        (normal("goalposts", low=40.0, high=70.0), (0, 60), (40, 60)),
        (normal("goalposts", low=10.0, high=40.0), (0, 100), (10, 40)),
        (normal("goalposts", low=41.0, high=70.0), (0, 100), (0, 100)),
        (normal("goalposts", low=10.0, high=39.0), (0, 100), (0, 100)),
        (normal("goalposts", low=10.0, high=70.0), (70, 100), (70, 70)),
        (normal("goalposts", low=10.0, high=70.0), (71, 100), (71, 100)),
        (normal("goalposts", low=10.0, high=70.0), (0, 10), (10, 10)),
        (normal("goalposts", low=10.0, high=70.0), (0, 9), (0, 9)),
        (normal("goalposts", low=10.0, high=70.0, truncate=False), (0, 100), (0, 100)),
        (normal("min_max"), (0, 100), (0, 100)),
        (normal("z_score", each={"a": {"how": "goalposts", "low": 10.0, "high": 70.0}}), (0, 100), (10, 70)),
        (normal("goalposts", low=10.0, high=70.0, each={"a": {"low": 30.0}}), (0, 100), (30, 70)),
        ([("denominate", "panel", {"by": {"a": "d"}}), *normal("goalposts", low=10.0, high=30.0)], (0, 100), (20, 60)),
    ],
)
def test_beyond_goalposts_that_cut_off_a_figure_changes_nothing(
    steps: Steps, bounds: tuple[float, float], expected: tuple[float, float]
) -> None:
    """A is 40, or 20 after its denominator of 2, and lies between the posts; where none are left, bounds stay."""
    assert useful(book(steps), TOP, {A: bounds, B: (-9, 999)})[A] == pytest.approx(expected)


def test_goalposts_are_0_and_1_unless_others_are_given() -> None:
    """Both as numbers."""
    assert posts_of({}) == (0, 1)
    assert posts_of({"low": -5}) == (-5, 1)
    assert posts_of({"high": 2.5}) == (0, 2.5)


def test_a_period_without_any_figure_begins_as_the_one_before() -> None:
    """Its row is not in the method yet: (a + 20) / 2 of a hundred is the mean beside c, which is missing there."""
    goal = ScoreGoal("m", "p", "u", "2022", score=0.75)
    made = one_figure(book(normal("goalposts", **POSTS)), goal, ("u", "a", "2022", ""), (0, 100))
    assert (made.before[0].value, made.after[0].value, made.is_least) == (40, pytest.approx(75), True)
