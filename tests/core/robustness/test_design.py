"""A study is repeated from its points to the last digit; a run that fails says why; weights that speak for a unit."""

import json

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.method.document import Document
from core.method.errors import MethodError
from core.method.run import Scored, run
from core.robustness.acceptability import central_weights
from core.robustness.choices import Alternatives, FigureNoise, LeaveOut, WeightNoise, WeightSets
from core.robustness.design import design_table, points_of, runs_table, varied
from core.robustness.model import UncertaintyModel
from core.robustness.points import sobol_points
from core.robustness.study import Study
from core.workbook.entries import Method, Step, TreeNode


def scored(
    steps: list[tuple[str, str, dict[str, object]]] | None = None, weight: float = 1.0, **columns: list[float]
) -> Scored:
    """An index of two indicators; `weight` is that of the second."""
    columns = columns or {"a": [1.0, 4.0, 2.0], "b": [3.0, 1.0, 2.5]}
    frame = pl.DataFrame({"unit": ["x", "y", "z"], "period": "2020", **columns})
    placed = (TreeNode("m", "top"), TreeNode("m", "a", "top"), TreeNode("m", "b", "top", weight))
    steps = steps or [("normalise", "min_max", {}), ("aggregate", "arithmetic", {})]
    made = tuple(Step("m", at + 1, kind, how, json.dumps(own)) for at, (kind, how, own) in enumerate(steps))
    return run(Document(Method("m", "M"), placed, made), frame)


def test_what_varies_has_a_column_of_its_own_in_a_design() -> None:
    """Weights by code, sets with how far, a step, an indicator left out, figures by their cells."""
    choices = (
        WeightNoise(),
        WeightSets((("other", {"a": 3.0}),), between=True),
        Alternatives(1, (("rank", {}),)),
        LeaveOut(("a",)),
        FigureNoise({"A": 5.0}),
    )
    names = varied(UncertaintyModel(scored(), "top", choices))
    assert names[:4] == ("weights a", "weights b", "weight sets", "weight sets between")
    assert names[4:7] == ("step 1", "indicator left out", "figures x a 2020")
    assert len(set(names)) == len(names) == 12


def test_a_design_that_is_read_again_gives_the_study_again_to_the_last_digit() -> None:
    """As texts, its columns in another order; counts and scores are those of the seed."""
    chain = UncertaintyModel(scored(), "top", (WeightNoise(0.9), FigureNoise({"A": 20.0})))
    table = design_table(chain, sobol_points(chain.dimensions, 32, 7)).select(pl.all().reverse())
    table = table.select(table.columns[::-1])
    texts = [[repr(cell) for cell in row] for row in table.sort("run").rows()]
    points = points_of(chain, table.columns, texts)
    seeded, designed = Study(chain, 7), Study(chain, 1, points)
    list(seeded.advance(32))
    list(designed.advance(32))
    assert seeded.frame().equals(designed.frame())
    runs = runs_table(chain, points)
    assert runs.height == 96
    assert runs.filter(unit="y")["score"].to_list() == chain.scores(points)[:, 1].tolist()


@pytest.mark.parametrize(
    ("header", "rows", "sentence"),
    [
        (["weights a"], [["0.5"]], "lacks the column weights b"),
        (["weights a", "weights b", "c"], [["0", "0", "0"]], "does not need the column c"),
        (["weights a", "weights b", "weights b"], [["0", "0", "0"]], "does not need the column weights b"),
        (["weights a", "weights b"], [["0", "1"], ["0", "1", "1"]], "Run 2 of the design has more cells"),
        (["weights a", "weights b"], [], "has no run"),
        (["weights a", "weights b"], [["0.5", "1"], ["0.5", "1.5"]], "Run 2 of the design has “1.5” for weights b"),
        (["weights a", "weights b"], [["0.5"]], "Run 1 of the design has “” for weights b"),
        (["weights a", "weights b"], [["0.5", "nan"]], "has “nan” for weights b: write a number from 0 to 1"),
    ],
)
def test_a_design_that_does_not_fit_is_refused_with_its_cell(
    header: list[str], rows: list[list[str]], sentence: str
) -> None:
    """Columns that are missing or too many, no run, and cells that are no number from 0 to 1."""
    with pytest.raises(MethodError, match=sentence):
        points_of(UncertaintyModel(scored(), "top", (WeightNoise(),)), header, rows)


