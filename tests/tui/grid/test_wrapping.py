"""A text is wrapped between words, Chinese between any two signs, and never over the width."""

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.text import Text

from tui.grid.wrapping import folded, wrapped


def test_chinese_is_wrapped_by_cells() -> None:
    """Eight cells hold four signs; a full stop stays with the sign before it."""
    assert wrapped("没有这个单位。请更正", 8) == ["没有这个", "单位。请", "更正"]
    assert wrapped("共 3 个单位 (units)", 10) == ["共 3 个单", "位 (units)"]


def test_a_bracket_and_a_unit_stay_with_what_they_belong_to() -> None:
    """No line ends with an opening sign, and none between a number and its unit."""
    assert wrapped("来源（中国", 6) == ["来源", "（中国"]
    assert wrapped("规模为9761亿元。", 12) == ["规模为", "9761亿元。"]
    assert wrapped("名单“规模”", 6) == ["名单", "“规模”"]


def test_english_is_wrapped_as_textwrap_does() -> None:
    """Between words; where there are more lines, the last says so."""
    assert wrapped("a rank of three units in 2020", 12) == ["a rank of", "three units", "in 2020"]
    assert wrapped("a rank of three units in 2020", 12, 2) == ["a rank of", "three unit …"]


@given(st.text("a 中。b", max_size=40), st.integers(4, 12))
def test_no_line_is_too_wide_and_no_sign_is_lost(text: str, width: int) -> None:
    """Whatever the text is."""
    lines = wrapped(text, width)
    assert all(cell_len(line) <= width for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


def test_a_styled_text_goes_on_under_its_last_column_with_its_style() -> None:
    """Where there is room for one; an empty text is an empty line."""
    line = Text.assemble("  a   ", ("添加时期或发布：可添加任何数据。在数据视图中", "bold"))
    lines = folded(line, 30)
    assert [one.plain for one in lines] == ["  a   添加时期或发布：可添加任", "      何数据。在数据视图中"]
    assert str(lines[1].spans[-1].style) == "bold"
    assert [one.plain for one in folded(Text("  a               one two"), 24)] == ["  a               one", "  two"]
    assert [one.plain for one in folded(Text(), 20)] == [""]
