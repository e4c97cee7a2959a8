"""Small answers of what settings may be and mean, of trees, of weights, and of where a result comes from."""

import numpy as np
import polars as pl
import pytest

from core.method import forms
from core.method.balance import best_weights, correlation_amounts
from core.method.benefit_of_the_doubt import benefit_of_the_doubt_scores, directional_scores, robust_scores
from core.method.components import correlations_of, principal_components
from core.method.correlation_ratio import Smoother, correlation_ratio
from core.method.document import Document, checked, listed
from core.method.entropies import entropies
from core.method.errors import MethodError
from core.method.hierarchy import judgement_of
from core.method.judgements import judgements
from core.method.origin import filling, weighing_at
from core.method.outrank import copeland, outranking
from core.method.rank import rank_changes, rank_of, ranked, ranks
from core.method.run import run
from core.method.setting import Setting
from core.method.settings import own_text
from core.method.tree import Branch, Tree, effective_weights, group_shares
from core.method.weigh import ahp, budget_allocation, by_hand, entropy, mixed, principal_component
from core.method.weights import compared, made_one
from core.workbook.entries import Indicator, Method, Step, TreeNode, Unit
from core.workbook.figure import Figure
from core.workbook.workbook import Workbook

NAN = np.nan


@pytest.mark.parametrize(
    ("form", "valid", "invalid"),
    [
        (forms.NUMBER, [0, -3.5, 10**12], [True, "3", NAN, np.inf, None]),
        (forms.ABOVE_0, [0.001, 3], [0, -1, False]),
        (forms.FROM_0, [0, 0.5], [-0.001, True]),
        (forms.SHARE, [0, 0.3, 1], [-0.001, 1.001]),
        (forms.POWER, [-100, 0, 100], [-100.5, 101]),
        (forms.WHOLE_FROM_0, [0, 3, 7.0, 10**9], [-1, 0.5, 10**9 + 1]),
        (forms.WHOLE_FROM_1, [1, 20], [0, 1.5]),
        (forms.YES_NO, [True, False], [1, 0, "yes"]),
        (forms.TEXT, ["", "a"], [1, None]),
        (forms.PERIOD, ["2020", 2020], [2020.0, True, None]),
        (forms.CODES, [[], ["a", "b"]], ["a", [1], ["a", 1], ("a",)]),
        (forms.RANGE, [[], [0, 100], [-1.5, 2]], [[1], [1, 1], [2, 1], [0, 1, 2], [0, "1"], 5]),
        (forms.PAIRWISE, [[], [[1, 2], [0.5, 1]]], [[1], [["1"]]]),
        (forms.POINTS, [[], [{"a": 0, "b": 3.5}]], [[{"a": -1}], [["a"]], {}]),
        (forms.OWN, [{}, {"a": 1}], [[], ""]),
        (forms.EACH, [{}, {"a": {}}], [{"a": 1}, []]),
        (forms.DENOMINATORS, [{"a": "b"}], [{"a": 1}, []]),
        (forms.SCALES, [{"a": 0.1}], [{"a": 0}, {"a": "1"}]),
        (forms.SHARES, [{"a": 0}], [{"a": -0.1}]),
    ],
)
def test_a_form_has_its_bounds(form: forms.Form, valid: list[object], invalid: list[object]) -> None:
    """The bounds themselves are valid where they are named so."""
    assert [form.fits(value) for value in valid] == [True] * len(valid)
    assert [bool(form.fits(value)) for value in invalid] == [False] * len(invalid)


@pytest.mark.parametrize(
    ("text", "value"),
    [(" yes ", True), ("OFF", False), ("3", 3), ("3.0", 3.0), ("50%", 0.5), ("200%", 2), ("1 000", 1000),
     ("2/3", 2 / 3),
     ("", None), ("unset", None), ("not set", None), ("abc", "abc")],
)  # fmt: skip
def test_a_value_is_read_without_its_form(text: str, value: object) -> None:
    """A whole number stays one unless it has a point."""
    read = forms.value_from(text)
    assert (read, type(read)) == (value, type(value))


