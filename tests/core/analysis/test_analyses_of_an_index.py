"""Every analysis of one small index, by hand: three units, one gap, one indicator of which less is better."""

import json

import numpy as np
import polars as pl
import pytest

from core.analysis.frontier import frontier_scores
from core.analysis.holdout import _folds, holdout_errors
from core.analysis.obstacles import nearness, within_unit
from core.analysis.of_result import (
    cells,
    consistency,
    explained,
    loadings,
    obstacle_table,
    ranks_in_groups,
    strengths,
    treatments,
)  # fmt: skip
from core.analysis.step_views import indicator_ranks, outranking_shares, panel_after, treated_points
from core.method.document import Document
from core.method.errors import MethodError
from core.method.run import Scored, run
from core.workbook.entries import Method, Step, TreeNode

Steps = list[tuple[str, str, dict[str, object]]]
USUAL: Steps = [("impute", "mean", {}), ("normalise", "min_max", {}), ("aggregate", "arithmetic", {})]
TREE = {"top": "", "p": "top", "a": "p", "b": "p", "q": "top", "c": "q"}
FRAME = pl.DataFrame({
    "unit": list("uvw"), "period": ["2020"] * 3, "part": ["x", "x", None],
    "a": [1.0, 2, 4], "b": [5.0, None, 3], "c": [2.0, 2, 8],
})  # fmt: skip


def index(steps: Steps = USUAL, frame: pl.DataFrame = FRAME, **weights: float) -> Scored:
    """B is better where it is less."""
    placed = tuple(
        TreeNode("m", code, parent, weights.get(code, 1.0), -1 if code == "b" else 1) for code, parent in TREE.items()
    )
    made = (Step("m", at + 1, kind, how, json.dumps(own)) for at, (kind, how, own) in enumerate(steps))
    return run(Document(Method("m", "M"), placed, tuple(made)), frame)


def test_every_cell_after_every_step_has_its_letter() -> None:
    """A filled figure is imputed from its step on, and so is what it counts towards; a gap has O."""
    made = index()
    table = cells(made)
    assert table.columns == ["step", "kind", "choice", "unit", "period", "code", "value", "status"]
    assert table.select("step", "kind", "choice").unique(maintain_order=True).rows() == [
        (0, "figures", ""), (1, "impute", "mean"), (2, "normalise", "min_max"), (3, "aggregate", "arithmetic"),
    ]  # fmt: skip
    second = table.filter(unit="v").select("step", "code", "value", "status").rows()
    assert second == [
        (0, "a", 2, "A"), (0, "b", None, "O"), (0, "c", 2, "A"), (1, "a", 2, "A"), (1, "b", 4, "I"), (1, "c", 2, "A"),
        (2, "a", pytest.approx(1 / 3), "A"), (2, "b", 0.5, "I"), (2, "c", 0, "A"),
        (3, "a", pytest.approx(1 / 3), "A"), (3, "b", 0.5, "I"), (3, "c", 0, "A"),
        (3, "p", pytest.approx(5 / 12), "I"), (3, "q", 0, "A"), (3, "top", pytest.approx(5 / 24), "I"),
    ]  # fmt: skip
    assert cells(made, 2).equals(table.filter(step=2))
    with pytest.raises(MethodError, match="no step 4"):
        cells(made, 4)


def test_ranks_in_a_group_are_among_its_units() -> None:
    """A unit without a group has none."""
    made = index()
    table = ranks_in_groups(made)
    assert [(*row[2:3], *row[4:5], *row[6:]) for row in table.iter_rows()] == [
        ("u", "top", 2, 2), ("v", "top", 1, 2), ("u", "q", 1, 2), ("v", "q", 1, 2), ("u", "p", 2, 2), ("v", "p", 1, 2),
    ]  # fmt: skip
    assert table.select("grouping", "group").unique().rows() == [("part", "x")]
    assert ranks_in_groups(made, "part").equals(table)
    more = index(frame=FRAME.with_columns(other=pl.lit("y")))
    assert ranks_in_groups(more, "other")["group"].to_list() == ["y"] * 9
    assert ranks_in_groups(more)["grouping"].unique(maintain_order=True).to_list() == ["part", "other"]
    with pytest.raises(MethodError, match="no grouping x: use part"):
        ranks_in_groups(made, "x")
    with pytest.raises(MethodError, match="give units a group first"):
        ranks_in_groups(index(frame=FRAME.drop("part")), "x")
    assert ranks_in_groups(index(frame=FRAME.drop("part"))).is_empty()


