"""Of a node's scores more is always better: a direction of -1 on it is refused, with what to do instead."""

import polars as pl
import pytest

from core.derive.derive import derive
from core.method.document import Document, load
from core.method.edits import turn_direction
from core.method.errors import MethodError
from core.method.run import Failure, Scored, run
from core.workbook.entries import Indicator, Method, Step, TreeNode, Unit
from core.workbook.figure import Figure
from core.workbook.workbook import Workbook

STEPS = (Step("m", 1, "normalise", "min_max"), Step("m", 2, "aggregate", "arithmetic"))


def document(of_node: int, of_indicator: int) -> Document:
    """An index over one element over one indicator."""
    nodes = (TreeNode("m", "top"), TreeNode("m", "p", "top", 1.0, of_node), TreeNode("m", "a", "p", 1.0, of_indicator))
    return Document(Method("m", "M"), nodes, STEPS)


def test_a_node_that_less_would_be_better_of_is_refused_and_an_indicator_is_not() -> None:
    """An element with -1 has no method to be loaded; the indicator below it is turned instead."""
    workbook = Workbook.of([], [Indicator("a", "A")])
    with pytest.raises(MethodError, match="always better: give it direction 1, and turn"):
        load(document(-1, 1), workbook)
    assert load(document(1, -1), workbook).edits


def test_a_workbook_that_holds_such_a_node_says_why_it_has_no_scores_until_the_node_is_turned() -> None:
    """Entries of a file from elsewhere are not scored as though the direction were not there; `turned` mends them."""
    made = document(-1, 1)
    entries = [Unit("x", "X"), Unit("y", "Y"), Indicator("a", "A"), *made.entries]
    workbook = Workbook.of([Figure("x", "a", "2020", value=1.0), Figure("y", "a", "2020", value=2.0)], entries)
    failed = derive(workbook).methods["m"]
    assert isinstance(failed, Failure)
    assert failed.sentence.startswith("p is a node, and of its scores more is always better: give it direction 1")
    assert failed.indicator == "p"
    mended = derive(turn_direction(workbook, made.placed[1]).apply(workbook)).methods["m"]
    assert isinstance(mended, Scored)
    assert mended.scores["p"].to_list() == [0.0, 1.0]
    with pytest.raises(MethodError, match="p is a node"):
        run(made, pl.DataFrame({"unit": ["x", "y"], "period": ["2020"] * 2, "a": [1.0, 2.0]}))