@pytest.mark.parametrize(
    ("value", "text"),
    [(True, "yes"), (False, "no"), (None, "unset"), (3.0, "3"), (0.1 + 0.2, "0.3"), ("a", "a"),
     ({"how": "rank", "k": 3, "cap": True}, "rank k=3 cap=yes"), ({"k": None}, "k=unset"),
     (1234567890123.0, "1.23456789012e+12")],
)  # fmt: skip
def test_a_value_is_written_without_its_form(value: object, text: str) -> None:
    """Twelve digits; the choice of a table comes first."""
    assert forms.part_text(value) == text


def test_judgements_and_points_are_written_as_people_do() -> None:
    """One over a whole number where it is one; experts behind each semicolon."""
    assert forms.PAIRWISE.write([[1, 3, 0.4], [1 / 3, 1, 0.25]]) == "1 3 0.4; 1/3 1 1/4"
    assert forms.PAIRWISE.read("", "1 3; 1/3 1") == [[1, 3], [1 / 3, 1]]
    assert forms.POINTS.read("", "a=50 b 30; a 7, b 3") == [{"a": 50, "b": 30}, {"a": 7, "b": 3}]
    assert forms.RANGE.read("", "-1 to 2.5") == [-1, 2.5]
    assert forms.SCALES.read("", "a 1000; b  2") == {"a": 1000, "b": 2}
    assert forms.OWN.read("", "rank a=1 b=x") == {"how": "rank", "a": 1, "b": "x"}
    for text in ("a=1 rank", "rank other"):
        with pytest.raises(MethodError, match="has no ="):
            forms.OWN.read("", text)
    for text in ("1", "1 2 3"):
        with pytest.raises(MethodError, match="is not a range"):
            forms.RANGE.read("", text)
    with pytest.raises(MethodError, match="has no values by code"):
        Setting("", forms.NUMBER).part_value("1")


def test_a_setting_is_empty_where_it_may_be() -> None:
    """Its own word, and the words for nothing, in any case of letters."""
    free = Setting("", forms.NUMBER, empty="any", name="reach")
    codes = Setting("", forms.CODES, empty="all", name="codes", default=["a"])
    bound = Setting("", forms.NUMBER, name="low", default=3.0)
    assert [free.value(text) for text in ("", " ANY ", "Unset", "7")] == [None, None, None, 7]
    assert [codes.value(text) for text in ("all", "", "a b")] == [[], [], ["a", "b"]]
    with pytest.raises(MethodError, match="is not a number"):
        bound.value("")
    assert [free.text(value) for value in (None, "", 7)] == ["any", "any", "7"]
    assert (bound.stored(7), type(bound.stored(7))) == (7, float)
    assert (free.stored(7), type(free.stored(7))) == (7, int)
    assert bound.stored(None) is None
    free.check(None, "Here")
    for setting, value, words in (
        (bound, None, "Here: low must be a number, not None"),
        (free, "x", "reach must be a number, or unset, not 'x'"),
        (Setting("", forms.TEXT, name="how", default="a", choices=("a", "b")), "c", "cannot be “c”: use one of a, b"),
    ):
        with pytest.raises(MethodError, match=words):
            setting.check(value, "Here")


TREE = Tree((
    Branch("b", "p", 3.0), Branch("top"), Branch("p", "top", 2.0), Branch("a", "top", 6.0), Branch("c", "p"),
    Branch("q", "p", 0.0), Branch("d", "q"), Branch("other"), Branch("e", "other"),
))  # fmt: skip


