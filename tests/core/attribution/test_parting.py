"""The change of one node taken apart: closed forms written out, and values of games that are known."""

from collections.abc import Callable
from dataclasses import replace
from math import exp, fsum, log

import numpy as np
import polars as pl
import pytest

from core.attribution.change import Effect, _exact_effects, change, completed, same_figures
from core.attribution.parting import Side, _transform_and_slope, drawn_shapley, parted, secant, shapley
from core.attribution.place import place_change
from core.attribution.share import ROUNDING, Parts, exact, ratio_change, share_change, summing_to
from core.method.aggregate import AGGREGATIONS
from core.method.document import Document
from core.method.errors import MethodError
from core.method.run import Scored, run
from core.workbook.entries import Method, Step, TreeNode

Means = tuple[Callable[[float], float], Callable[[float], float], Callable[[float], float]]
MEANS: dict[str, Means] = {
    "arithmetic": (lambda x: x, lambda _: 1.0, lambda y: y),
    "geometric": (log, lambda x: 1 / x, exp),
    "harmonic": (lambda x: 1 / x, lambda x: -1 / x**2, lambda y: 1 / y),
    "power": (lambda x: x**0.3, lambda x: 0.3 * x**-0.7, lambda y: y ** (1 / 0.3)),
}


def side(
    how: str, values: dict[str, float], weights: dict[str, float], score: float | None = None, **settings: object
) -> Side:
    """A node over its children, which it alone compares."""
    order = tuple(weights)
    if score is None:
        f, _, inverse = MEANS[how]
        total = sum(weights[code] for code in values)
        score = inverse(sum(weights[code] * f(x) for code, x in values.items()) / total)
    peers = np.array([[values.get(code, np.nan) for code in order]])
    own = {"how": how, **({"p": 0.3} if how == "power" else {}), **settings}
    return Side(score, values, weights, own, order, peers)


def test_the_change_of_a_mean_by_hand() -> None:
    """Shares 1/4 and 3/4 of 2 and 6 become halves of 4 and 5."""
    made = parted("n", side("arithmetic", {"a": 2, "b": 6}, {"a": 1, "b": 3}),
                  side("arithmetic", {"a": 4, "b": 5}, {"a": 2, "b": 2}))  # fmt: skip
    assert made.scores == pytest.approx({"a": 0.75, "b": -0.625})
    assert made.weights == pytest.approx({"a": -0.4375, "b": -0.1875})
    assert (made.slopes, made.rule) == (pytest.approx({"a": 0.375, "b": 0.625}), 0)


@pytest.mark.parametrize("how", MEANS)
def test_the_change_of_a_mean_of_a_function_is_the_closed_form(how: str) -> None:
    """One child goes, another comes, a third stays: over the secant of the function at the node."""
    old = side(how, {"a": 2.0, "b": 6.0, "s": 3.0, "zero": 9.0}, {"a": 1, "b": 3, "s": 2, "zero": 0})
    new = side(how, {"a": 4.0, "c": 5.0, "s": 3.0, "zero": 8.0}, {"a": 1, "c": 2, "s": 2, "zero": 0})
    made = parted("n", old, new)
    f, slope, _ = MEANS[how]
    over = (f(new.score) - f(old.score)) / (new.score - old.score)
    middle = (f(old.score) + f(new.score)) / 2
    rows = {
        "a": (1 / 6, 1 / 5, 2.0, 4.0, (f(4.0) - f(2.0)) / 2), "b": (3 / 6, 0, 6.0, 6.0, slope(6.0)),
        "s": (2 / 6, 2 / 5, 3.0, 3.0, slope(3.0)), "c": (0, 2 / 5, 5.0, 5.0, slope(5.0)),
    }  # fmt: skip
    for code, (was, now, x0, x1, steep) in rows.items():
        assert made.scores[code] == pytest.approx((was + now) / 2 * (f(x1) - f(x0)) / over)
        assert made.weights[code] == pytest.approx((now - was) * ((f(x0) + f(x1)) / 2 - middle) / over)
        assert made.slopes[code] == pytest.approx((was + now) / 2 * steep / over)
    assert set(made.scores) == set(made.weights) == set(rows)
    assert fsum([*made.scores.values(), *made.weights.values()]) == pytest.approx(new.score - old.score)


