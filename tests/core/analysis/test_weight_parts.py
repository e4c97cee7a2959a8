"""The parts of a range of weights on lines and searches whose crossings are known."""

import json
from dataclasses import replace

import numpy as np
import polars as pl
import pytest

from core.analysis.weight_lines import Lines, lines
from core.analysis.weight_range import (
    WeightRange,
    _best_rows,
    _by_lines,
    _by_search,
    _last_crossing,
    _rank,
    weight_range,
)
from core.method.document import Document
from core.method.errors import MethodError
from core.method.matrix import Matrix
from core.method.run import Scored, run
from core.robustness.scores import Block, blocks_of
from core.workbook.entries import Method, Step, TreeNode


def straight(n0: list[float], n1: list[float], d0: list[float] | None = None, d1: list[float] | None = None) -> Lines:
    """Scores (n0 + n1 w) / (d0 + d1 w), over 1 where nothing is given."""
    size = len(n0)
    parts = (n0, n1, d0 or [1.0] * size, d1 or [0.0] * size)
    return Lines(*(np.array(part, dtype=float) for part in parts), 1.0)


def test_crossings_are_roots_above_0_of_the_equation_of_two_rows() -> None:
    """1 + 2 w meets 5 at 2 and 9 - 2 w at 2 as well, -w nowhere above 0; a quadratic one has both of its roots."""
    made = straight([1, 5, 9, 0, 0.5], [2, 0, -2, -1, 2])
    assert made.crossings(0).tolist() == [2]
    assert made.crossings(1).tolist() == [2, 2.25]
    assert made.scores(3).tolist() == [7, 5, 3, -3, 6.5]
    curved = straight([6, 0], [1, 5], [1, 1], [0, 1])
    assert curved.scores(2)[0] == 8
    assert straight([6, 0], [0, 5], [1, 1], [0, 1]).crossings(0).tolist() == []
    assert straight([1, 1], [2, 1]).crossings(0).tolist() == []
    both = straight([6, 0], [1, 12], [1, 1], [0, 1])
    assert both.crossings(0) == pytest.approx([2, 3])
    assert both.crossings(1) == pytest.approx([2, 3])
    turned = straight([6, 0], [-1, -12], [1, 1], [0, 1])
    assert turned.crossings(0) == pytest.approx([(17 + np.sqrt(313)) / 2])


def test_the_last_crossing_is_where_the_rank_ends() -> None:
    """A crossing behind which it goes on is passed; those at the weight itself are none."""
    ends = np.array([0.5, 1.0, 2.0, 4.0, 8.0])
    stays = {True: lambda at: at < 4, False: lambda at: at > 0.5}
    assert _last_crossing(ends, 1.0, stays[True], up=True) == 4
    assert _last_crossing(ends, 1.0, stays[False], up=False) == 0.5
    assert _last_crossing(ends, 1.0, lambda at: at < 2, up=True) == 2
    assert _last_crossing(ends, 3.0, lambda at: at > 2, up=False) == 2
    assert _last_crossing(ends, 1.0, lambda _: True, up=True) == float("inf")
    assert _last_crossing(ends, 1.0, lambda _: True, up=False) == 0
    assert _last_crossing(ends, 1.0, lambda _: False, up=True) == 1
    assert _last_crossing(ends, 1.0, lambda at: at < 16.9, up=True) == 8
    assert _last_crossing(ends, 1.0, lambda at: at <= 17, up=True) == float("inf")
    assert _last_crossing(ends, 1.0, lambda at: at > 0.25, up=False) == 0.5
    assert _last_crossing(ends, 1.0, lambda at: at >= 0.25, up=False) == 0
    near = np.array([1 - 1e-10, 1 - 0.9e-11, 1 + 0.9e-11, 1 + 1e-10])
    seen: list[float] = []
    _last_crossing(near, 1.0, lambda at: bool(seen.append(at)), up=True)  # type: ignore[func-returns-value]
    _last_crossing(near, 1.0, lambda at: bool(seen.append(at)), up=False)  # type: ignore[func-returns-value]
    assert seen == pytest.approx([1 + 0.5e-10, 1 - 0.5e-10], abs=1e-13)
    far = np.array([100 - 2e-9, 100 - 0.9e-9, 100 + 0.9e-9, 100 + 2e-9])
    assert _last_crossing(far, 100.0, lambda at: at < 100 + 1.4e-9, up=True) == 100 + 2e-9
    small = np.array([0.01 - 0.9e-11, 0.01 + 0.9e-11])
    assert _last_crossing(small, 0.01, lambda at: at < 0.5, up=True) == 0.01