def test_a_tree_knows_its_levels_and_effective_weights() -> None:
    """Children before their nodes, in the order of the branches."""
    assert (TREE.roots, TREE.indicators) == (("top", "other"), ("b", "a", "c", "d", "e"))
    assert TREE.nodes == ("q", "p", "top", "other")
    assert TREE.downwards == ("top", "p", "b", "c", "q", "d", "a", "other", "e")
    assert TREE.children["p"] == ("b", "c", "q")
    assert TREE.ancestors("d") == ("q", "p", "top")
    assert TREE.heights == {"b": 1, "a": 1, "c": 1, "d": 1, "e": 1, "q": 2, "p": 3, "top": 4, "other": 2}
    assert TREE.indicators_below["top"] == ("b", "c", "d", "a")
    assert effective_weights(TREE) == {
        "b": 0.1875, "top": 1, "p": 0.25, "a": 0.75, "c": 0.0625, "q": 0, "d": 0, "other": 1, "e": 1
    }  # fmt: skip
    assert TREE.with_weights({"a": 7.0}).weights["a"] == 7
    with pytest.raises(MethodError, match="z has a weight but no place"):
        TREE.with_weights({"z": 7.0})


@pytest.mark.parametrize(
    ("branches", "words"),
    [
        ([("a", None), ("b", "a"), ("a", "b")], "a is in the tree twice"),
        ([("a", "z")], "a counts towards z, which is not there"),
        ([("a", "b"), ("b", "c"), ("c", "b")], "b counts towards itself"),
        ([("a", "a")], "a counts towards itself"),
    ],
)
def test_branches_that_are_not_a_tree_are_refused(branches: list[tuple[str, str | None]], words: str) -> None:
    """The sentence names the code."""
    with pytest.raises(MethodError, match=words):
        Tree(tuple(Branch(*branch) for branch in branches))


def test_weights_of_siblings_sum_to_1_or_are_refused() -> None:
    """A negative one only where the tree is signed."""
    assert group_shares(TREE, "p") == {"b": 0.75, "c": 0.25, "q": 0}
    negative = Tree((Branch("top"), Branch("a", "top", 3.0), Branch("b", "top", -1.0)))
    with pytest.raises(MethodError, match="weight of b is -1"):
        group_shares(negative, "top")
    assert group_shares(Tree(negative.branches, signed=True), "top") == {"a": 1.5, "b": -0.5}
    for weight, words in ((float("inf"), "weight of a is inf"), (0.0, "below top sum to zero")):
        with pytest.raises(MethodError, match=words):
            group_shares(Tree((Branch("top"), Branch("a", "top", weight))), "top")
    with pytest.raises(MethodError, match="sum to zero"):
        group_shares(Tree((Branch("top"), Branch("a", "top", 1.0), Branch("b", "top", -1.0)), signed=True), "top")
    assert made_one(["a", "b", "c"], [3.0, -1.0, 2.0]) == {"a": 0.75, "b": 0, "c": 0.5}
    with pytest.raises(MethodError, match="weights of a sum to zero: weigh them by hand"):
        made_one(["a"], [0.0])


def test_weights_by_judgement_are_computed_by_hand() -> None:
    """Points, judgements, and two sets together."""
    assert by_hand(["a", "b"], {"a": 3, "b": 1, "c": 9}) == {"a": 0.75, "b": 0.25}
    points = pl.DataFrame({"a": [50.0, None], "b": [30.0, 10.0], "c": [20.0, 30.0]})
    assert budget_allocation(["a", "b", "c"], points) == pytest.approx({"a": 0.25, "b": 0.275, "c": 0.475})
    with pytest.raises(MethodError, match="No expert"):
        budget_allocation(["a"], points.clear())
    for weights in ({"a": -0.1}, {}, {"a": float("inf")}):
        with pytest.raises(MethodError, match="a has no weight of 0 or more"):
            by_hand(["a"], weights)
    assert ahp(["a", "b"], [[1, 3], [1 / 3, 1]]) == pytest.approx({"a": 0.75, "b": 0.25})
    with pytest.raises(MethodError, match="3 indicators need 3 rows"):
        ahp(["a", "b", "c"], [[1, 3], [1 / 3, 1]])
    a, b = {"a": 0.2, "b": 0.8}, {"a": 0.5, "b": 0.5}
    assert mixed(a, b, 0.3) == pytest.approx({"a": 0.41, "b": 0.59})
    assert mixed(a, {"a": 3.0, "b": 1.0}, form="product") == pytest.approx({"a": 0.6 / 1.4, "b": 0.8 / 1.4})


