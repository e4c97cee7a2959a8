"""Figures with more digits than a cell has room for are rounded, never cut off."""

import pytest
from rich.cells import cell_len

from core.figures.summary import Summary
from core.workbook.entries import Indicator
from core.workbook.figure import Figure
from tui.figures.summary import summary_text
from tui.grid.wording import Wording

SOME = Indicator("some", "Some")


@pytest.mark.parametrize(
    ("value", "decimals", "shown"),
    [
        (15.370137761234567, 15, "15.370137761"),
        (1234567.891234, 6, "1,234,567.89"),
        (61728394506.17, 4, "61728394506"),
        (6172839450600.5, 4, "6.1728395e12"),
        (-6172839450600.5, 4, "-6.172839e12"),
        (1.23456e-13, 18, "1.234560e-13"),
        (0.0, 13, "0"),
        (42.5, 1, "42.5"),
    ],
)
def test_a_number_is_rounded_to_the_room_that_there_is(value: float, decimals: int, shown: str) -> None:
    """Decimals go first, then the signs for thousands; what is longer yet, or would read as 0, is a power of ten."""
    text = Wording().figure(Figure("u", "some", "2023", value=value, decimals=decimals), SOME, 12)
    assert (text, cell_len(text) <= 12) == (shown, True)


def test_signs_and_letters_stay_with_a_rounded_number() -> None:
    """The qualifier, the percent sign and the letter take their room first."""
    figure = Figure("u", "some", "2023", value=15.370137761234, decimals=12, qualifier="over", status="E")
    assert Wording().figure(figure, Indicator("some", "Some", measure="PERCENT"), 12) == ">15.370138%E"


def test_what_a_million_figures_come_to_stands_in_the_border() -> None:
    """Count, sum, mean, least, most and gaps, none cut off at 120 columns."""
    one = Summary(
        1_000_000, 1000, 146817982.2109, 146.8179822109, -0.00110414773891, 498573.63487168, ("COUNT",), 0, 15
    )
    text = summary_text(one, Wording())
    assert "sum 146,817,982.2 · mean 146.817982211" in text
    assert (text.endswith("missing 1,000"), len(text) <= 114) == (True, True)