def test_components_and_consistency_of_each_node_from_the_top() -> None:
    """Two children explain (1 + r) / 2; one child nothing; all indicators stand last, where they are no node's."""
    made = index()
    table, loaded = explained(made), loadings(made)
    assert table["of"].unique(maintain_order=True).to_list() == ["top", "p", "all indicators"]
    r = made.frame.select(pl.corr("a", "b")).item()
    assert table.filter(of="p")["share"].to_list() == pytest.approx([(1 + r) / 2, (1 - r) / 2])
    assert table.filter(of="all indicators")["cumulative"].to_list()[-1] == pytest.approx(1)
    assert loaded.columns == ["of", "component", "code", "loading"]
    assert loaded.filter(of="p", component="2")["loading"].to_list() == pytest.approx([0.5**0.5, -(0.5**0.5)])
    assert explained(made, 1)["of"].unique(maintain_order=True).to_list() == ["p", "all indicators"]
    assert explained(made, period="2020").equals(table)
    chain = {"top": "", "p": "top", "a": "p", "b": "p", "c": "p"}
    placed = tuple(TreeNode("m", code, parent) for code, parent in chain.items())
    below = explained(run(Document(Method("m", "M"), placed, made.document.steps), FRAME))
    assert below["of"].unique(maintain_order=True).to_list() == ["p", "all indicators"]
    same = Document(Method("m", "M"), tuple(TreeNode("m", code, parent) for code, parent in
                    {"top": "", "a": "top", "b": "top", "c": "top"}.items()), made.document.steps)  # fmt: skip
    assert explained(run(same, FRAME))["of"].unique().to_list() == ["top"]
    with pytest.raises(MethodError, match="no row for 1999: use one of 2020"):
        explained(made, period="1999")
    alphas = consistency(made)
    assert alphas.select("code", "children", "indicators").rows() == [("top", 2, 3), ("q", 1, 1), ("p", 2, 2)]
    covariance = made.frame.select(pl.cov("a", "b")).item()
    total = made.frame.select(pl.col("a").var() + pl.col("b").var()).item() + 2 * covariance
    assert alphas["alpha"].to_list() == [pytest.approx(0.948, abs=1e-3), None, pytest.approx(4 * covariance / total)]
    assert alphas["alpha_below"].to_list() == [pytest.approx(0.973, abs=1e-3), None, alphas["alpha"][2]]
    raw = consistency(index(USUAL[:2]))
    assert raw["alpha"].to_list()[0] is None
    assert raw["alpha_below"].to_list()[0] is not None


def test_strengths_are_of_the_figures_in_their_direction() -> None:
    """Of each unit the best and the worst ranks; a period without rows is refused."""
    made = index()
    assert strengths(made, "2020", 1).rows() == [
        ("u", "weaknesses", "a", 1, 3, 3, 4, 2), ("w", "strengths", "a", 4, 1, 3, 4, 2),
        ("w", "strengths", "b", 3, 1, 2, 3, 4), ("w", "strengths", "c", 8, 1, 3, 8, 2),
    ]  # fmt: skip
    with pytest.raises(MethodError, match="No unit has a row in 1999"):
        strengths(made, "1999")


def test_obstacles_are_of_the_last_normalisation_by_effective_weights() -> None:
    """Weights 1/4, 1/4 and 1/2; without a normalisation of the last step, within one span."""
    table = obstacle_table(index()).sort("unit", "indicator")
    assert table["obstacle"].to_list() == pytest.approx([1 / 4, 1 / 4, 1 / 2, 1 / 6, 1 / 8, 1 / 2, 0, 0, 0])
    assert table["share"].to_list()[:3] == pytest.approx([0.25, 0.25, 0.5])
    assert table["rank"].to_list()[:6] == [2, 2, 1, 2, 3, 1]
    plain = index([USUAL[0], USUAL[2]])
    assert nearness(plain) is None
    raw = obstacle_table(plain).filter(unit="u").sort("indicator")
    assert raw["obstacle"].to_list() == pytest.approx([0.25, 0.25 * 3 / 7, 0.5 * 6 / 7])
    level = FRAME.with_columns(a=pl.lit(5.0), b=pl.lit(5.0), c=pl.lit(5.0))
    assert obstacle_table(index([USUAL[2]], level)).is_empty()
    ones = obstacle_table(index([USUAL[2]], level.with_columns(pl.col("a", "b", "c") / 5)))
    assert ones["obstacle"].to_list() == [0] * 9
    above = within_unit(plain, FRAME.with_columns(a=pl.Series([0.0, 0.5, 1.5]), b=pl.lit(0.0), c=pl.lit(0.75)))
    assert above is not None
    assert above["a"].to_list() == pytest.approx([0, 1 / 3, 1])
    light = within_unit(index(a=0.0), FRAME.with_columns(pl.col("a", "b", "c") / 8))
    assert light is not None
    assert light["a"].to_list() == [0.125, 0.25, 0.5]
    twice = index([USUAL[0], USUAL[1], ("normalise", "min_max", {"low": 0.25, "high": 0.75}), USUAL[2]])
    near = nearness(twice)
    assert near is not None
    assert near["a"].to_list() == pytest.approx([0.25, 0.25 + 0.5 / 3, 0.75])


