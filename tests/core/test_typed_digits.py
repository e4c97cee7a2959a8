"""What a typed figure says of its scale and of its printed digits."""

import pytest

from core.errors import BadFigure
from core.workbook.entries import Indicator
from core.workbook.figure_text import Cell, figure_from_text

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