@pytest.mark.parametrize(("how", "p"), [("power", 1), ("power", 0), ("power", -1)])
def test_a_power_mean_of_1_0_and_minus_1_is_the_one_with_a_name(how: str, p: float) -> None:
    """Arithmetic, geometric, harmonic."""
    names = {1: "arithmetic", 0: "geometric", -1: "harmonic"}
    own, other = _transform_and_slope({"how": how, "p": p}), _transform_and_slope({"how": names[int(p)]})
    assert own is not None
    assert other is not None
    for x in (0.5, 3.0):
        assert [part(x) for part in own] == pytest.approx([part(x) for part in other])
        assert [part(x) for part in other] == pytest.approx([part(x) for part in MEANS[names[int(p)]][:2]])
    assert _transform_and_slope({"how": "topsis"}) is None


def test_the_slope_of_a_power_at_0() -> None:
    """1 for the mean itself; where it is infinite a score that stays 0 moves nothing."""
    for how, p, slope in (("arithmetic", None, 1), ("power", 1, 1), ("power", 0.5, 0), ("power", 2, 0)):
        made = _transform_and_slope({"how": how, "p": p})
        assert made is not None
        assert made[1](0.0) == slope
    old = side("power", {"a": 0.0, "b": 0.0}, {"a": 1, "b": 1}, 0.0)
    assert parted("n", old, old).scores == {"a": 0, "b": 0}


def test_a_secant_is_the_mean_slope_or_the_slope_where_both_are_one() -> None:
    """One to nine digits; and both 0 are one."""
    assert secant(lambda x: x * x, lambda x: 2 * x, 1.0, 3.0) == 4
    assert secant(lambda x: x * x, lambda _: 99.0, 2.0, 2.0 + 1e-9) == 99
    assert secant(lambda x: x * x, lambda _: 99.0, 2.0, 2.0 + 3e-9) == pytest.approx(4, rel=1e-6)
    assert secant(lambda x: x * x, lambda _: 99.0, -2.0 - 1e-9, -2.0) == 99
    assert secant(lambda x: x * x, lambda _: 99.0, 0.0, 0.0) == 99


def test_what_is_no_mean_of_one_function_is_shared_over_all_orders() -> None:
    """From 2.5, the mean of 1 and 4, to 4, the geometric one of 4 and 4: a gave (1.5 + 2) / 2, the rule -1 / 4."""
    old = side("arithmetic", {"a": 1.0, "b": 4.0}, {"a": 1, "b": 1})
    new = side("geometric", {"a": 4.0, "b": 4.0}, {"a": 1, "b": 1})
    made = parted("n", old, new)
    assert made.scores == pytest.approx({"a": 1.75, "b": 0})
    assert (made.rule, made.weights) == (pytest.approx(-0.25), {})
    assert made.slopes == pytest.approx({"a": 1.75 / 3, "b": 0})
    heavy = parted("n", old, side("geometric", {"a": 1.0, "b": 4.0}, {"a": 1, "b": 3}))
    weight, rule = ((3.25 - 2.5) + (4**0.75 - 2)) / 2, ((2 - 2.5) + (4**0.75 - 3.25)) / 2
    assert (heavy.weights, heavy.rule) == (pytest.approx({"n": weight}), pytest.approx(rule))
    assert heavy.scores == heavy.slopes == {"a": 0, "b": 0}
    comes = parted("n", old, side("geometric", {"a": 1.0, "b": 4.0, "c": 2.0}, {"a": 1, "b": 1, "c": 1}))
    assert comes.slopes == {"a": 0, "b": 0, "c": 0}
    assert fsum([*comes.scores.values(), *comes.weights.values(), comes.rule]) == pytest.approx(2 - 2.5)


def test_a_value_between_that_no_rule_has_is_refused() -> None:
    """A geometric mean of a score below 0, and one of nothing."""
    old = side("arithmetic", {"a": -1.0, "b": 4.0}, {"a": 1, "b": 1})
    new = side("geometric", {"a": 4.0, "b": 4.0}, {"a": 1, "b": 1})
    with pytest.raises(MethodError, match="n has no geometric mean: the change cannot"):
        parted("n", old, new)
    gone = side("arithmetic", {"a": 1.0}, {"a": 1, "b": 1})
    come = side("geometric", {"b": 4.0}, {"a": 1, "b": 1})
    with pytest.raises(MethodError, match="n has no score: the change cannot"):
        parted("n", gone, come)


