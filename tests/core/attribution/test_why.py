"""Contributions: published ones, sums to the last digit, and no matter in which order things changed."""

import json
from dataclasses import replace
from itertools import product
from math import fsum
from typing import Any

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.attribution.change import change
from core.attribution.parting import _transform_and_slope, drawn_shapley, secant, shapley
from core.attribution.path import path
from core.method.document import Document, load
from core.method.errors import MethodError
from core.method.origin import filling, weighing_at
from core.method.panel import Panel
from core.method.run import Scored, run
from core.method.run import scored as scored_of
from core.workbook.entries import Indicator, Method, Source, Step, TreeNode, Unit
from core.workbook.figure import Figure
from core.workbook.workbook import Workbook

RULES = [
    "arithmetic",
    "geometric",
    "harmonic",
    "power",
    "mazziotta_pareto",
    "topsis",
    "limiting_factor",
    "copeland",
]


@pytest.mark.parametrize("rule", ["arithmetic", "geometric", "harmonic", "power"])
@pytest.mark.parametrize("value", [0.5, 3.0])
def test_the_slope_where_two_values_are_one_is_that_of_two_near_ones(rule: str, value: float) -> None:
    """As (f(b) - f(a)) / (b - a) for b beside a, of every mean of a function."""
    ways = _transform_and_slope({"how": rule, "p": 0.3})
    assert ways
    assert secant(*ways, value, value) == pytest.approx(secant(*ways, value, value * 1.000001), rel=1e-5)


def flat(how: str, weights: list[float], rows: list[list[float]]) -> Scored:
    """An index straight of its children, one unit in two years."""
    codes = "abc"[: len(weights)]
    placed = (TreeNode("m", "top"), *(TreeNode("m", code, "top", w) for code, w in zip(codes, weights, strict=True)))
    frame = pl.DataFrame({"unit": ["u"] * 2, "period": ["1", "2"]}).with_columns(
        pl.Series(code, [row[at] for row in rows]) for at, code in enumerate(codes)
    )
    return run(Document(Method("m", "M"), placed, (Step("m", 1, "aggregate", how),)), frame)


@pytest.mark.parametrize(
    ("name", "how"), [("contribution_additive", "arithmetic"), ("contribution_geometric_lmdi", "geometric")]
)
def test_published_contributions_come_out(examples: dict[str, dict[str, Any]], name: str, how: str) -> None:
    """Additive for the arithmetic mean, log-mean for the geometric one."""
    example = examples[name]
    inputs, expected = example["inputs"], example["expected"]
    scored = flat(how, inputs["w"], [inputs["y0"], inputs["y1"]])
    made = change(scored, scored, ("u", "1"), ("u", "2"), "top")
    assert [one.data for one in made.effects if one.code != "top"] == pytest.approx(expected["contrib"], abs=1e-8)
    assert made.total == pytest.approx(expected["total"], abs=1e-8)
    assert (made.sum("weight"), made.sum("method")) == (0, 0)


def two_levels(how: str, top: str, weights: list[float], normalise: str = "min_max", seed: int = 3) -> Scored:
    """Two elements of two indicators, four units in two years, scores from 10 to 100."""
    parents = {"top": "", "left": "top", "right": "top", "a": "left", "b": "left", "c": "right", "d": "right"}
    given_weights = dict(zip(["left", "right", "a", "b", "c", "d"], weights, strict=True))
    placed = tuple(TreeNode("m", code, parent, given_weights.get(code, 1.0)) for code, parent in parents.items())
    span = {"low": 10.0, "high": 100.0} if normalise == "min_max" else {"mean": 100.0, "sd": 10.0}
    steps = (
        Step("m", 1, "normalise", normalise, json.dumps(span)),
        Step("m", 2, "aggregate", how, json.dumps({"each": {"top": {"how": top}}})),
    )
    random = np.random.default_rng(seed)
    frame = pl.DataFrame({"unit": list("uvwxuvwx"), "period": ["1"] * 4 + ["2"] * 4})
    frame = frame.with_columns(pl.Series(code, random.uniform(1, 9, 8)) for code in "abcd")
    return run(Document(Method("m", "M"), placed, steps), frame)


def summed(made: Any) -> float:  # noqa: ANN401 - a change
    """All effects together."""
    return fsum(part for one in made.effects for part in (one.data, one.weight, one.method))


