"""A number is never cut: it has fewer digits, or gives way to a mark that says so."""

import pytest
from rich.cells import cell_len

from core.workbook.edit import SetEntry
from core.workbook.entries import Tier, TreeNode
from tui.grid.columns import Place, Places
from tui.grid.line import fit, row_line, shortened
from tui.grid.sheet import Sheet, SheetRow
from tui.grid.table import Cell, Column
from tui.grid.wording import Wording


@pytest.mark.parametrize(
    ("text", "width", "shown"),
    [
        ("1.0512万", 6, "1.05万"),
        ("1.0512万", 4, "1万"),
        ("9,761亿", 6, "9761亿"),
        ("9,761亿", 5, "#####"),
        (">3.00万亿E", 8, ">3万亿E"),
        ("-12.46%", 6, "-12.5%"),
        ("0.004", 4, "####"),
        ("12,345", 6, "12,345"),
        ("a long name", 4, "a long name"),
        ("2016-2020", 4, "2016-2020"),
    ],
)
def test_a_number_too_wide_has_fewer_digits_or_gives_way_to_a_mark(text: str, width: int, shown: str) -> None:
    """Decimals go first, then signs for thousands; digits before the point never do, and nothing becomes 0."""
    assert shortened(text, width) == shown


@pytest.mark.parametrize(
    ("value", "decimals", "shown"),
    [(81.299999999999997, 15, "81.3"), (15.370137762, 15, "15.370137762"), (2.0, 16, "2"), (217.0, 1, "217.0")],
)
def test_a_figure_that_is_shortened_ends_in_no_zero(value: float, decimals: int, shown: str) -> None:
    """The sixteen decimals that a program writes of 81.3 are none that were measured; what fits stays as printed."""
    assert Wording().within(value, 0, decimals, 12) == shown


def test_a_cell_of_numbers_never_shows_half_of_one() -> None:
    """In a column of numbers, which is right-aligned; a text such as a code is cut with an ellipsis as before."""
    columns = (Column("size", 4, "right"), Column("code", 4))
    table = Sheet(columns, [SheetRow("", (Cell("1234567"), Cell("0012345")))])
    fragments = row_line(table, 0, Places((Place(0, 0, 4), Place(1, 5, 4)), False, False), 10, None)
    assert [fragment.text.strip() for fragment in fragments] == ["####", "001…"]


@pytest.mark.parametrize(
    ("text", "width", "shown"),
    [
        ("2015 1,384.0亿 · 2016 1,478.1亿", 25, "2015 1,384.0亿 · 2016 …"),
        ("M-K p 0.0021", 10, "M-K p …"),
        ("grew by 25.3 per cent", 13, "grew by 25.3…"),
        ("grew by 25.3%", 12, "grew by …"),
        ("规模达9761亿元", 10, "规模达…"),
    ],
)
def test_a_text_that_is_cut_never_ends_in_half_a_number(text: str, width: int, shown: str) -> None:
    """The digits go with the rest of their number, its unit counted; the text is as wide as it should be."""
    assert fit(text, width).rstrip() == shown
    assert cell_len(fit(text, width)) == width


def test_an_edit_of_a_threshold_or_a_weight_is_written_as_people_write_numbers() -> None:
    """Not 1000000000000.0, and not 2.0."""
    tier = SetEntry("tiers", Tier("big", "Big", threshold=1e12), Tier("big", "Big", threshold=9e11))
    assert str(tier) == "tiers big: threshold 1万亿 → 9000亿"
    weight = SetEntry("placed", TreeNode("m", "a", "p", weight=2.0), TreeNode("m", "a", "p", weight=0.7))
    assert str(weight) == "placed m/a: weight 2 → 0.7"
