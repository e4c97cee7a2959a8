"""Room is used: a text runs over empty cells, short columns stay whole, and what is drawn is quieter than figures."""

import pytest
from rich.cells import cell_len

from core.numerals import common_decimals
from tui.grid.columns import places
from tui.grid.line import row_line
from tui.grid.looks import marked
from tui.grid.sheet import Sheet, SheetRow
from tui.grid.table import Cell, Column

TEXT = "a sentence that is long"
COLUMNS = (Column("edit", 8), Column("reason", 8), Column("size", 8, "right"))


def drawn(cells: tuple[Cell, ...], cursor: int | None = None, columns: tuple[Column, ...] = COLUMNS) -> list[str]:
    """The texts of a row, one for each place that is drawn."""
    width = sum(1 + column.width for column in columns)
    return [
        part.text
        for part in row_line(Sheet(columns, [SheetRow("", cells)]), 0, places(columns, 0, width), width, cursor)
    ]


@pytest.mark.parametrize(
    ("behind", "cursor", "texts"),
    [
        ((Cell(""), Cell("1")), None, [" a sentence that …", "        1"]),
        ((Cell(""), Cell("")), None, [f" {TEXT}   "]),
        ((Cell("why"), Cell("")), None, [" a sente…", " why     ", "         "]),
        ((Cell(""), Cell("1")), 1, [" a sente…", "         ", "        1"]),
        ((Cell("", lit=True), Cell("1")), None, [" a sente…", "▸        ", "        1"]),
    ],
)
def test_a_text_runs_over_the_empty_cells_behind_it(
    behind: tuple[Cell, ...], cursor: int | None, texts: list[str]
) -> None:
    """As in a spreadsheet, but not over the cell under the cursor, nor over one that is marked."""
    assert drawn((Cell(TEXT), *behind), cursor) == texts


def test_of_the_columns_that_stay_the_longest_is_cut() -> None:
    """A year beside two long names is whole, however little room there is."""
    columns = (*(Column(name, 30, frozen=True) for name in "ab"), Column("year", 4, frozen=True), Column("v", 40))
    assert [place.width for place in places(columns, 0, 80).shown[:3]] == [16, 16, 4]


def test_the_last_text_in_view_has_the_room_that_is_left() -> None:
    """Behind it columns are hidden that would not fit; the mark that says so keeps its cell."""
    columns = (Column("name", 10, frozen=True), Column("method", 10, wants=30), Column("size", 60, "right"))
    assert [place.width for place in places(columns, 0, 40).shown] == [10, 27]


def test_every_text_in_view_has_the_room_that_is_left() -> None:
    """Not the last alone: names come first, and what stands behind a wider one moves."""
    columns = (Column("code", 8, frozen=True, wants=12), Column("name", 10, wants=20), Column("size", 60, "right"))
    shown = places(columns, 0, 60).shown
    assert [(place.x, place.width) for place in shown] == [(0, 12), (13, 20)]


def test_a_text_that_is_cut_anyway_leaves_its_room_to_the_names() -> None:
    """A method's steps, which no width shows whole, left 40 cells for its name; a text that is whole keeps its own."""
    name, steps, code = Column("n", 20, frozen=True, wants=34), Column("s", 30, wants=90), Column("c", 12, wants=12)
    assert [place.width for place in places((name, steps, code), 0, 65).shown] == [34, 16, 12]


def test_a_text_that_is_cut_has_the_room_that_others_do_not_want() -> None:
    """A list of years had 60 cells for four letters, and half of what is said of each."""
    year, code, note = Column("y", 30, frozen=True, wants=4), Column("c", 20, wants=4), Column("n", 16, wants=27)
    assert [place.width for place in places((year, code, note), 0, 69).shown] == [19, 20, 27]


def test_a_column_does_not_grow_beyond_its_texts() -> None:
    """Numbers stand two cells from the longest name; a column of which nothing is known has twice its width."""
    known, unknown = (Column("name", 10, frozen=True, grows=True, wants=wants) for wants in (14, 0))
    assert [places((one, Column("n", 4, "right")), 0, 80).shown[0].width for one in (known, unknown)] == [16, 20]


@pytest.mark.parametrize(("width", "widths"), [(40, [4, 12, 7]), (24, [4, 11, 6]), (22, [4, 10, 5])])
def test_numbers_stand_apart_where_there_is_room(width: int, widths: list[int]) -> None:
    """Titles that fill their columns do not read as one sentence; without room they stay as wide as their texts."""
    columns = (
        Column("unit", 4, wants=4),
        Column("eigenvalue", 10, "right", wants=10),
        Column("share", 5, "right", wants=5),
    )
    assert [place.width for place in places(columns, 0, width).shown] == widths


def test_a_history_is_quieter_than_figures_and_nothing_has_no_colour() -> None:
    """The look of a small chart, and of an empty cell that would be red, which the cursor would fill."""
    columns = (Column("history", 4, drawn=True, tail=True), Column("moved", 5, "right"))
    line = row_line(Sheet(columns, [SheetRow("", (Cell("███"), Cell("", "bad")))]), 0, places(columns, 0, 11), 11, None)
    assert [part.look for part in line] == ["dim", "plain"]


def test_the_cursor_marks_whole_words_of_a_long_text() -> None:
    """The rest of a word is never left without the mark; one word alone is cut."""
    assert marked(" Ecosystem index, rebuilt")[0] == " Ecosystem"
    assert marked(" Intelligent equipment")[0] == " Intelligent"
    assert marked(" ecosystem_index")[0] == " ecosystem"
    assert marked(" R&D intensity      ")[0] == marked(" R&D intensity was 5.96")[0] == " R&D intensity"
    head, rest = marked(" ecosystemindexrebuilt")
    assert cell_len(head) == 14
    assert head + rest == " ecosystemindexrebuilt"


@pytest.mark.parametrize(
    ("values", "decimals"),
    [((6.244, 0.0235), 3), ((-0.447, 0.00836), 4), ((98.05, None), 2), ((12345.0,), 0), ((1.9e-17, 0.0), 4), ((), 0)],
)
def test_numbers_of_a_series_have_the_decimals_of_its_largest(values: tuple[float | None, ...], decimals: int) -> None:
    """Four digits of the largest in size; what is missing says nothing."""
    assert common_decimals(values) == decimals