WEIGHTS = st.lists(st.floats(0.1, 5), min_size=6, max_size=6)


@settings(max_examples=15)
@given(st.sampled_from([*RULES[:4], "limiting_factor"]), st.sampled_from(RULES), WEIGHTS, st.integers(0, 99))
def test_contributions_sum_to_the_change_to_the_last_digit(how: str, top: str, weights: list[float], seed: int) -> None:
    """Two years under any two rules: all is data, and it sums; there and back again is the negative."""
    scored = two_levels(how, top, weights, seed=seed)
    made = change(scored, scored, ("u", "1"), ("u", "2"), "top")
    assert summed(made) == made.total
    assert made.effects[0].below == pytest.approx(made.total, abs=1e-9)
    assert (made.sum("weight"), made.sum("method")) == pytest.approx((0, 0), abs=1e-12)
    back = change(scored, scored, ("u", "2"), ("u", "1"), "top")
    there_by_code = {one.code: one.data for one in made.effects}
    for one in back.effects:
        assert one.data == pytest.approx(-there_by_code[one.code], rel=1e-6, abs=1e-8)


@settings(max_examples=15)
@given(st.sampled_from(RULES[:4]), WEIGHTS, WEIGHTS)
def test_weights_alone_are_told_as_weights(how: str, old: list[float], new: list[float]) -> None:
    """Other weights on the same figures: the whole change is theirs."""
    first, second = two_levels(how, how, old), two_levels(how, how, new)
    made = change(first, second, ("v", "2"), ("v", "2"), "top")
    assert summed(made) == made.total
    assert made.sum("weight") == pytest.approx(made.total, abs=1e-9)
    assert made.sum("data") == pytest.approx(0, abs=1e-9)


@settings(max_examples=15)
@given(st.sampled_from(RULES[:4]), st.sampled_from(RULES[:4]), WEIGHTS, WEIGHTS, st.integers(0, 9))
def test_figures_and_method_are_told_apart(how: str, other: str, old: list[float], new: list[float], seed: int) -> None:
    """Another vintage under another normalisation, other weights and another rule: all of it, and no more."""
    first = two_levels(how, how, old)
    second = two_levels(other, other, new, "z_score", seed=seed + 10)
    made = change(first, second, ("u", "1"), ("u", "1"), "top")
    assert summed(made) == made.total
    assert made.sum("method") != 0
    back = change(second, first, ("u", "1"), ("u", "1"), "top")
    assert back.sum("data") == pytest.approx(-made.sum("data"), rel=1e-6, abs=1e-8)
    assert back.sum("method") == pytest.approx(-made.sum("method"), rel=1e-6, abs=1e-8)


def test_another_rule_alone_is_told_as_method() -> None:
    """From arithmetic to geometric on the same figures and weights: the method did it."""
    weights = [1.0, 2, 1, 1, 2, 1]
    made = change(
        two_levels("arithmetic", "arithmetic", weights),
        two_levels("geometric", "geometric", weights),
        ("u", "1"),
        ("u", "1"),
        "top",
    )
    assert made.sum("method") == pytest.approx(made.total)
    assert all(one.method < 0 for one in made.effects if one.code in ("top", "left", "right"))


@pytest.mark.parametrize(("how", "other"), [*product(RULES[:4], RULES[:4]), *((rule, rule) for rule in RULES)])
def test_effects_sum_before_the_last_digits_are_spread(monkeypatch: pytest.MonkeyPatch, how: str, other: str) -> None:
    """What is spread so that the sum holds to the last digit is rounding alone, under every rule."""
    first, second = two_levels(how, how, [1, 2, 1, 1, 2, 1]), two_levels(other, other, [2, 1, 3, 1, 1, 1], seed=4)
    monkeypatch.setattr("core.attribution.change._exact_effects", lambda parts, _: parts)
    made = change(first, second, ("u", "1"), ("u", "1"), "top")
    assert summed(made) == pytest.approx(made.total, abs=1e-9)


