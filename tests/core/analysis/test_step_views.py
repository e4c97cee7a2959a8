"""What single steps did, and units against the frontier: known answers."""

import json
from collections.abc import Callable

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.analysis.frontier import frontier_scores
from core.analysis.holdout import holdout_errors
from core.analysis.of_result import consistency
from core.analysis.principal import components
from core.analysis.step_views import indicator_ranks, outranking_shares, treated_points
from core.method.benefit_of_the_doubt import benefit_of_the_doubt_scores, directional_scores, robust_scores
from core.method.document import Document
from core.method.errors import MethodError
from core.method.run import Scored, run
from core.workbook.entries import Method, Step, TreeNode


def scored(steps: list[tuple[str, str, dict[str, object]]], **columns: list[float | None]) -> Scored:
    """An index of indicators, b the less the better."""
    size = len(next(iter(columns.values())))
    frame = pl.DataFrame({"unit": [f"u{at}" for at in range(size)], "period": "2020", **columns}, strict=False)
    placed = [TreeNode("m", "top"), *(TreeNode("m", code, "top", 1.0, -1 if code == "b" else 1) for code in columns)]
    made = tuple(Step("m", at + 1, kind, how, json.dumps(own)) for at, (kind, how, own) in enumerate(steps))
    return run(Document(Method("m", "M"), tuple(placed), made), frame)


SCALED: list[tuple[str, str, dict[str, object]]] = [
    ("normalise", "min_max", {"low": 1.0, "high": 3.0}), ("aggregate", "arithmetic", {}),
]  # fmt: skip


def test_each_figure_that_a_treatment_moved_is_told_with_what_it_was() -> None:
    """One outlier takes the next value; a step that is not a treatment is refused."""
    values: list[float | None] = [*map(float, range(1, 11)), 500.0]
    made = scored([("treat", "skew_kurtosis", {}), *SCALED], a=values)
    assert treated_points(made).rows() == [(1, "u10", "2020", "a", 500.0, 10.0, "winsorised high")]
    assert treated_points(made, 1).equals(treated_points(made))
    with pytest.raises(MethodError, match="Step 2 treats no figures: use 1"):
        treated_points(made, 2)
    assert treated_points(scored(SCALED, a=[1.0, 2.0])).is_empty()


def test_ranks_on_an_indicator_heed_its_direction_before_and_after_it_is_normalised() -> None:
    """Of b less is better: the least has rank 1 as a raw figure, and the highest score has it later."""
    made = scored(SCALED, a=[1.0, 2, 3], b=[5.0, 9, None])
    for step in (0, 1, None):
        table = indicator_ranks(made, step)
        assert table.filter(code="b")["rank"].to_list() == [1, 2, None]
        assert table.filter(code="b")["of"].to_list() == [2, 2, 2]
        assert table.filter(code="a")["rank"].to_list() == [3, 2, 1]
    with pytest.raises(MethodError, match="no step 9"):
        indicator_ranks(made, 9)


def test_outranking_shares_of_a_pair_sum_to_1() -> None:
    """U0 beats u1 on one of three indicators and ties on another."""
    made = scored(SCALED, a=[2.0, 1, 3], c=[1.0, 1, 2], d=[1.0, 2, 3])
    table = outranking_shares(made)
    shares = dict(zip(zip(table["unit"], table["other"], strict=True), table["share"], strict=True))
    assert shares["u0", "u1"] == pytest.approx(0.5)
    assert shares["u2", "u0"] == 1
    assert all(share + shares[other, unit] == pytest.approx(1) for (unit, other), share in shares.items())
    with pytest.raises(MethodError, match="a is not a node"):
        outranking_shares(made, "a")


def test_the_error_of_an_imputation_is_that_of_the_figures_left_out() -> None:
    """A regression is right where b is 2 a + 1; the mean is off by n / (n - 1) of each figure's distance from it."""
    a = [1.0, 2, 4, 7, 11, 16]
    columns = {"a": a, "b": [2 * x + 1 for x in a]}
    exact = holdout_errors(scored([("impute", "regression", {}), *SCALED], **columns))
    assert exact["filled"].to_list() == [6, 6]
    assert exact["rmse"].to_list() == pytest.approx([0, 0], abs=1e-9)
    mean = holdout_errors(scored([("impute", "mean", {}), *SCALED], **columns)).row(0, named=True)
    middle = sum(a) / 6
    rmse = (sum((x - middle) ** 2 for x in a) / 6) ** 0.5 * 6 / 5
    assert (mean["held_out"], mean["gaps"]) == (6, 0)
    assert mean["rmse"] == pytest.approx(rmse)
    assert mean["rmse_sd"] == pytest.approx((6 / 5) ** 0.5)
    assert mean["mean_error"] == pytest.approx(0, abs=1e-12)
    assert holdout_errors(scored(SCALED, a=[1.0, 2.0])).is_empty()
    gap = holdout_errors(scored([("impute", "mean", {}), *SCALED], a=[*a, None], b=[*columns["b"], 4.0])).row(
        0, named=True
    )
    assert (gap["gaps"], gap["held_out"]) == (1, 6)
    assert (gap["rmse"], gap["rmse_sd"]) == (pytest.approx(rmse), pytest.approx((6 / 5) ** 0.5))