def test_ranks_on_indicators_before_and_after_they_are_normalised() -> None:
    """Of b less is better until it is; of a node what is below it; ties share, a gap has none."""
    made = index()
    raw = indicator_ranks(made, 0)
    assert raw.columns == ["step", "unit", "period", "code", "value", "rank", "of"]
    assert [(row[0], row[1], *row[3:]) for row in raw.iter_rows()] == [
        (0, "u", "a", 1, 3, 3), (0, "v", "a", 2, 2, 3), (0, "w", "a", 4, 1, 3),
        (0, "u", "b", 5, 2, 2), (0, "v", "b", None, None, 2), (0, "w", "b", 3, 1, 2),
        (0, "u", "c", 2, 2, 3), (0, "v", "c", 2, 2, 3), (0, "w", "c", 8, 1, 3),
    ]  # fmt: skip
    assert indicator_ranks(made, 1).filter(code="b")["rank"].to_list() == [3, 2, 1]
    below = indicator_ranks(made, node="p")
    assert below["step"].unique().to_list() == [3]
    assert below["code"].unique(maintain_order=True).to_list() == ["a", "b", "p"]
    assert below.filter(code="b")["rank"].to_list() == [3, 2, 1]
    part = index([USUAL[0], ("normalise", "min_max", {"codes": ["a"]}), USUAL[2]])
    assert indicator_ranks(part).filter(code="b")["rank"].to_list() == [3, 2, 1]
    with pytest.raises(MethodError, match="a is not a node of the tree"):
        indicator_ranks(made, node="a")