def test_a_run_that_cannot_be_computed_fails_alone_with_its_reason() -> None:
    """Figures spread so far that one is below 0 has no logarithm: only such runs fail, and say which cell."""
    steps: list[tuple[str, str, dict[str, object]]] = [
        ("treat", "logarithm", {}), ("normalise", "min_max", {}), ("aggregate", "arithmetic", {}),
    ]  # fmt: skip
    chain = UncertaintyModel(scored(steps), "top", (FigureNoise({"A": 60.0}),))
    points = sobol_points(chain.dimensions, 64, 1)
    found = chain.evaluated(points)
    failed = set(found.reasons)
    assert 0 < len(failed) < 64
    assert all(np.isnan(found.scores[run]).all() == (run in failed) for run in range(64))
    assert all("logarithm" in reason for reason in found.reasons.values())
    alone = [chain.evaluated(point[None]) for point in points]
    assert [list(one.reasons.values()) for one in alone] == [
        [found.reasons[at]] if at in failed else [] for at in range(64)
    ]
    study = Study(chain)
    list(study.advance(64))
    assert sum(study.reasons.values()) == len(failed)


def test_many_runs_of_figures_are_the_method_run_with_each() -> None:
    """Each run of a batch has the scores of its own figures put through the method by themselves."""
    made = scored()
    chain = UncertaintyModel(made, "top", (FigureNoise({"A": 30.0}),))
    points = sobol_points(chain.dimensions, 16, 3)
    batch = chain.scores(points)
    for row, point in zip(batch, points, strict=True):
        assert row.tolist() == chain.scores(point[None])[0].tolist()


def test_central_weights_are_the_mean_of_those_with_which_a_unit_is_first() -> None:
    """X leads on b and y on a: a uniform share of a below one half makes x first, on average a quarter."""
    made = scored(a=[0.0, 1.0, 0.0], b=[1.0, 0.0, 0.0])
    table = central_weights(
        UncertaintyModel(made, "top", (WeightSets((("b", {"a": 0.0, "b": 1.0}),), between=True),)), 256, 1
    )
    x = table.filter(unit="x")
    assert x["code"].to_list() == ["a", "b"]
    assert x["central"].to_list() == pytest.approx([0.25, 0.75], abs=0.01)
    assert x["first"].to_list() == pytest.approx([1, 1], abs=0.01)
    assert x["confidence"].to_list() == [1, 1]
    with pytest.raises(MethodError, match="No weights vary"):
        central_weights(UncertaintyModel(made, "top", (Alternatives(1, (("rank", {}),)),)), 8, 1)


def test_a_weight_of_zero_in_the_method_is_a_central_one_where_another_set_has_it() -> None:
    """The method counts a alone, the other set b alone: with that set x is first, and with its central weights too."""
    made = scored(weight=0.0, a=[0.0, 1.0, 0.0], b=[1.0, 0.0, 0.0])
    table = central_weights(UncertaintyModel(made, "top", (WeightSets((("b", {"a": 0.0, "b": 1.0}),)),)), 64, 1)
    found = {unit: table.filter(unit=unit).select("central", "confidence").rows() for unit in ("x", "y")}
    assert found == {"x": [(0, 1), (1, 1)], "y": [(1, 1), (0, 1)]}


@pytest.mark.parametrize(("node", "codes"), [("top", {"p", "q", "a", "b", "c"}), ("p", {"a", "b"}), ("q", {"c"})])
def test_central_weights_are_of_all_that_is_below_the_node(node: str, codes: set[str]) -> None:
    """Of every level, each beside its siblings, and of no other part of the tree."""
    parents = {"top": "", "p": "top", "q": "top", "a": "p", "b": "p", "c": "q"}
    frame = pl.DataFrame({"unit": ["x", "y"], "period": "2020", "a": [1.0, 2], "b": [2.0, 1], "c": [1.0, 3]})
    placed = tuple(TreeNode("m", code, parent) for code, parent in parents.items())
    made = run(Document(Method("m", "M"), placed, (Step("m", 1, "aggregate", "arithmetic"),)), frame)
    table = central_weights(UncertaintyModel(made, node, (WeightNoise(0.5),)), 32, 1)
    assert set(table["code"]) == codes
    first = table.filter(unit="y").with_columns(parent=pl.col("code").replace_strict(parents))
    assert first.group_by("parent").agg(pl.col("central").sum())["central"].to_list() == pytest.approx(
        [1] * first["parent"].n_unique()
    )


@given(st.integers(0, 10**6))
@settings(max_examples=10, deadline=None)
def test_with_its_central_weights_a_unit_is_first_wherever_the_index_is_a_mean(seed: int) -> None:
    """The weights that make a unit first are a convex set, so their mean is among them; in each run one is first."""
    values = np.random.default_rng(seed).uniform(size=(2, 3))
    made = scored(a=values[0].tolist(), b=values[1].tolist())
    table = central_weights(UncertaintyModel(made, "top", (WeightNoise(0.9),)), 64, 1)
    assert set(table["confidence"]) == {1.0}
    assert table.filter(code="a")["first"].sum() == pytest.approx(1)
    assert table.group_by("unit").agg(pl.col("central").sum())["central"].to_list() == pytest.approx(
        [1] * table["unit"].n_unique()
    )
