"""The period that is shown first is the last in which enough units have an observed score."""

import polars as pl
import pytest

from core.derive.derive import derive
from core.method.document import Document
from core.method.errors import MethodError
from core.method.run import Scored, default_period, run
from core.workbook.entries import Indicator, Method, Step, TreeNode, Unit
from core.workbook.figure import Figure
from core.workbook.workbook import Workbook


@pytest.mark.parametrize(
    ("newer", "shown"),
    [
        ({}, "2024"),
        ({("w", "2027"): "F"}, "2024"),
        ({("w", "2025"): "A"}, "2024"),
        ({("w", "2025"): "A", ("x", "2025"): "A"}, "2025"),
        ({(unit, "2025"): "F" for unit in "wxyz"}, "2024"),
    ],
)
def test_one_forecast_does_not_move_the_default_period(newer: dict[tuple[str, str], str], shown: str) -> None:
    """Half of four units are enough, a forecast is not observed."""
    letters = {**{(unit, "2024"): "A" for unit in "wxyz"}, **newer}
    figures = [
        Figure(unit, "a", when, value=at + 1.0, status=s) for at, ((unit, when), s) in enumerate(letters.items())
    ]
    entries = [*(Unit(unit, unit) for unit in "wxyz"), Indicator("a", "A"), Method("m", "M")]
    entries += [TreeNode("m", "top"), TreeNode("m", "a", "top"), Step("m", 1, "aggregate", "arithmetic")]
    made = derive(Workbook.of(figures, entries)).methods["m"]
    assert isinstance(made, Scored)
    assert default_period(made) == shown


def test_a_frame_is_cut_to_the_units_and_periods_that_the_method_names() -> None:
    """Others have no row and move no score; one that the frame lacks is named."""
    frame = pl.DataFrame(
        {"unit": list("xyzxyz"), "period": ["2023"] * 3 + ["2024"] * 3, "a": [1.0, 2.0, 9.0, 3.0, 4.0, 8.0]}
    )
    nodes = (TreeNode("m", "top"), TreeNode("m", "a", "top"))
    steps = (Step("m", 1, "normalise", "min_max"), Step("m", 2, "aggregate", "arithmetic"))
    made = run(Document(Method("m", "M", units="x y", periods="2024"), nodes, steps), frame)
    assert made.scores.rows() == [("x", "2024", 0.0), ("y", "2024", 1.0)]
    with pytest.raises(MethodError, match="The panel has no unit w: add it, or leave it out"):
        run(Document(Method("m", "M", units="x w"), nodes, steps), frame)
    with pytest.raises(MethodError, match="The panel has no period 2025"):
        run(Document(Method("m", "M", periods="2025"), nodes, steps), frame)


@pytest.mark.parametrize("height", [5, 900])
def test_a_unit_that_comes_twice_in_a_period_is_named(height: int) -> None:
    """In a small panel and in a large one, wherever it stands."""
    units = [f"u{at}" for at in range(height)] + [f"u{height - 2}"]
    frame = pl.DataFrame({"unit": units, "period": "2024", "a": [1.0] * (height + 1)})
    with pytest.raises(MethodError, match=f"Unit u{height - 2} comes twice in 2024: keep one row"):
        run(Document(Method("m", "M"), (TreeNode("m", "top"), TreeNode("m", "a", "top")), ()), frame)
    assert run(Document(Method("m", "M"), (TreeNode("m", "top"), TreeNode("m", "a", "top")), ()), frame.head(height))