def test_the_directional_score_in_ones_own_direction_is_the_plain_one() -> None:
    """With equal steps in both the way to the frontier is the same length for all of one sum on a straight frontier."""
    frame = pl.DataFrame({"unit": list("xyz"), "period": "2020", "a": [1.0, 3, 1], "b": [3.0, 1, 1]})
    plain = benefit_of_the_doubt_scores(frame, ["a", "b"])["score"].to_list()
    assert directional_scores(frame, ["a", "b"])["score"].to_list() == pytest.approx(plain)
    assert directional_scores(frame, ["a", "b"], {"a": 1, "b": 1})["score"].to_list() == pytest.approx([1, 1, 0.5])
    assert directional_scores(frame, ["a", "b"], {"a": 1})["score"].to_list() == pytest.approx([1, 1, 1 / 3])
    with pytest.raises(MethodError, match="A direction needs a number"):
        directional_scores(frame, ["a", "b"], {"a": -1})


@pytest.mark.parametrize("of", [benefit_of_the_doubt_scores, directional_scores, robust_scores])
def test_the_frontier_is_that_of_all_years_or_of_each(of: Callable[..., pl.DataFrame]) -> None:
    """A year in which all is half of the next has 0.5 across years, and 1 within its own."""
    frame = pl.DataFrame({"unit": ["x", "x"], "period": ["2020", "2021"], "a": [1.0, 2.0], "b": [2.0, 4.0]})
    assert of(frame, ["a", "b"], years="within")["score"].to_list() == pytest.approx([1, 1])
    first, last = of(frame, ["a", "b"])["score"].to_list()
    assert last == pytest.approx(2 * first)
    assert first < 1


def test_the_robust_score_is_the_mean_against_drawn_peers() -> None:
    """Against itself alone each unit has 1; against one drawn peer the better of 1 and 2 has 1.5 on average."""
    frame = pl.DataFrame({"unit": list("xy"), "period": "2020", "a": [1.0, 2.0]})
    made = robust_scores(frame, ["a"], peers=1, draws=100)["score"].to_list()
    assert made[1] == pytest.approx(1.5, abs=0.1)
    assert made[1] == pytest.approx(2 * made[0])
    assert robust_scores(frame.head(1), ["a"], peers=1, draws=1)["score"].to_list() == pytest.approx([1])
    with pytest.raises(MethodError, match="needs 1 or more peers and draws"):
        robust_scores(frame, ["a"], draws=0)


@given(st.integers(0, 10**6), st.floats(0.01, 100))
@settings(max_examples=8, deadline=None)
def test_frontier_scores_do_not_hang_on_units_of_measurement(seed: int, factor: float) -> None:
    """The directional one in each row's own direction is the plain one; against few peers none does worse than that."""
    values = np.random.default_rng(seed).uniform(0.1, 1, (2, 5))
    frame = pl.DataFrame({"unit": list("vwxyz"), "period": "2020", "a": values[0], "b": values[1]})
    other = frame.with_columns(pl.col("b") * factor)
    plain, robust = (made["score"].to_list() for made in (
        benefit_of_the_doubt_scores(frame, ["a", "b"]), robust_scores(frame, ["a", "b"], peers=3, draws=4)
    ))  # fmt: skip
    assert directional_scores(other, ["a", "b"])["score"].to_list() == pytest.approx(plain)
    assert robust_scores(other, ["a", "b"], peers=3, draws=4)["score"].to_list() == pytest.approx(robust)
    assert all(one >= of_all - 1e-9 for one, of_all in zip(robust, plain, strict=True))


def test_a_node_is_compared_with_the_frontier_of_its_children() -> None:
    """The best on every child is on the frontier by each of the three."""
    table = frontier_scores(scored(SCALED, a=[3.0, 1, 2], c=[3.0, 2, 1]))
    assert table["score"].to_list()[0] == pytest.approx(1)
    assert table["directional"].to_list()[0] == pytest.approx(1)
    assert table["robust"].to_list()[0] >= 1


def test_a_node_over_one_child_has_no_consistency_and_one_over_two_has() -> None:
    """Null, not an error: alpha asks for two."""
    assert consistency(scored(SCALED, a=[1.0, 2, 3])).row(0) == ("top", 1, None, 1, None)
    two = consistency(scored(SCALED, a=[1.0, 2, 3], c=[2.0, 4, 6])).row(0)
    assert two == ("top", 2, pytest.approx(1), 2, pytest.approx(1))


def test_a_component_whose_loadings_sum_to_0_has_the_first_above_0() -> None:
    """Two that are opposite, in either order, and of either sign that the library gives."""
    for way in (1, -1):
        frame = pl.DataFrame({"unit": list("xyz"), "period": "2020", "a": [1.0 * way, 2.0 * way, 4.0 * way]})
        made = components(frame.with_columns(c=-pl.col("a")), ["a", "c"])
        assert made.loadings["1"].to_list() == pytest.approx([0.5**0.5, -(0.5**0.5)])
        assert made.explained["eigenvalue"].to_list() == pytest.approx([2, 0])