def test_judgements_are_consistent_below_a_tenth() -> None:
    """CR = (lambda - n) / (n - 1) / RI; one or two judgements are always consistent."""
    made = judgement_of([[1, 2, 4], [1 / 2, 1, 3], [1 / 4, 1 / 3, 1]])
    assert made.lambda_max == pytest.approx(3.0182947)
    assert made.consistency_ratio == pytest.approx((3.0182947 - 3) / 2 / 0.58, abs=1e-6)
    assert made.is_consistent
    assert not judgement_of([[1, 2, 1 / 4], [1 / 2, 1, 3], [4, 1 / 3, 1]]).is_consistent
    assert (judgement_of([[1]]).consistency_index, judgement_of([[1]]).consistency_ratio) == (0, 0)
    assert judgement_of([[1, 5], [1 / 5, 1]]).consistency_ratio == 0
    assert judgement_of(np.ones((15, 15)).tolist()).consistency_ratio == pytest.approx(0)
    assert judgement_of(np.ones((16, 16)).tolist()).consistency_ratio is None
    for table, words in (
        ([], "as many columns as rows"),
        ([[1, 2]], "as many columns as rows"),
        ([[1, 2], [1 / 2, 0]], "Judgement 2, 2 is not above 0"),
        ([[1, 2], [1 / 3, 1]], "Judgements 1, 2 and 2, 1 contradict"),
    ):
        with pytest.raises(MethodError, match=words):
            judgement_of(table)


def frame(**columns: list[float | None]) -> pl.DataFrame:
    """Units u, v, ... of 2020."""
    size = len(next(iter(columns.values())))
    return pl.DataFrame({"unit": list("uvwxyz"[:size]), "period": "2020", **columns})


def test_entropy_is_that_of_the_shares_of_a_sum() -> None:
    """By hand, with each way around ln 0; a constant tells nothing."""
    table = frame(a=[0.0, 0.2, 0.8], b=[0.5, 0.5, None], c=[0.3, 0.3, 0.3])
    plain = entropies(table, ["a", "b", "c"])
    expected = -(0.2 * np.log(0.2) + 0.8 * np.log(0.8)) / np.log(3)
    assert plain["entropy"].to_list() == pytest.approx([expected, 1, 1])
    assert plain["divergence"].to_list() == pytest.approx([1 - expected, 0, 0])
    assert plain["weight"].to_list() == [1, 0, 0]
    for zero, moved in (("shift", [0.1, 0.3, 0.9]), ("interval", [0.1, 0.26, 0.74])):
        p = np.array(moved) / sum(moved)
        made = entropies(table, ["a"], zero, 0.1)  # type: ignore[arg-type]
        assert made["entropy"].to_list() == pytest.approx([-(p @ np.log(p)) / np.log(3)])
    p = np.array([0.0001, 0.2001, 0.8001]) / 1.0003
    assert entropies(table, ["a"], "shift")["entropy"].to_list() == pytest.approx([-(p @ np.log(p)) / np.log(3)])
    assert entropy(table, ["a", "b"]) == {"a": 1, "b": 0}
    with pytest.raises(MethodError, match="v a 2020 is below 0, which has no entropy"):
        entropies(frame(a=[0.0, -0.2]), ["a"])
    assert entropies(frame(a=[0.0, 3.0]), ["a"])["entropy"].to_list() == [0]


def test_rows_are_compared_where_they_are_complete_and_differ() -> None:
    """Two rows at least."""
    table = frame(a=[3.0, 7.0, None], b=[1.0, 2.0, 4.0], c=[5.0, 5.0, 6.0])
    assert compared(table, ["a", "b"]).tolist() == [[3, 1], [7, 2]]
    with pytest.raises(MethodError, match="c is the same in all complete rows"):
        compared(table, ["a", "c"])
    with pytest.raises(MethodError, match="Fewer than 2 rows have all of a, b"):
        compared(table[1:], ["a", "b"])