def test_a_rank_is_shared_by_what_is_higher_by_rounding_alone() -> None:
    """A hundred-thousand-millionth of the score; a score of 0 is tied with 0 alone."""
    scores = np.array([1.0, 1 + 0.9e-11, 1 + 1.1e-11, np.nan, -5.0])
    assert [_rank(scores, row) for row in (0, 1, 2, 4)] == [2, 1, 1, 4]
    assert _rank(np.array([0.0, 1e-310, 1e-200]), 0) == 3
    assert _rank(np.array([-100.0, -100 + 0.9e-9, -100 + 1.1e-9]), 0) == 2


def test_the_best_rows_are_those_with_a_score_in_order() -> None:
    """Of equal ones the first stands first; so many at most."""
    scores = np.array([1.0, np.nan, 3.0, 1.0, -np.inf, 2.0])
    assert _best_rows(scores, 9) == [2, 5, 0, 3, 4]
    assert _best_rows(scores, 2) == [2, 5]


def test_ranges_by_lines_and_by_search_are_the_same() -> None:
    """Three lines 4 + w, 6 and 1 + 2 w under a weight of 1: the ends of ranks are 2, 2.5 and 3."""
    made = straight([4, 6, 1], [1, 0, 2])
    units = ["x", "y", "z"]
    rows = _by_lines(made, units, 1.0, 9)
    assert [(row.unit, row.score, row.rank) for row in rows] == [("y", 6, 1), ("x", 5, 2), ("z", 3, 3)]
    assert [row.low for row in rows] == [0, 0, 0]
    assert [row.high for row in rows] == pytest.approx([2, 2, 2.5])

    def scorer(weights: Matrix) -> Matrix:
        return np.array([made.scores(weight) for weight in weights])

    searched = _by_search(scorer, units, 1.0, 3.0, 9)
    assert [(row.unit, row.score, row.rank) for row in searched] == [("y", 6, 1), ("x", 5, 2), ("z", 3, 3)]
    assert [row.low for row in searched] == [0, 0, 0]
    assert [row.high for row in searched] == pytest.approx([2, 2, 2.5], rel=1e-9)
    later = _by_search(scorer, units, 4.0, 3.0, 1)
    assert [(row.unit, row.low, row.high) for row in later] == [("z", pytest.approx(3, rel=1e-9), float("inf"))]
    assert [(row.unit, row.low, row.high) for row in _by_lines(made, units, 4.0, 1)] == [("z", 3, float("inf"))]
    looks: list[int] = []
    level = _by_search(lambda weights: looks.append(len(weights)) or np.ones((len(weights), 2)), units, 1.0, 3.0, 9)
    assert [(row.low, row.high, row.rank) for row in level] == [(0, float("inf"), 1)] * 2
    assert looks == [200]


def test_the_share_of_a_weight_among_its_siblings() -> None:
    """All of it where it is without bound; 0 where nothing weighs anything."""
    made = WeightRange("a", "top", "2020", 1.0, 3.0, True, 2, ())
    assert [made.share(weight) for weight in (0.0, 1.0, 5.0, float("inf"))] == [0, 0.25, 0.625, 1]
    assert replace(made, others=0.0).share(0.0) == 0


def index(panel: list[list[float | None]], how: str = "arithmetic", periods: list[str] | None = None,
          steps: tuple[Step, ...] = (), weights: dict[str, float] | None = None) -> Scored:  # fmt: skip
    """A and b below p, c beside it, d without any weight."""
    parents = {"top": "", "p": "top", "a": "p", "b": "p", "d": "p", "c": "top"}
    own = {"d": 0.0, **(weights or {})}
    placed = tuple(TreeNode("m", code, parent, own.get(code, 1.0)) for code, parent in parents.items())
    frame = pl.DataFrame({"unit": [f"u{at}" for at in range(len(panel))], "period": periods or ["1"] * len(panel)})
    columns = (pl.Series(code, [row[at] for row in panel], pl.Float64) for at, code in enumerate("abcd"))
    frame = frame.with_columns(columns)
    step = (Step("m", len(steps) + 1, "aggregate", how),)
    return run(Document(Method("m", "M"), placed, (*steps, *step)), frame)