GLOVES = {frozenset("LR"): 1, frozenset("LS"): 1, frozenset("LRS"): 1}


def test_the_value_of_a_game_is_the_published_one() -> None:
    """One left glove and two right ones: 2/3 and 1/6 each; two players by hand. (Shapley 1953)"""
    assert shapley("LRS", lambda some: GLOVES.get(some, 0)) == pytest.approx({"L": 2 / 3, "R": 1 / 6, "S": 1 / 6})
    worth = {frozenset(): 0.5, frozenset("a"): 1.0, frozenset("b"): 2.0, frozenset("ab"): 4.0}
    assert shapley("ab", worth.__getitem__) == pytest.approx({"a": 1.25, "b": 2.25})


def test_drawn_orders_and_their_reverses_have_the_sum_of_the_game() -> None:
    """Exactly the value for two players, near it for three; each subset is asked once."""
    asked: list[frozenset[str]] = []
    worth = {frozenset(): 0.5, frozenset("a"): 1.0, frozenset("b"): 2.0, frozenset("ab"): 4.0}

    def counted(some: frozenset[str]) -> float:
        asked.append(some)
        return worth[some]

    assert drawn_shapley("ab", counted, 5) == pytest.approx({"a": 1.25, "b": 2.25})
    assert sorted(map(len, asked)) == [0, 1, 1, 2]
    many = drawn_shapley("LRS", lambda some: GLOVES.get(some, 0))
    assert sum(many.values()) == pytest.approx(1)
    assert many == pytest.approx({"L": 2 / 3, "R": 1 / 6, "S": 1 / 6}, abs=0.06)
    assert many == drawn_shapley("LRS", lambda some: GLOVES.get(some, 0), 128)


def test_shares_and_ratios_by_hand() -> None:
    """From 2 of 5 to 3 of 10 beside what grew and what came; and by both orders where a figure is below 0."""
    made = share_change({"a": 2.0, "b": 3.0}, {"a": 3.0, "b": 4.0, "c": 3.0}, "a")
    assert made is not None
    own = 1 * (1 / 5 + 1 / 10) / 2
    assert (made.before, made.after) == (0.4, 0.3)
    assert made.amounts == pytest.approx({"a": own - 2.5 / 50, "b": -2.5 / 50, "c": -3 * 2.5 / 50})
    for old, new in (({"b": 1.0}, {"b": 2.0}), ({"a": 0.0}, {"a": 1.0}), ({"a": 1.0}, {"b": -1.0})):
        assert share_change(old, new, "a") is None
    gone = share_change({"a": 1.0, "b": 3.0}, {"b": 3.0}, "a")
    assert gone is not None
    assert (gone.before, gone.after) == (0.25, 0)
    signed = ratio_change((-2.0, 4.0), (3.0, 5.0), ("top", "bottom"), 100)
    assert signed is not None
    top, bottom = 100 * 5 * (1 / 4 + 1 / 5) / 2, 100 * 0.5 * (1 / 5 - 1 / 4)
    assert (signed.before, signed.after) == (-50, 60)
    assert signed.amounts == pytest.approx({"top": top, "bottom": bottom})
    scaled = ratio_change((2.0, 4.0), (3.0, 5.0), ("top", "bottom"), 100)
    assert scaled is not None
    assert scaled.amounts["bottom"] == pytest.approx(-10 / log(1.2) * log(1.25))
    assert ratio_change((1.0, 2.0), (1.0, 0.0), ("top", "bottom")) is None


def test_rounding_goes_into_the_largest_amount_that_has_the_digits_for_it() -> None:
    """Where none has, it is an amount by itself; of nothing nothing is made."""
    assert summing_to(1.0, {"a": 0.25, "b": -0.5, "c": 0.125}) == {"a": 0.25, "b": 0.625, "c": 0.125}
    large = summing_to(1.0, {"a": 1e17, "b": -1e17, "c": 0.5})
    assert fsum(large.values()) == 1
    assert large["c"] in (0.5, 1.0)
    assert exact(Parts(1.0, 3.0, {"a": 0.5, "b": 1.0})).amounts == {"a": 0.5, "b": 1.5}
    assert exact(Parts(1.0, 3.0, {})).amounts == {}
    rest = exact(Parts(0.0, 2.0**-60 + 2.0**-120, {"a": 1.0})).amounts
    assert ROUNDING not in rest
    assert fsum(rest.values()) == 2.0**-60 + 2.0**-120
    effects = {"t": Effect("t", "", 1.0, 2.0, data=0.25), "a": Effect("a", "t", 1.0, 2.0, weight=-0.5, method=0.125)}
    made = _exact_effects(effects, 1.0)
    assert (made["t"].data, made["a"].weight, made["a"].method) == (0.25, 0.625, 0.125)