def test_the_weight_by_which_a_unit_beats_another(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of p and q u and v tie on q; before the steps by figures, b the less the better, below a node with scores."""
    made = index(p=3.0)
    rows = {row[2:4]: row[4] for row in outranking_shares(made).iter_rows()}
    pairs = {("u", "v"): 0.125, ("v", "u"): 0.875, ("u", "w"): 0, ("w", "u"): 1, ("v", "w"): 0, ("w", "v"): 1}
    assert rows == pytest.approx(pairs)
    assert outranking_shares(made)["unit"].to_list() == list("uuvvww")
    assert outranking_shares(made).select("of", "period").unique().rows() == [("top", "2020")]
    below = {row[2:4]: row[4] for row in outranking_shares(made, "p", 1).iter_rows()}
    assert below["u", "w"] == 0
    assert below["w", "u"] == 1
    twisted = index(frame=FRAME.with_columns(b=pl.Series([3.0, 4, 5])))
    assert {row[2:4]: row[4] for row in outranking_shares(twisted, "p", 0).iter_rows()}["u", "w"] == 0.5
    years = index(frame=FRAME.with_columns(period=pl.Series(["2020", "2021", "2021"])))
    assert outranking_shares(years).select("period", "unit", "other").rows() == [
        ("2021", "v", "w"), ("2021", "w", "v"),
    ]  # fmt: skip
    with pytest.raises(MethodError, match="p has no scores after step 1"):
        outranking_shares(made, step=1)
    monkeypatch.setattr("core.analysis.step_views.MOST_COMPARED", 3)
    assert outranking_shares(made).height == 6
    monkeypatch.setattr("core.analysis.step_views.MOST_COMPARED", 2)
    with pytest.raises(MethodError, match="3 units are too many to compare"):
        outranking_shares(made)


def test_a_panel_of_a_period_and_the_points_of_a_treatment() -> None:
    """Below a node or anywhere; a method without a treatment has none to name."""
    made = index()
    assert panel_after(made, 0)["b"].to_list() == [5, None, 3]
    assert panel_after(made, 1, "2020")["b"].to_list() == [5, 4, 3]
    assert panel_after(made).columns[-3:] == panel_after(made, 3).columns[-3:]
    assert treated_points(made).is_empty()
    assert treatments(made).is_empty()
    with pytest.raises(MethodError, match="Step 1 treats no figures: add one that does"):
        treated_points(made, 1)
    size = 11
    long = pl.DataFrame({"unit": [f"u{at}" for at in range(size)], "period": ["2020"] * size, "a": [*range(1, 11), 500],
                         "b": [-400, *range(2, 12)], "c": range(size)})  # fmt: skip
    long = long.with_columns(pl.col("a", "b", "c").cast(pl.Float64))
    treated = index([("treat", "skew_kurtosis", {}), *USUAL[1:]], long)
    points = treated_points(treated)
    assert points.rows() == [
        (1, "u10", "2020", "a", 500, 10, "winsorised high"), (1, "u0", "2020", "b", -400, 2, "winsorised low"),
    ]  # fmt: skip
    assert treated_points(treated, 1, "p").equals(points)
    assert treated_points(treated, node="q").is_empty()
    assert treatments(treated)["indicator"].to_list() == ["a", "b", "c"]
    assert treatments(treated)["step"].unique().to_list() == [1]


def test_the_error_of_an_imputation_by_leaving_each_figure_out() -> None:
    """The mean of the others misses 1, 2 and 4 by 2, 0.5 and -2.5; of b there are two."""
    table = holdout_errors(index())
    assert table.select("step", "choice", "code", "gaps", "held_out", "filled").rows() == [
        (1, "mean", "a", 0, 3, 3), (1, "mean", "b", 1, 2, 2), (1, "mean", "c", 0, 3, 3),
    ]  # fmt: skip
    a = (10.5 / 3) ** 0.5
    assert table["mean_error"].to_list() == pytest.approx([0, 0, 0])
    assert table["rmse"].to_list() == pytest.approx([a, 2, 18**0.5])
    assert table["rmse_sd"].to_list() == pytest.approx([1.5**0.5, 2**0.5, 1.5**0.5])
    part = holdout_errors(index([("impute", "mean", {"codes": ["b"]}), *USUAL[1:]]))
    assert part["code"].to_list() == ["b"]
    scaled: Steps = [USUAL[0], ("normalise", "scaled", {}), USUAL[2]]
    level = holdout_errors(index(scaled, FRAME.with_columns(c=pl.lit(3.0)))).filter(code="c").row(0, named=True)
    assert (level["rmse"], level["rmse_sd"]) == (0, None)
    single = FRAME.with_columns(b=pl.Series([5.0, None, None]))
    lone = holdout_errors(index(scaled, single)).filter(code="b").row(0, named=True)
    assert (lone["gaps"], lone["held_out"], lone["filled"]) == (2, 1, 0)
    assert (lone["mean_error"], lone["rmse"], lone["rmse_sd"]) == (None, None, None)
    four = pl.DataFrame({"unit": list("uvwx"), "period": ["2020"] * 4, "a": [1.0, 2, 4, 9], "b": [0.1, 0.2, 0.4, 0.9],
                         "c": [1.0, 2, 4, 9]})  # fmt: skip
    middle = holdout_errors(index([("impute", "median", {}), *USUAL[1:]], four)).row(0, named=True)
    assert middle["mean_error"] == pytest.approx((3 + 2 - 2 - 7) / 4)
    small = holdout_errors(index([("impute", "median", {}), *USUAL[1:]], four)).row(1, named=True)
    assert small["rmse_sd"] == pytest.approx(middle["rmse_sd"])
    values = np.append(np.arange(25.0), np.nan)[None, :]
    order, fold = np.random.default_rng(1).permutation(25), _folds(values)[0]
    assert fold[order].tolist() == [*range(20), *range(5)]
    assert fold[25] == 20
    late = holdout_errors(index([USUAL[1], USUAL[0], USUAL[2]]))
    assert late["step"].unique().to_list() == [2]
    assert late.filter(code="a")["rmse"].to_list() == pytest.approx([a / 3])


def test_a_frontier_is_of_the_children_of_a_node(monkeypatch: pytest.MonkeyPatch) -> None:
    """Rows without all scores above 0 are left out; units count by the year."""
    frame = FRAME.with_columns(b=pl.Series([5.0, 4, 3]))
    scale: Steps = [("normalise", "min_max", {"low": 1.0, "high": 4.0}), USUAL[2]]
    table = frontier_scores(index(scale, frame))
    assert table.select("of", "unit", "period").rows() == [("top", unit, "2020") for unit in "uvw"]
    assert table["score"].to_list()[2] == pytest.approx(1)
    assert frontier_scores(index(scale, frame), "p")["of"].to_list() == ["p"] * 3
    assert frontier_scores(index(USUAL, frame))["unit"].to_list() == ["w"]
    with pytest.raises(MethodError, match="a is not a node"):
        frontier_scores(index(scale, frame), "a")
    monkeypatch.setattr("core.analysis.frontier.MOST", 2)
    years = frame.with_columns(period=pl.Series(["2020", "2020", "2021"]))
    assert frontier_scores(index(scale, years)).height == 3
    more = pl.concat([frame, frame.head(1).with_columns(period=pl.lit("2021"))])
    with pytest.raises(MethodError, match="3 units are too many"):
        frontier_scores(index(scale, more))
    with pytest.raises(MethodError, match="3 units are too many"):
        frontier_scores(index(scale, frame))
