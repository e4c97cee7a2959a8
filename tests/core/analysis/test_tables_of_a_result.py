"""The tables of a method's result, all of their rows by hand: cells, ranks within groups, strengths, loadings."""

from functools import cache
from math import sqrt

import numpy as np
import polars as pl
import pytest

from core.analysis.of_result import cells, consistency, explained, loadings, ranks_in_groups, strengths, treatments
from core.method.document import Document
from core.method.errors import MethodError
from core.method.run import Scored, run
from core.workbook.entries import Method, Step, TreeNode

PLACED = (
    TreeNode("m", "top"), TreeNode("m", "p", "top"), TreeNode("m", "a", "p"), TreeNode("m", "b", "p", direction=-1),
)  # fmt: skip
STEPS = (
    Step("m", 1, "impute", "mean"), Step("m", 2, "normalise", "min_max", '{"high": 10}'),
    Step("m", 3, "aggregate", "arithmetic"),
)  # fmt: skip


@cache
def index(*, grouped: bool = True) -> Scored:
    """Three units in a year and two in the next, in two groups of one grouping; one gap."""
    frame = pl.DataFrame(
        {
            "unit": ["u", "v", "w", "u", "v"],
            "period": ["1", "1", "1", "2", "2"],
            "a": [1.0, 2.0, 5.0, None, 4.0],
            "b": [6.0, 2.0, 4.0, 2.0, 6.0],
        }
    )
    side = pl.Series("side", ["east", "east", None, "east", "west"])
    return run(Document(Method("m", "M"), PLACED, STEPS), frame.with_columns(side) if grouped else frame)


def test_every_cell_after_every_step() -> None:
    """A filled figure is I from its step on, as are the nodes above it; a gap is O."""
    table = cells(index())
    assert table.columns == ["step", "kind", "choice", "unit", "period", "code", "value", "status"]
    steps = table.select("step", "kind", "choice").unique(maintain_order=True)
    assert steps.rows() == [(0, "figures", ""), (1, "impute", "mean"), (2, "normalise", "min_max"),
                            (3, "aggregate", "arithmetic")]  # fmt: skip
    one = table.filter(pl.col("unit") == "u", pl.col("period") == "2").select("step", "code", "value", "status")
    assert one.rows() == [
        (0, "a", None, "O"), (0, "b", 2, "A"), (1, "a", 3, "I"), (1, "b", 2, "A"), (2, "a", 5, "I"), (2, "b", 10, "A"),
        (3, "a", 5, "I"), (3, "b", 10, "A"), (3, "p", 7.5, "I"), (3, "top", 7.5, "I"),
    ]  # fmt: skip
    assert cells(index(), 2).equals(table.filter(pl.col("step") == 2))
    assert cells(index(), 0).height == 10
    with pytest.raises(MethodError):
        cells(index(), 4)


def test_ranks_within_the_groups_of_each_year() -> None:
    """A unit without a group has no row, also where no other has one."""
    table = ranks_in_groups(index(), "side").filter(pl.col("code") == "top")
    assert table.columns == ["grouping", "group", "unit", "period", "code", "score", "rank", "of"]
    assert table.drop("code", "grouping").rows() == [
        ("east", "u", "1", 0, 2, 2), ("east", "v", "1", 6.25, 1, 2), ("east", "u", "2", 7.5, 1, 1),
        ("west", "v", "2", 3.75, 1, 1),
    ]  # fmt: skip
    assert ranks_in_groups(index()).equals(ranks_in_groups(index(), "side"))
    assert ranks_in_groups(index())["code"].unique().sort().to_list() == ["p", "top"]
    with pytest.raises(MethodError, match="no grouping b: use side"):
        ranks_in_groups(index(), "b")
    with pytest.raises(MethodError, match="no grouping side: give units a group first"):
        ranks_in_groups(index(grouped=False), "side")
    assert ranks_in_groups(index(grouped=False)).rows() == []


def test_strengths_and_weaknesses_of_every_unit_in_a_period() -> None:
    """Of three: the best rank is a strength, the worst a weakness, the middle neither; less of b is better."""
    table = strengths(index(), "1")
    assert table.columns == ["unit", "side", "code", "value", "rank", "of", "best", "median"]
    assert table.rows() == [
        ("u", "weaknesses", "a", 1, 3, 3, 5, 2), ("u", "weaknesses", "b", 6, 3, 3, 2, 4),
        ("v", "strengths", "b", 2, 1, 3, 2, 4), ("w", "strengths", "a", 5, 1, 3, 5, 2),
    ]  # fmt: skip
    assert strengths(index(), "1", 1).height == 4
    with pytest.raises(MethodError, match="No unit has a row in 3"):
        strengths(index(), "3")


def test_components_and_loadings_of_each_node() -> None:
    """Two children have two components, 1 + r and 1 - r; a single child has none."""
    columns = {"a": [1.0, 2.0, 5.0, 3.0, 4.0], "b": [6.0, 2.0, 1.0, 2.0, 5.0]}
    made = run(Document(Method("m", "M"), PLACED, STEPS), index().raw.with_columns(**{
        code: pl.Series(values) for code, values in columns.items()
    }))  # fmt: skip
    table = explained(made)
    assert table.columns == ["of", "component", "eigenvalue", "share", "cumulative"]
    assert table["of"].to_list() == ["p", "p", "all indicators", "all indicators"]
    a, b = made.frame["a"].to_numpy(), made.frame["b"].to_numpy()
    r = abs(np.corrcoef(a, b)[0, 1])
    assert table["eigenvalue"].to_list() == pytest.approx([1 + r, 1 - r] * 2)
    assert table["share"].to_list() == pytest.approx([(1 + r) / 2, (1 - r) / 2] * 2)
    assert table["cumulative"].to_list() == pytest.approx([(1 + r) / 2, 1] * 2)
    weights = loadings(made)
    assert weights.columns == ["of", "component", "code", "loading"]
    assert weights["code"].to_list() == ["a", "b"] * 4
    assert weights["loading"].abs().to_list() == pytest.approx([sqrt(0.5)] * 8)
    below = consistency(made).filter(pl.col("code") == "p").row(0)
    alpha = 2 * (1 - (a.var() + b.var()) / (a + b).var())
    assert below == ("p", 2, pytest.approx(alpha), 2, pytest.approx(alpha))
    assert consistency(made).row(0) == ("top", 1, None, 2, pytest.approx(alpha))
    assert treatments(index()).is_empty()