def test_a_component_has_a_sign_of_its_own() -> None:
    """Its loadings sum above 0, or the first of them is above 0."""
    values = np.array([[1.0, -1.0, 3.0], [2.0, -2.0, 7.0], [4.0, -4.0, 20.0]])
    eigenvalues, loadings = principal_components(values[:, :2])
    assert eigenvalues.tolist() == pytest.approx([2, 0])
    assert loadings[:, 0].tolist() == pytest.approx([0.5**0.5, -(0.5**0.5)])
    assert loadings[:, 1].tolist() == pytest.approx([0.5**0.5] * 2)
    assert correlations_of(values)[0].tolist() == pytest.approx([1, -1, np.corrcoef(values[:, 0], values[:, 2])[0, 1]])
    assert principal_components(values)[1].sum(axis=0).min() > -1e-12
    table = frame(a=[1.0, 2.0, 4.0], b=[-1.0, -2.0, -4.0], c=[3.0, 7.0, 20.0])
    with pytest.raises(MethodError, match="a, b conflict evenly"):
        principal_component(table, ["a", "b"])
    assert principal_component(table, ["a", "b"], "squared") == pytest.approx({"a": 0.5, "b": 0.5})
    kept = principal_component(table, ["a", "b", "c"], "keep")
    assert kept["b"] < 0 < kept["a"]
    assert sum(kept.values()) == pytest.approx(1)
    assert principal_component(table, ["a", "b", "c"])["b"] == 0


def test_the_best_weights_lie_within_their_bounds() -> None:
    """The nearest to a target; bounds that no weights fit are refused."""
    target = np.array([0.7, 0.2, 0.1])
    best = best_weights(lambda weights: (float(((weights - target) ** 2).sum()), 2 * (weights - target)), 3, 0.0, 1.0)
    assert best.tolist() == pytest.approx([0.7, 0.2, 0.1], abs=1e-6)
    best = best_weights(lambda weights: (float(((weights - target) ** 2).sum()), 2 * (weights - target)), 3, 0.15, 0.6)
    assert best.tolist() == pytest.approx([0.6, 0.25, 0.15], abs=1e-6)
    for least, most in ((0.4, 1.0), (0.0, 0.3), (-0.1, 1.0)):
        with pytest.raises(MethodError, match="3 weights that sum to 1 do not fit"):
            best_weights(lambda weights: (0.0, weights), 3, least, most)
    values = np.array([[1.0, 5.0], [2.0, 3.0], [4.0, 20.0]])
    amounts, _ = correlation_amounts(values, 2)(np.array([0.3, 0.7]))
    whole = values @ [0.3, 0.7]
    squared = np.array([np.corrcoef(column, whole)[0, 1] for column in values.T]) ** 2
    assert (amounts / amounts.sum()).tolist() == pytest.approx((squared / squared.sum()).tolist())


def test_a_curve_explains_at_least_what_a_line_does() -> None:
    """All of a line, nearly all of a parabola, never more than all; nothing of a constant."""
    x = np.linspace(-1, 1, 40)
    assert correlation_ratio(x, 3 * x + 7) == pytest.approx(1)
    curved = correlation_ratio(x, x * x)
    assert curved is not None
    assert 0.98 < curved <= 1
    for seed in range(30):
        y = np.random.default_rng(seed).permutation(40) * 0.1
        ratio = correlation_ratio(y, 3 * y)
        assert ratio is not None
        assert ratio <= 1
    assert correlation_ratio(x, np.full(40, 3.0)) is None
    assert correlation_ratio(np.full(40, 3.0), x) is None
    assert correlation_ratio(np.full(2, NAN), x[:2]) is None
    assert correlation_ratio(np.array([1, 2, NAN, 4]), np.array([3, 7, 1, NAN])) == pytest.approx(1)
    assert Smoother.of(np.array([1.0, 2.0, 3.0])).curves.shape == (3, 0)
    assert Smoother.of(np.arange(8.0)).curves.shape == (8, 2)
    assert Smoother.of(np.arange(400.0)).curves.shape == (400, 35)


