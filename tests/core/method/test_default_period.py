"""The period that is shown first is the last in which enough units have an observed score."""

import pytest

from core.derive.derive import derive
from core.method.run import Scored, default_period
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
