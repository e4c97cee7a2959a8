"""How near each unit is to the best of an indicator: from 0 to 1, whatever scale the scores have."""

import json

import polars as pl
import pytest

from core.analysis.obstacles import nearness, within_unit
from core.method.document import Document
from core.method.run import run
from core.workbook.entries import Method, Step, TreeNode


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        (0.2, 1.0, [0.2, 0.6, 1.0]),
        (0.0, 0.5, [0.0, 0.25, 0.5]),
        (10.0, 90.0, [0.0, 0.5, 1.0]),
        (-1.0, 1.0, [0.0, 0.5, 1.0]),
    ],
)
def test_scores_within_0_and_1_stay_and_others_are_stretched(low: float, high: float, expected: list[float]) -> None:
    """By the lowest and the highest of all of them."""
    panel = pl.DataFrame({"unit": ["x", "y", "z"], "period": ["2020"] * 3, "a": [1.0, 2.0, 3.0], "b": [5.0, 6.0, 7.0]})
    placed = (TreeNode("m", "top"), TreeNode("m", "a", "top"), TreeNode("m", "b", "top"))
    scale = Step("m", 1, "normalise", "min_max", json.dumps({"low": low, "high": high}))
    scored = run(Document(Method("m", "M"), placed, (scale, Step("m", 2, "aggregate", "arithmetic"))), panel)
    near = nearness(scored)
    assert near is not None
    assert near["a"].to_list() == pytest.approx(expected)
    assert near["b"].to_list() == pytest.approx(expected)
    raw = within_unit(scored, panel)
    assert raw is not None
    assert raw["a"].to_list() == pytest.approx([0, 1 / 6, 1 / 3])
    assert raw["b"].to_list() == pytest.approx([2 / 3, 5 / 6, 1])