def test_units_weigh_as_suits_them_best() -> None:
    """Each is best by one of two indicators; the third is as good as half of the way between."""
    table = frame(a=[1.0, 0.25, 0.5], b=[0.25, 1.0, 0.5])
    scores = benefit_of_the_doubt_scores(table, ["a", "b"])
    assert scores["score"].to_list() == pytest.approx([1, 1, 0.8])
    assert scores["share a"][2] == pytest.approx(0.5)
    bound = benefit_of_the_doubt_scores(table, ["a", "b"], least=0.3, most=0.7)
    assert bound["share a"][0] == pytest.approx(0.7, abs=1e-6)
    assert directional_scores(table, ["a", "b"])["score"].to_list() == pytest.approx([1, 1, 0.8])
    assert directional_scores(table, ["a", "b"], {"a": 1.0})["score"][2] == pytest.approx(0.8)
    years = pl.concat([table, table.with_columns(period=pl.lit("2021"), a=0.5 * pl.col("a"), b=0.5 * pl.col("b"))])
    within = benefit_of_the_doubt_scores(years, ["a", "b"], years="within")
    assert within["score"].to_list() == pytest.approx([1, 1, 0.8] * 2)
    assert directional_scores(years, ["a", "b"], years="within")["score"].to_list() == pytest.approx([1, 1, 0.8] * 2)
    assert robust_scores(table[:1], ["a", "b"], peers=1, draws=1)["score"].to_list() == pytest.approx([1])
    for call, words in (
        (lambda: benefit_of_the_doubt_scores(table, ["a", "b"], least=0.6), "Shares between 0.6 and 1 cannot sum"),
        (lambda: benefit_of_the_doubt_scores(table, ["a", "b"], most=0.4), "Shares between 0 and 0.4 cannot sum"),
        (lambda: benefit_of_the_doubt_scores(frame(a=[1.0, 0.0]), ["a"]), "v a 2020 is not a score above 0"),
        (lambda: benefit_of_the_doubt_scores(frame(a=[1.0, 9e-7]), ["a"]), "v a 2020 is less than a millionth"),
        (lambda: directional_scores(table, ["a", "b"], {"a": -1.0, "b": 1.0}), "A direction needs a number of 0"),
        (lambda: directional_scores(table, ["a", "b"], {"c": 1.0}), "not all 0"),
        (lambda: robust_scores(table, ["a", "b"], peers=0), "needs 1 or more peers"),
        (lambda: robust_scores(table, ["a", "b"], draws=0), "needs 1 or more peers and draws"),
    ):
        with pytest.raises(MethodError, match=words):
            call()


def test_ties_share_a_rank_and_a_gap_has_none() -> None:
    """Differences up to a millionth of a millionth of the better one are ties."""
    scores = [3.0, NAN, 20.0, 3.0, 7.0, 7.0 * (1 + 0.9e-12)]
    assert ranked(np.array([scores]))[0].tolist() == [4, 0, 1, 4, 2, 2]
    assert ranked(np.array([[7.0, 7.0 * (1 + 1.1e-12)]])).tolist() == [[2, 1]]
    assert ranked(np.array([[3.0, 3.0, 4.0]]), tie=0).tolist() == [[2, 2, 1]]
    column = pl.Series("a", np.array(scores), nan_to_null=True)
    assert column.to_frame().select(rank_of(pl.col("a")))["a"].to_list() == [4, None, 1, 4, 2, 2]
    assert column.to_frame().select(rank_of(-pl.col("a")))["a"].to_list() == [1, None, 5, 1, 3, 3]
    table = pl.DataFrame(
        {"unit": list("uvuv"), "period": ["1", "1", "2", "2"], "g": ["x", None, "x", "y"], "a": [3, 7, 20, 5]}
    )
    assert ranks(table, ["a"])["a"].to_list() == [2, 1, 1, 2]
    assert ranks(table, ["a"], years="across")["a"].to_list() == [4, 2, 1, 3]
    assert ranks(table, ["a"], years="across", group="g")["a"].to_list() == [2, None, 1, 1]
    moved = rank_changes(ranks(table, ["a"]), ranks(table.with_columns(a=-pl.col("a")), ["a"]), ["a"])
    assert moved["a"].to_list() == [1, -1, -1, 1]