def test_a_figure_that_came_in_is_reported() -> None:
    """A child that was missing before counts by its weight, and the sum still holds."""
    scored = two_levels("arithmetic", "arithmetic", [1.0] * 6)
    stages = scored.stages
    holed = stages[0].frame.with_columns(
        a=pl.when((pl.col("unit") == "u") & (pl.col("period") == "1")).then(None).otherwise("a")
    )
    made = run(scored.document, holed)
    found = change(made, made, ("u", "1"), ("u", "2"), "top")
    assert summed(found) == found.total
    came = next(one for one in found.effects if one.code == "a")
    assert came.before is None
    assert came.weight != 0


@pytest.mark.parametrize("rows", [[[0.0, 0.0], [4.0, 0.0]], [[0.0, 0.0], [0.0, 0.0]]])
def test_a_power_mean_of_zeros_has_parts(rows: list[list[float]]) -> None:
    """The slope of a root at 0 has no bounds: a part that stays 0 adds nothing, and so does a score that stays 0."""
    made = flat("power", [1.0, 1.0], rows)
    found = change(made, made, ("u", "1"), ("u", "2"), "top")
    assert [one.data for one in found.effects if one.code != "top"] == [found.after - found.before, 0.0]


def test_shapley_is_the_textbooks() -> None:
    """Gloves: one left, two right; the left one is worth 2/3, each right one 1/6. (Shapley and Shubik 1969)"""
    made = shapley(["left", "r1", "r2"], lambda some: float("left" in some and len(some) > 1))
    assert made == pytest.approx({"left": 2 / 3, "r1": 1 / 6, "r2": 1 / 6})


def test_of_many_players_drawn_orders_give_nearly_the_same_and_sum_to_it() -> None:
    """Where a Shapley value is known in closed form: a sum of squares of sums, and its efficiency to the last digit."""
    players = [f"p{at}" for at in range(14)]
    size = dict(zip(players, range(1, 15), strict=True))

    def worth(some: frozenset[str]) -> float:
        return float(sum(size[one] for one in some) ** 2)

    made = drawn_shapley(players, worth)
    total = sum(size.values())
    assert made == pytest.approx({one: float(size[one] * total) for one in players}, rel=0.1)
    assert fsum(made.values()) == pytest.approx(worth(frozenset(players)), rel=1e-12)
    assert made == drawn_shapley(players, worth)


def test_two_methods_of_other_indicators_are_told_apart() -> None:
    """One reads a, b, c, d and the other a, b, c alone: all of the change is weights and method, and it sums."""
    first = two_levels("arithmetic", "arithmetic", [1.0] * 6)
    placed = tuple(one for one in first.document.placed if one.code != "d")
    second = run(replace(first.document, placed=placed), first.raw.drop("d"))
    for one, other in ((first, second), (second, first)):
        made = change(one, other, ("u", "1"), ("u", "1"), "top")
        assert summed(made) == made.total
        assert made.total != 0
        assert made.sum("data") == 0
    moved = second.raw.with_columns(a=pl.col("a").reverse())
    made = change(first, run(second.document, moved), ("u", "1"), ("u", "1"), "top")
    assert summed(made) == made.total
    assert made.sum("data") != 0


def test_what_has_no_parts_says_so() -> None:
    """A unit that is not there, a period of which nothing is known."""
    scored = two_levels("arithmetic", "arithmetic", [1.0] * 6)
    with pytest.raises(MethodError, match="no row for z in 1"):
        change(scored, scored, ("z", "1"), ("u", "2"), "top")


def test_the_way_of_a_number_names_every_step() -> None:
    """A gap is filled, then normalised; the letter says so."""
    made = two_levels("arithmetic", "arithmetic", [1.0] * 6)
    steps = (Step("m", 1, "impute", "mean"), *(replace(one, number=one.number + 1) for one in made.document.steps))
    frame = made.raw.with_columns(a=pl.when(pl.int_range(pl.len()) > 0).then("a"))
    scored = run(replace(made.document, steps=steps), frame)
    hops = path(scored, ("u", "1"), "a")
    filled = frame["a"].mean()
    assert [(hop.kind, hop.does, hop.status) for hop in hops[:2]] == [
        ("figure", "no figure", "O"),
        ("impute", "imputed from the mean of all", "I"),
    ]
    assert hops[1].after == pytest.approx(filled)
    assert hops[1].source == "m, step 1"
    assert hops[2].does.startswith(f"{hops[2].after:.4g} within 10 and 100, rank ")
    weights = [(hop.kind, hop.does) for hop in hops[3:]]
    assert weights == [("aggregate", "weight 0.5 in left"), ("aggregate", "weight 0.5 in top, 0.25 of the whole")]
    assert hops[-1].after == pytest.approx(scored.scores["top"][0])
    with pytest.raises(MethodError, match="not an indicator of the method"):
        path(scored, ("u", "1"), "left")


