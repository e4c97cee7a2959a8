"""What a typed figure says of its scale and of its printed digits."""

from dataclasses import replace

import pytest

from core.errors import BadFigure
from core.workbook.entries import Indicator
from core.workbook.figure import Figure
from core.workbook.figure_cell import Cell
from core.workbook.figure_text import figure_from_text

MONEY = Cell("u", Indicator("x", "x", measure="CNY"), "2023")


@pytest.mark.parametrize(
    ("text", "value", "mult", "decimals"),
    [
        ("1.25千万", 12_500_000.0, 6, 1), ("1.5千万", 15_000_000.0, 6, 0), ("1.25万", 12_500.0, 4, 2),
        ("12.5亿", 1_250_000_000.0, 8, 1), ("0.125千亿", 12_500_000_000.0, 9, 1), ("1,234.5k", 1_234_500.0, 3, 1),
    ],
)  # fmt: skip
def test_a_scale_between_two_steps_moves_the_printed_digits(text: str, value: float, mult: int, decimals: int) -> None:
    """1.25 ten millions are 12.5 millions: one digit behind the point."""
    figure = figure_from_text(text, MONEY)
    assert (figure.value, figure.mult, figure.decimals) == (value, mult, decimals)


@pytest.mark.parametrize(
    ("text", "said"), [("2.", "not a number yet"), ("1e", "not a number yet"), ("12x", "not a figure")]
)
def test_the_beginning_of_a_number_is_not_called_wrong(text: str, said: str) -> None:
    """While it is typed nothing is scolded; what no number begins with is."""
    with pytest.raises(BadFigure, match=said):
        figure_from_text(text, MONEY)


@pytest.mark.parametrize(
    ("present", "written", "kept"),
    [
        (Figure("u", "x", "2023", "", 3e12, mult=12), "=5000亿+1000亿", (6e11, 8, 0)),
        (Figure("u", "x", "2023", "", 3e12, mult=12), "=this*1.05", (3.15e12, 8, 0)),
        (Figure("u", "x", "2023", "", 9761e8, mult=8), "=5000.5亿+1000亿", (6000.5e8, 8, 1)),
        (Figure("u", "x", "2023", "", 2e9, mult=9), "=this/4", (5e8, 9, 2)),
        (Figure("u", "x", "2023", "", 7.0), "=2/3", (0.666666666666667, 0, 2)),
    ],
)
def test_the_result_of_a_formula_keeps_its_digits(present: Figure, written: str, kept: tuple[float, int, int]) -> None:
    """6,000亿 beside 3万亿 was shown as 1万亿."""
    figure = figure_from_text(written, replace(MONEY, present=present))
    assert (figure.value, figure.mult, figure.decimals) == kept