def test_a_rule_that_ranks_rows_has_the_node_as_one_of_them() -> None:
    """Its own figure did all of it, wherever its row stands."""
    weights = {"a": 1.0, "b": 1.0}
    score = AGGREGATIONS["copeland"].score
    old_rows = np.array([[2.0, 2], [1, 1], [3, 3]])
    new_rows = np.array([[3.0, 3], [2, 2], [2.5, 1]])
    before, after = (float(score(rows.T, np.ones(2))[at]) for rows, at in ((old_rows, 1), (new_rows, 2)))
    old = Side(before, {"a": 1.0, "b": 1.0}, weights, {"how": "copeland"}, ("a", "b"), old_rows, 1)
    new = Side(after, {"a": 2.5, "b": 1.0}, weights, {"how": "copeland"}, ("a", "b"), new_rows, 2)
    made = parted("n", old, new)
    assert before != after
    assert (made.scores, made.rule, made.weights) == ({"a": pytest.approx(after - before), "b": 0}, 0, {})


def test_settings_that_are_not_of_the_rule_leave_the_closed_form() -> None:
    """As the share of children that must be there."""
    old = side("arithmetic", {"a": 2, "b": 6}, {"a": 1, "b": 3}, available=0.5)
    new = side("arithmetic", {"a": 4, "b": 5}, {"a": 2, "b": 2}, available=0.0)
    assert parted("n", old, new).weights == pytest.approx({"a": -0.4375, "b": -0.1875})


def test_a_child_that_comes_with_its_weight_and_another_rule_by_hand() -> None:
    """Score and weight of c need each other: -1/36 each under the mean; the rule gave -4/9."""
    old = side("arithmetic", {"a": 1.0, "b": 4.0}, {"a": 1, "b": 1})
    made = parted("n", old, side("geometric", {"a": 1.0, "b": 4.0, "c": 2.0}, {"a": 1, "b": 1, "c": 1}))
    assert made.scores == pytest.approx({"a": 0, "b": 0, "c": -1 / 36})
    assert (made.weights, made.rule) == (pytest.approx({"n": -1 / 36}), pytest.approx(-4 / 9))


