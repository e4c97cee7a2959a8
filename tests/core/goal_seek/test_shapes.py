"""What is known of a goal before it is searched for: the shape of its margin, and the bounds that change anything."""

import json
from dataclasses import replace
from types import SimpleNamespace

import polars as pl
import pytest

from core.errors import BadEntry
from core.goal_seek.goal import Goal, ScoreGoal, TierGoal, ValueGoal, spoken
from core.goal_seek.goalposts import scale_of, useful
from core.goal_seek.one import one_figure
from core.goal_seek.several import several_figures
from core.goal_seek.shape import shape
from core.method.errors import MethodError
from core.workbook.entries import Indicator, Method, Step, Tier, TreeNode, Unit
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


@pytest.mark.parametrize(
    ("value", "raw", "scale"),
    [(6.0, 3.0, 2.0), (-6.0, -3.0, 2.0), (-6.0, 3.0, None), (0.0, 3.0, None), (6.0, 0.0, None), (None, 3.0, None),
     (6.0, None, None)],
)  # fmt: skip
def test_what_a_step_reads_for_each_unit_of_a_divided_figure(
    value: float | None, raw: float | None, scale: float | None
) -> None:
    """Unknown without both, and where it is not above 0; 1 for a figure that nothing divides."""
    frame = pl.DataFrame({"unit": ["u", "v"], "period": ["2021", "2021"], "a": [raw, 9.0]}, strict=False)
    document = SimpleNamespace(steps=[Step("m", 1, "denominate", "panel")], settings=[{"by": {"a": "d"}}])
    after = frame.with_columns(a=pl.Series([value, 9.0]))
    result = SimpleNamespace(document=document, raw=frame, stages=[SimpleNamespace(frame=after)])
    assert scale_of(result, 0, A) == scale  # type: ignore[arg-type]
    assert scale_of(result, 0, B) == 1  # type: ignore[arg-type]


def test_the_lead_over_a_rank_or_a_score_by_hand() -> None:
    """U has 50, the others 60 and 20; a rank that nobody holds is reached by all."""
    frame = pl.DataFrame({"unit": [*"uvw", "u"], "period": ["2021"] * 3 + ["2020"], "top": [50.0, 60, 20, 99]})
    result = SimpleNamespace(nodes=("top",), scores=frame)

    def lead(**goal: float) -> float:
        return ScoreGoal("m", "top", "u", "2021", **goal).lead(result)  # type: ignore[arg-type]

    assert [lead(rank=rank) for rank in (1, 2, 3, 9)] == [-10, 30, 0, 0]
    assert lead(score=45) == 5
    with pytest.raises(MethodError, match="q is not a node of m: use one of top"):
        replace(FIRST, node="q").lead(result)  # type: ignore[arg-type]
    with pytest.raises(MethodError, match="top has no score for z in 2021"):
        replace(FIRST, unit="z").lead(result)  # type: ignore[arg-type]
    for wrong in (0, -1):
        with pytest.raises(BadEntry, match="the best is 1"):
            replace(FIRST, rank=wrong).margin(book(MEAN))
    with pytest.raises(BadEntry, match="either the score or the rank"):
        replace(FIRST, score=3.0).margin(book(MEAN))


def test_the_margin_of_a_value_and_of_a_tier_by_hand() -> None:
    """A size that is nearly in a tier is just below, however large it is; what is not there is refused."""
    tiers = [Tier("top", "Top", "顶", threshold=100.0), Tier("low", "Low", threshold=10.0)]
    figures = [
        Figure("u", "i", "2020", value=95.0), Figure("u", "i", "2021", value=120.0),
        Figure("u", "i", "2022", status="O"), Figure("u", "n", "2019", value=99.0),
    ]  # fmt: skip
    made = Workbook.of(figures, [Unit("u", "The unit"), Indicator("i", "Size"), *tiers])

    def margin(goal: Goal) -> float:
        return goal.margin(made)(made)

    assert margin(ValueGoal("u", "i", "2021", 100.0)) == 20
    assert margin(ValueGoal("u", "i", "2021", 100.0, is_most=True)) == -20
    for when in ("2022", "2023"):
        with pytest.raises(BadEntry, match=f"There is no figure of u i {when}"):
            margin(ValueGoal("u", "i", when, 100.0))
    assert margin(TierGoal("u", "i", "2021", "top")) == 20
    assert margin(TierGoal("u", "i", "2020", "top")) == -5
    assert margin(TierGoal("u", "i", "2020", "low")) == 85
    assert margin(TierGoal("u", "n", "2019", "top")) == -1
    book_nearly = made.with_figure(("u", "i", "2021", ""), Figure("u", "i", "2021", value=100.0, qualifier="nearly"))
    assert TierGoal("u", "i", "2021", "top").margin(made)(book_nearly) == -1e-10
    with pytest.raises(BadEntry, match="no size of u i up to 2018"):
        margin(TierGoal("u", "i", "2018", "top"))
    with pytest.raises(BadEntry, match="no tier x: use one of top, low"):
        margin(TierGoal("u", "i", "2021", "x"))
    spoken_tier = spoken(TierGoal("u", "i", "2021", "top"), made)
    assert (spoken_tier.unit, spoken_tier.indicator, spoken_tier.tier) == ("The unit", "Size", "Top")  # type: ignore[union-attr]
    assert spoken(ValueGoal("u", "i", "2021", 1.0), made) == ValueGoal("The unit", "Size", "2021", 1.0)
    assert spoken(TOP, book(MEAN)).node == "top"  # type: ignore[union-attr]
    assert spoken(replace(TOP, node="a"), book(MEAN)).node == "A"  # type: ignore[union-attr]
    nodes = book(MEAN)
    for en, zh, name in (("Whole", "", "Whole"), ("", "全部", "全部"), ("Whole", "全部", "Whole")):
        placed = replace(nodes.tables["placed"]["m/top"], name_en=en, name_zh=zh)
        named = spoken(TOP, nodes.with_entry("placed", placed.key, placed))
        assert (named.node, named.unit) == (name, "U")  # type: ignore[union-attr]


def test_what_is_reached_just_now_needs_nothing() -> None:
    """At the goal itself, and by less than 1 above it."""
    made = Workbook.of([Figure("u", "a", "2021", value=5.0)], [Unit("u", "U"), Indicator("a", "A")])
    for value in (5.0, 4.5):
        goal = ValueGoal("u", "a", "2021", value)
        assert one_figure(made, goal, A, (0, 9)).before == one_figure(made, goal, A, (0, 9)).after
        assert several_figures(made, goal, {A: (0, 9)}).effort == 0
    zero = Workbook.of([Figure("u", "a", "2021", value=0.0)], [Unit("u", "U"), Indicator("a", "A")])
    assert one_figure(zero, ValueGoal("u", "a", "2021", 0.0), A, (0, 9)).effort == 0
    assert one_figure(zero, ValueGoal("u", "a", "2021", 5.0), A, (0, 9)).effort == 500


def test_a_period_without_any_figure_begins_as_the_one_before() -> None:
    """Its row is not in the method yet: (a + 20) / 2 of a hundred is the mean beside c, which is missing there."""
    goal = ScoreGoal("m", "p", "u", "2022", score=0.75)
    made = one_figure(book(normal("goalposts", **POSTS)), goal, ("u", "a", "2022", ""), (0, 100))
    assert (made.before[0].value, made.after[0].value, made.is_least) == (40, pytest.approx(75), True)