def test_pairs_are_won_by_weight() -> None:
    """A tie counts half; children that one of two rows lacks do not count."""
    values = np.array([[3.0, 7.0, 7.0], [20.0, 5.0, NAN]])
    weights = np.array([0.3, 0.7])
    assert copeland(values, weights).tolist() == [0, -1, 1]
    assert copeland(np.stack([values, -values]), weights).tolist() == [[0, -1, 1], [0, 1, -1]]
    assert copeland(values, np.array([[0.3, 0.7], [0.7, 0.3]])).tolist() == [[0, -1, 1], [-2, 1, 1]]
    assert np.isnan(copeland(np.array([[3.0, NAN]]), np.array([1.0]))).tolist() == [False, True]
    table = frame(a=[3.0, 7.0, 7.0], b=[20.0, 5.0, None])
    shares = outranking(table, ["a", "b"], {"a": 0.3, "b": 0.7}).drop("unit").to_numpy()
    assert shares.tolist() == pytest.approx(np.array([[0, 0.7, 0], [0.3, 0, 0.5], [1, 0.5, 0]]))
    apart = outranking(frame(a=[3.0, None], b=[None, 5.0]), ["a", "b"], {"a": 0.3, "b": 0.7}).drop("unit").to_numpy()
    assert apart.tolist() == [[0, 0.5], [0.5, 0]]


def method(*steps: tuple[str, str, str]) -> Document:
    """An index of a below p, and of b, by these steps."""
    placed = (TreeNode("m", "top"), TreeNode("m", "p", "top"), TreeNode("m", "a", "p"), TreeNode("m", "b", "top"))
    made = tuple(Step("m", at, kind, how, settings) for at, (kind, how, settings) in enumerate(steps, 1))
    return Document(Method("m", "M"), placed, made)


JUDGED = '{"pairwise": [[1, 3], [0.3333333333333333, 1]]}'


@pytest.mark.parametrize(
    ("steps", "top", "p"),
    [
        ([("weigh", "equal", '{"nodes": ["top"]}')], (1, "equal"), None),
        ([("weigh", "equal", "{}"), ("weigh", "gini", '{"nodes": ["p"]}')], (1, "equal"), (2, "gini")),
        ([("weigh", "equal", "{}"), ("weigh", "by_hand", "{}"), ("aggregate", "arithmetic", "{}")], None, None),
        ([("weigh", "equal", '{"each": {"p": {"how": "by_hand"}}}')], (1, "equal"), None),
        ([("weigh", "gini", '{"over": "indicators", "nodes": ["top"], "each": {"p": {"how": "equal"}}}')],
         (1, "gini"), (1, "gini")),
    ],
)  # fmt: skip
def test_the_last_weighing_that_covers_a_node_gave_its_weights(
    steps: list[tuple[str, str, str]], top: tuple[int, str] | None, p: tuple[int, str] | None
) -> None:
    """Nothing for manual weights."""
    assert (weighing_at(method(*steps), "top"), weighing_at(method(*steps), "p")) == (top, p)


def test_the_judgements_in_force_are_those_of_the_last_weighing() -> None:
    """Alone or as a part of a mix; another weighing of the node takes them away."""
    judged = ("weigh", "ahp", JUDGED[:-1] + ', "nodes": ["top"]}')
    assert judgements(method(judged))["top"].weights == pytest.approx((0.75, 0.25))
    assert judgements(method(judged, ("weigh", "equal", '{"nodes": ["p"]}'))).keys() == {"top"}
    assert judgements(method(judged, ("weigh", "equal", "{}"))) == {}
    mix = f'{{"first": "ahp", "of_first": {JUDGED}, "nodes": ["top"]}}'
    assert judgements(method(("weigh", "mixed", mix))).keys() == {"top"}
    all_at_once = ("weigh", "ahp", JUDGED[:-1] + ', "over": "indicators"}')
    assert judgements(method(("impute", "mean", "{}"), all_at_once)).keys() == {"top"}


