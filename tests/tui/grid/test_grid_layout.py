"""Numbers of a column stand under each other, texts get the room that is left, and nothing numeric is cut."""

from collections import UserList

import pytest

from tui.grid.columns import first_in_view, places
from tui.grid.layout import with_layout
from tui.grid.line import cut_in_the_middle, header_line, row_line
from tui.grid.sheet import Sheet, SheetRow
from tui.grid.table import Cell, Column


def drawn(texts: list[str], width: int, justify: str = "right") -> list[str]:
    """One column of these texts, as its cells are drawn."""
    column = Column("x", width, justify)
    sheet = with_layout(Sheet((column,), [SheetRow(str(at), (Cell(text),)) for at, text in enumerate(texts)]))
    shown = places(tuple(sheet.columns), 0, 40)
    return [row_line(sheet, at, shown, 40, None)[0].text[1:] for at in range(len(texts))]


def test_decimals_and_status_letters_have_slots_of_their_own() -> None:
    """0.91E, 0.935 and 0.9970 share one decimal point, and the letter stands behind all digits."""
    lines = drawn(["0.91E", "0.935", "0.9970", "–"], 7)
    assert [line.rstrip() for line in lines] == ["  0.91  E", "  0.935", "  0.9970", "       –"]
    assert len({line.index(".") for line in lines[:3]}) == 1
    assert len({len(line) for line in lines}) == 1


def test_amounts_of_several_scales_end_under_each_other() -> None:
    """Their points mean nothing to each other; the letter keeps its slot."""
    lines = drawn([">3万亿E", "9,761亿", "1.05万亿"], 9)
    assert [line.strip() for line in lines] == [">3万亿E", "9,761亿", "1.05万亿"]
    assert lines[0].endswith("E")
    assert all(line.endswith(" ") for line in lines[1:])


@pytest.mark.parametrize("width", range(3, 12))
def test_no_number_is_cut(width: int) -> None:
    """Where decimals have no room there are fewer, and where there is none at all ###; never half a number."""
    for line in drawn(["12345.678E", "0.5"], width):
        assert line.strip() in {
            "12345.678E",
            "12345.678 E",
            "12345.68E",
            "12345.7E",
            "12346E",
            "0.5",
            "0.5   ",
            "#" * width,
        }


def test_texts_are_cut_in_the_middle_only_where_their_ends_tell_them_apart() -> None:
    """Two names that begin alike keep their ends; one that begins like no other keeps its beginning."""
    alike = ["High-tech manufacturing revenue", "High-tech manufacturing profit"]
    shown = [cut_in_the_middle(one, 20) for one in alike]
    assert len(set(shown)) == 2
    assert all(len(line) == 20 for line in shown)
    column = Column("x", 20)
    rows = [SheetRow(one, (Cell(one),)) for one in (*alike, "Research and development of all")]
    assert [row.cells[0].both_ends for row in with_layout(Sheet((column,), rows)).by_key.values()] == [
        True,
        True,
        False,
    ]


def test_texts_take_the_room_that_is_left_and_the_shortest_need_comes_first() -> None:
    """With room for one of two texts, the one that wants least is whole; a name comes before either."""
    columns = (Column("a", 4, wants=8), Column("b", 4, wants=30), Column("n", 4, "right"))
    widths = [place.width for place in places(columns, 0, 30).shown]
    assert widths == [8, 15, 4]
    named = (Column("name", 4, frozen=True, wants=30), *columns[:1])
    assert [place.width for place in places(named, 0, 34).shown] == [28, 4]


@pytest.mark.parametrize(
    ("last", "width", "shown"),
    [
        (Column("text", 40), 40, [10, 8, 18]),
        (Column("text", 40), 37, [10, 8]),
        (Column("number", 40, "right"), 40, [10, 8]),
        (Column("picture", 40, drawn=True), 40, [10, 8]),
    ],
)
def test_a_text_that_has_not_all_its_room_is_cut_rather_than_hidden(last: Column, width: int, shown: list[int]) -> None:
    """Where there is enough for it; a number or a picture is whole or hidden, and the cursor brings the text whole."""
    columns = (Column("key", 10, frozen=True), Column("n", 8, "right"), last)
    assert [place.width for place in places(columns, 0, width).shown] == shown
    assert first_in_view(columns, 1, 2, width) == 2


def test_a_text_that_is_seldom_there_leaves_its_room_to_others() -> None:
    """An empty note takes no more than its title, and the source is whole."""
    columns = (Column("source", 8, grows=True), Column("note", 20, grows=True))
    sheet = with_layout(Sheet(columns, [SheetRow("a", (Cell("a source of 22 letters"), Cell("")))]))
    assert [place.width for place in places(tuple(sheet.columns), 0, 28).shown] == [22, 4]


def test_titles_that_begin_alike_are_cut_in_the_middle_and_one_of_a_number_finds_room() -> None:
    """Two columns are told apart; a title that is longer than its numbers is whole where there is room."""
    names = ("High-tech industry revenue", "High-tech industry profit")
    sheet = with_layout(Sheet([Column(one, 12, "right") for one in names], [SheetRow("a", (Cell("1"), Cell("2")))]))
    columns = tuple(sheet.columns)
    narrow, wide = ([one.text[1:] for one in header_line(sheet, places(columns, 0, n), n)] for n in (26, 60))
    assert (narrow, tuple(one.strip() for one in wide)) == (["Hig… revenue", "Hig…y profit"], names)


def test_a_long_sheet_and_one_that_reads_its_rows_is_left_as_it_is() -> None:
    """No row of it is made before it is seen."""
    column, row = Column("x", 4, "right"), SheetRow("a", (Cell("1.5"),))
    unread, long = Sheet((column,), UserList([row])), Sheet((column,), [row] * 501)
    assert with_layout(unread) is unread
    assert with_layout(long) is long