def test_up_to_so_many_players_every_order_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond them orders are drawn."""
    old = side("arithmetic", {"a": 1.0, "b": 4.0}, {"a": 1, "b": 1})
    two = side("geometric", {"a": 4.0, "b": 4.0}, {"a": 1, "b": 1})
    three = side("geometric", {"a": 4.0, "b": 9.0}, {"a": 1, "b": 1})
    monkeypatch.setattr("core.attribution.parting.MOST_PLAYERS", 2)
    monkeypatch.setattr("core.attribution.parting.drawn_shapley", lambda players, _: dict.fromkeys(players, 7.0))
    assert parted("n", old, two).scores["a"] == pytest.approx(1.75)
    assert parted("n", old, three).scores["a"] == 7


def test_a_change_of_figures_and_of_the_rule_is_parted_at_once() -> None:
    """Figures are the same before the weights of both: one decomposition, not the mean over two orders."""
    frame = pl.DataFrame({"unit": ["u"] * 2, "period": ["1", "2"], "a": [1.0, 4.0], "b": [4.0, 9.0]})
    placed = (TreeNode("m", "top"), TreeNode("m", "a", "top"), TreeNode("m", "b", "top"))
    first, second = (
        run(Document(Method("m", "M"), placed, (Step("m", 1, "aggregate", how),)), frame)
        for how in ("arithmetic", "geometric")
    )
    rows = np.array([[1.0, 4], [4, 9]])
    old = replace(side("arithmetic", {"a": 1.0, "b": 4.0}, {"a": 1, "b": 1}), peers=rows)
    new = replace(side("geometric", {"a": 4.0, "b": 9.0}, {"a": 1, "b": 1}), peers=rows)
    made, expected = change(first, second, ("u", "1"), ("u", "2"), "top"), parted("top", old, new)
    assert {effect.code: effect.data for effect in made.effects if effect.parent} == pytest.approx(expected.scores)
    assert made.effects[0].method == pytest.approx(expected.rule)
    only = change(first, first, ("u", "1"), ("u", "2"), "a")
    assert [(effect.code, effect.data, effect.below) for effect in only.effects] == [("a", 3, 3)]


def test_figures_are_the_same_where_both_have_them() -> None:
    """Whatever other columns there are."""
    frame = pl.DataFrame({"unit": ["u", "v"], "period": ["1", "1"], "a": [1.0, None], "b": [2.0, 3.0]})
    assert same_figures(frame, frame.drop("b").with_columns(c=pl.lit(1.0))) is True
    assert same_figures(frame, frame.with_columns(b=pl.lit(2.0))) is False
    assert completed(frame.drop("b"), frame).equals(frame)
    assert completed(frame, frame.drop("b")) is frame


def test_what_cannot_be_explained_is_refused_in_words() -> None:
    """A method without an aggregation at its end, and a node that one side does not have."""
    frame = pl.DataFrame({"unit": ["u", "v"], "period": ["1", "1"], "a": [1.0, 2.0], "b": [2.0, None]})
    placed = (TreeNode("m", "top"), TreeNode("m", "p", "top"), TreeNode("m", "a", "p"), TreeNode("m", "q", "top"),
              TreeNode("m", "b", "q"))  # fmt: skip
    mean = (Step("m", 1, "aggregate", "arithmetic"),)
    made = run(Document(Method("m", "M"), placed, mean), frame)
    for steps in ((), (Step("m", 1, "normalise", "scaled"),)):
        with pytest.raises(MethodError, match="does not end with an aggregation"):
            change(run(Document(Method("m", "M"), placed, steps), frame), made, ("u", "1"), ("u", "1"), "top")
    other = run(Document(Method("m", "M"), placed[:3], mean), frame.drop("b"))
    with pytest.raises(MethodError, match="q has no score for u in 1: there is nothing to explain"):
        change(made, other, ("u", "1"), ("u", "1"), "q")
    goes = change(made, made, ("u", "1"), ("v", "1"), "top")
    assert [effect.code for effect in goes.effects] == ["top", "p", "a", "q"]
    assert fsum(part for one in goes.effects for part in (one.data, one.weight, one.method)) == goes.total == 0.5


KINDS = ("data", "weight", "method")


def test_the_kinds_of_a_change_of_rank_are_those_of_every_mixture() -> None:
    """Each mixture of figures, weights and steps is run by itself, and shared over all orders."""
    figures = [pl.DataFrame({"unit": list("uvwxy"), "period": ["1"] * 5, "a": a, "b": b}) for a, b in (
        ([1.0, 6, 4.5, 5, 2], [9.0, 3, 4.5, 4, 7]), ([3.0, 6, 4.5, 8, 2], [5.0, 3, 6.5, 4, 7.5]),
    )]  # fmt: skip
    weights = [(1.0, 2.0), (4.0, 1.0)]
    rules = ["arithmetic", "harmonic"]

    def result(some: frozenset[str]) -> Scored:
        data, weight, rule = (kind in some for kind in KINDS)
        nodes = [TreeNode("m", code, "top", own) for code, own in zip("ab", weights[weight], strict=True)]
        step = Step("m", 1, "aggregate", rules[rule])
        return run(Document(Method("m", "M"), (TreeNode("m", "top"), *nodes), (step,)), figures[data])

    def worth(some: frozenset[str]) -> float:
        return -float(result(some).ranks.filter(pl.col("unit").cast(pl.String) == "u")["top"][0])

    for old, new in ((frozenset(), frozenset(KINDS)), (frozenset(), frozenset(KINDS[1:]))):
        made = place_change(result(old), result(new), ("u", "1"), ("u", "1"), "top")
        expected = shapley(sorted(new), worth)
        assert dict(made.kinds) == pytest.approx({kind: expected.get(kind, 0.0) for kind in KINDS})
        assert made.gained == worth(new) - worth(old)
    assert len(set(made.kinds.values())) > 1