@pytest.mark.parametrize(
    ("how", "settings", "spot", "text"),
    [
        ("latest", {"reach": None}, ("u", "2021"), "from 2020, carried forward unchanged"),
        ("constant", {"reach": 1}, ("u", "2022"), "from 2023, carried back unchanged"),
        ("constant", {"reach": None}, ("u", "2019"), "from 2020, carried back unchanged"),
        ("linear", {"reach": None}, ("u", "2021"), "on the line between 2020 and 2023"),
        ("linear", {"reach": 2}, ("u", "2021"), "on the line between 2020 and 2023"),
        ("linear_constant", {"reach": 1}, ("u", "2021"), "from 2020, carried forward unchanged"),
        ("linear_constant", {"reach": None}, ("u", "2024"), "from 2023, carried forward unchanged"),
        ("nearest", {"count": 3, "years": "across"}, ("u", "2021"), "from the 3 nearest rows"),
        ("mean", {"years": "within"}, ("u", "2021"), "from the mean of all in 2021"),
        ("group_mean", {"group": "size", "years": "across"}, ("u", "2021"), "from the group mean (big)"),
        ("group_mean", {"group": "size", "years": "across"}, ("v", "2021"), "from the group mean"),
        ("group_median", {"group": "none", "years": "across"}, ("u", "2021"), "from the group median"),
    ],
)
def test_an_imputed_value_says_where_it_is_from(
    how: str, settings: dict[str, object], spot: tuple[str, str], text: str
) -> None:
    """The neighbours in time that are near enough, the rows, or the group."""
    years = ["2023", "2019", "2020", "2021", "2022", "2024", "2021"]
    table = pl.DataFrame(
        {
            "unit": [*"uuuuuu", "v"],
            "period": years,
            "size": [*["big"] * 6, None],
            "a": [9.0, None, 3.0, None, None, None, 1.0],
        }
    ).with_columns(b=1.0)
    stage = run(method(("aggregate", "arithmetic", "{}")), table).stages[0]
    assert filling(stage, spot, "a", how, settings) == text


def test_a_document_fits_its_workbook_or_names_what_does_not() -> None:
    """Codes, units, directions and periods."""
    workbook = Workbook.of(
        [Figure("u", "a", "2020", value=3.0)], [Unit("u", ""), Indicator("a", ""), Indicator("b", "")]
    )
    steps = (("normalise", "min_max", "{}"), ("aggregate", "arithmetic", "{}"))
    good = method(*steps)
    complete = checked(Document(good.method, good.placed, (Step("m", 7, *steps[0]), Step("m", 3, *steps[1]))), workbook)
    assert [step.number for step in complete.steps] == [1, 2]
    assert complete.settings[0]["high"] == 1
    assert listed(" a, b  a ,c") == ["a", "b", "c"]

    def refused(document: Document, words: str) -> None:
        with pytest.raises(MethodError, match=words):
            checked(document, workbook)

    refused(Document(good.method, (*good.placed, TreeNode("m", "z", "p")), good.steps), "z is not an indicator of the")
    refused(Document(Method("m", "", units="u q"), good.placed, good.steps), "q is not a unit of the workbook")
    unknown = (*good.placed[:-1], TreeNode("m", "b", "top", direction=0))
    refused(Document(good.method, unknown, good.steps), "direction of b is 0")
    turned = (good.placed[0], TreeNode("m", "p", "top", direction=-1), *good.placed[2:])
    refused(Document(good.method, turned, good.steps), "p is a node, and of its scores more is always better")
    refused(method(("normalise", "min_max", '{"codes": ["z"]}')), "Step 1 names z, which is not in the tree")
    refused(method(("impute", "mean", "{}"), ("weigh", "equal", '{"nodes": ["a"]}')), "Step 2 names a, which is an ind")
    refused(
        method(("aggregate", "arithmetic", '{"each": {"a": {"how": "geometric"}}}')), "names a, which is an indicator"
    )


def test_the_settings_of_one_code_in_words() -> None:
    """The choice where it is another one, and each setting by its label."""
    assert own_text("normalise", "min_max", {"how": "rank"}) == "ranks"
    assert own_text("normalise", "min_max", {"low": 5}) == "lowest score 5"
