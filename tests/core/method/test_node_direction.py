"""Of a node's scores more is always better: a direction of -1 on it is refused, with what to do instead."""

import pytest

from core.method.document import Document, load
from core.method.errors import MethodError
from core.workbook.entries import Indicator, Method, Step, TreeNode
from core.workbook.workbook import Workbook

STEPS = (Step("m", 1, "normalise", "min_max"), Step("m", 2, "aggregate", "arithmetic"))


def document(of_node: int, of_indicator: int) -> Document:
    """An index over one element over one indicator."""
    nodes = (TreeNode("m", "top"), TreeNode("m", "p", "top", 1.0, of_node), TreeNode("m", "a", "p", 1.0, of_indicator))
    return Document(Method("m", "M"), nodes, STEPS)


def test_a_node_that_less_would_be_better_of_is_refused_and_an_indicator_is_not() -> None:
    """An element with -1 has no method to be loaded; the indicator below it is turned instead."""
    workbook = Workbook.of([], [Indicator("a", "A")])
    with pytest.raises(MethodError, match="p is a node, and of its scores more is always better: turn the indicators"):
        load(document(-1, 1), workbook)
    assert load(document(1, -1), workbook).edits