def test_the_way_of_a_figure_names_its_source_its_denominator_and_what_treatment_did() -> None:
    """Released, over a bound, divided by people, winsorised: each hop has its letter and its source."""
    figures = [
        Figure(unit, code, "2020", value=value, status=status, source="book", qualifier=qualifier)
        for code, values in (("a", [1.0, 2, 3, 4, 5, 400]), ("people", [2.0] * 6))
        for unit, value, status, qualifier in zip("uvwxyz", values, "AAAAAE", ["exact"] * 5 + ["over"], strict=True)
    ]
    entries = [*(Unit(code, code) for code in "uvwxyz"), Indicator("a", "A"), Indicator("people", "P")]
    workbook = Workbook.of(figures, [*entries, Source("book", "The yearbook")])
    steps = (
        Step("m", 1, "denominate", "panel", '{"by": {"a": "people"}}'),
        Step("m", 2, "treat", "skew_kurtosis"),
        Step("m", 3, "normalise", "min_max"),
        Step("m", 4, "aggregate", "arithmetic"),
    )
    document = Document(Method("m", "M"), (TreeNode("m", "top"), TreeNode("m", "a", "top")), steps)
    made = scored_of(load(document, workbook).apply(workbook), "m")
    assert isinstance(made, Scored)
    hops = path(made, ("z", "2020"), "a", workbook)
    assert [hop.does for hop in hops] == [
        "the raw figure, over",
        "divided by people 2, over",
        "winsorised from 200 to 2.5",
        "1 of 1, rank 1 of 6",
        "weight 1 in top, 1 of the whole",
    ]
    assert [hop.source for hop in hops[:3]] == ["The yearbook", "The yearbook", "m, step 2"]
    assert {hop.status for hop in hops} == {"E"}


@pytest.mark.parametrize(
    ("how", "reach", "period", "told"),
    [
        ("linear_constant", None, "2002", "on the line between 2001 and 2004"),
        ("linear_constant", None, "2006", "from 2004, carried forward unchanged"),
        ("linear_constant", None, "2000", "from 2001, carried back unchanged"),
        ("linear_constant", 1, "2003", "from 2004, carried back unchanged"),
        ("linear", None, "2003", "on the line between 2001 and 2004"),
        ("constant", None, "2003", "from 2001, carried forward unchanged"),
        ("latest", None, "2006", "from 2004, carried forward unchanged"),
    ],
)
def test_a_filled_gap_names_the_figures_it_was_made_of(how: str, reach: float | None, period: str, told: str) -> None:
    """Between two figures the line, outside them the one that is carried; the value in the cell is that figure's."""
    years = [str(year) for year in range(2000, 2007)]
    values = [10.0 if year == "2001" else 40.0 if year == "2004" else None for year in years]
    frame = pl.DataFrame({"unit": ["u"] * 7, "period": years, "a": pl.Series(values, dtype=pl.Float64)})
    settings = {} if reach is None else {"reach": reach}
    placed = (TreeNode("m", "top"), TreeNode("m", "a", "top"))
    steps = (Step("m", 1, "impute", how, json.dumps(settings)), Step("m", 2, "aggregate", "arithmetic"))
    made = run(Document(Method("m", "M"), placed, steps), frame)
    hop = path(made, ("u", period), "a")[1]
    assert hop.does == f"imputed {told}"
    named = dict(zip(years, values, strict=True))
    if "carried" in told:
        assert hop.after == named[told.split()[1].rstrip(",")]
    else:
        assert 10 < (hop.after or 0) < 40