@pytest.mark.parametrize("how", ["arithmetic", "geometric", "harmonic"])
@pytest.mark.parametrize("code", ["a", "p"])
def test_lines_are_the_scores_of_the_method_itself(how: str, code: str) -> None:
    """On either level, with a gap in the code, in its sibling, in its parent or in all."""
    panel: list[list[float | None]] = [
        [1, 4, 9, 5], [None, 4, 2, 5], [3, None, 2, 5], [None, None, 7, 5], [2, 8, None, 5], [5, None, None, None],
        [None] * 4,
    ]  # fmt: skip
    made = index(panel, how)
    document = made.document
    [block] = blocks_of(made.stages[-2], document.tree, how, document.settings[-1])
    found = lines(made, block, code, "top")
    assert found is not None
    for weight in (0.5, 1.0, 3.0):
        expected = index(panel, how, weights={code: weight}).frame["top"].to_numpy()
        assert found.scores(weight) == pytest.approx(expected, nan_ok=True)
    assert lines(made, block, code, "x") is None
    own = lines(made, block, "a", "p")
    assert own is not None
    assert own.scores(3.0) == pytest.approx(index(panel, how, weights={"a": 3}).frame["p"].to_numpy(), nan_ok=True)

    def with_rules(top: str, p: str, power: float = 0.5) -> Block:
        rule = block.rules["p"]
        names = {"top": replace(rule, how=top, settings={"p": 0.5}), "p": replace(rule, how=p, settings={"p": power})}
        return replace(block, rules=names)

    mixed = with_rules("topsis", how)
    assert lines(made, mixed, "a", "top") is None
    assert lines(made, mixed, "a", "p") is not None
    assert lines(made, with_rules(how, "topsis"), "a", "top") is None
    assert lines(made, with_rules("power", "power", 1.5), "a", "top") is None
    assert lines(made, with_rules("power", "power"), "a", "top") is not None


def test_a_range_is_of_the_units_of_a_period_under_the_weight_in_force() -> None:
    """The best of them; the top is the node unless another is named; weights of a step are those that count."""
    panel: list[list[float | None]] = [[1, 4, 9, 5], [6, 4, 2, 5], [9, 9, 9, 9]]
    made = index(panel, periods=["1", "1", "2"])
    found = weight_range(made, "a", "1")
    assert (found.node, found.units, found.weight, found.others, found.is_exact) == ("top", 2, 1, 1, True)
    assert [row.unit for row in found.rows] == ["u0", "u1"]
    assert [row.unit for row in weight_range(made, "a", "1", most=1).rows] == ["u0"]
    assert weight_range(made, "a", "1", "p").rows[0].unit == "u1"
    steps = (Step("m", 1, "weigh", "critic"), Step("m", 2, "aggregate", "arithmetic"))
    varied = index([[1, 4, 9, 5], [6, 4.5, 2, 3], [9, 8, 1, 9], [4, 7, 3, 1]])
    heavy = run(replace(made.document, steps=steps), varied.raw)
    weighed = weight_range(heavy, "a", "1")
    tree = next(iter(heavy.stages[-1].trees.values()))
    assert (weighed.weight, weighed.others) == (tree.weights["a"], tree.weights["b"] + tree.weights["d"])
    many = weight_range(index([[float(at), 5, 5, 5] for at in range(120)]), "a", "1")
    assert (many.units, len(many.rows), many.rows[0].unit) == (120, 100, "u119")


def test_what_has_no_range_of_weights_is_refused() -> None:
    """A period without rows, an only child, a weight below 0, a method without an aggregation."""
    panel: list[list[float | None]] = [[1, 4, 9, 5], [6, 4, 2, 5]]
    made = index(panel)
    for code in ("x", "top"):
        with pytest.raises(MethodError, match=f"{code} has no weight beside others"):
            weight_range(made, code, "1")
    with pytest.raises(MethodError, match="a counts alone towards p"):
        weight_range(made, "a", "2")
    with pytest.raises(MethodError, match="a counts alone towards p"):
        weight_range(index(panel, weights={"b": 0.0}), "a", "1")
    assert weight_range(index(panel, weights={"a": 0.0}), "a", "1").weight == 0
    bare = run(replace(made.document, steps=(Step("m", 1, "normalise", "scaled", json.dumps({})),)), made.raw)
    for result in (bare, run(replace(made.document, steps=()), made.raw)):
        with pytest.raises(MethodError, match="does not end with an aggregation"):
            weight_range(result, "a", "1")