def test_a_gap_filled_within_a_year_or_from_neighbours_says_so() -> None:
    """The year of the mean and the number of neighbours are those of the step."""
    stage = two_levels("arithmetic", "arithmetic", [1.0] * 6).stages[0]
    assert filling(stage, ("u", "1"), "a", "mean", {"years": "within"}) == "from the mean of all in 1"
    assert filling(stage, ("u", "1"), "a", "nearest", {"count": 3}) == "from the 3 nearest rows"
    east = pl.when(pl.col("unit").cast(pl.String) == "u").then(pl.lit("east"))
    grouped = replace(stage, panel=Panel.of(stage.frame.with_columns(part=east), stage.lettered))
    assert filling(grouped, ("u", "1"), "a", "group_mean", {"group": "part"}) == "from the group mean (east)"
    assert filling(grouped, ("v", "1"), "a", "group_mean", {"group": "part"}) == "from the group mean"


def test_weights_name_the_step_that_found_them_node_by_node() -> None:
    """Entropy below one node alone; another by its own choice; what no step weighs, or weighs by hand, is by hand."""
    base = two_levels("arithmetic", "arithmetic", [1.0] * 6).document
    for chosen, expected in [
        ({"nodes": ["left"]}, {"left": (1, "entropy"), "right": None, "top": None}),
        (
            {"each": {"left": {"how": "by_hand"}, "right": {"how": "critic"}}},
            {"left": None, "right": (1, "critic"), "top": (1, "entropy")},
        ),
        ({"over": "indicators"}, dict.fromkeys(("left", "right", "top"), (1, "entropy"))),
    ]:
        weigh = Step("m", 1, "weigh", "entropy", json.dumps(chosen))
        made = replace(base, steps=(weigh, *base.steps))
        assert {node: weighing_at(made, node) for node in expected} == expected


def test_the_way_of_a_number_tells_a_weight_by_hand_beside_found_ones() -> None:
    """The source of the hop into `left` is the step that found its weights, into `top` the hand."""
    base = two_levels("arithmetic", "arithmetic", [1.0] * 6)
    weigh = Step("m", 1, "weigh", "equal", json.dumps({"nodes": ["left"]}))
    steps = (weigh, *(replace(one, number=one.number + 1) for one in base.document.steps))
    hops = path(run(replace(base.document, steps=steps), base.raw), ("u", "1"), "a")
    assert [hop.source for hop in hops if hop.kind == "aggregate"] == [
        "m, weights by step 1, equal",
        "m, manual weights",
    ]


def test_a_denominator_from_the_newest_figure_names_its_year_and_its_scale() -> None:
    """10 of 2020 divided by 4, the newest count of people, times 1,000: the source is that of the newest figure."""
    figures = [
        *(Figure(unit, "a", "2020", value=10.0, source="book") for unit in "uv"),
        *(Figure(unit, "people", "2021", value=4.0, source="census") for unit in "uv"),
    ]
    entries = [*(Unit(code, code) for code in "uv"), Indicator("a", "A"), Indicator("people", "P")]
    workbook = Workbook.of(figures, [*entries, Source("book", "The yearbook"), Source("census", "The census")])
    steps = (
        Step("m", 1, "denominate", "table", '{"by": {"a": "people"}, "scales": {"a": 1000}}'),
        Step("m", 2, "aggregate", "arithmetic"),
    )
    method = Method("m", "M", periods="2020")
    document = Document(method, (TreeNode("m", "top"), TreeNode("m", "a", "top")), steps)
    made = scored_of(load(document, workbook).apply(workbook), "m")
    assert isinstance(made, Scored)
    hop = path(made, ("u", "2020"), "a", workbook)[1]
    assert (hop.after, hop.does, hop.source) == (2500.0, "divided by people 4, times 1000, of 2021", "The census")


def test_an_indicator_that_a_denomination_leaves_alone_says_so() -> None:
    """The step divides a by b; b itself passes as it is."""
    placed = (TreeNode("m", "top"), TreeNode("m", "a", "top"), TreeNode("m", "b", "top"))
    steps = (Step("m", 1, "denominate", "panel", '{"by": {"a": "b"}}'), Step("m", 2, "aggregate", "arithmetic"))
    frame = pl.DataFrame({"unit": ["u", "v"], "period": ["1", "1"], "a": [6.0, 8.0], "b": [2.0, 4.0]})
    made = run(Document(Method("m", "M"), placed, steps), frame)
    assert [path(made, ("u", "1"), code)[1].does for code in "ab"] == ["divided by b 2", "not divided"]
