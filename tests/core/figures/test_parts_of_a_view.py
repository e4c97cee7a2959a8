"""Where a figure stands among many: its row, its cell, and the next one that is found."""

import numpy as np

from core.figures.index import FigureIndex
from core.figures.view import FigureQuery, View
from core.workbook.entries import Indicator, Unit
from core.workbook.figure import Figure
from core.workbook.workbook import Workbook

CELLS = [("a", "i", "2019"), ("a", "i", "2020"), ("a", "j", "2020"), ("b", "i", "2018"), ("b", "j", "2020")]
BOOK = Workbook.of(
    [Figure(*key, value=float(at)) for at, key in enumerate(CELLS, 1)],
    [Unit("a", "A"), Unit("b", "B"), Indicator("i", "I"), Indicator("j", "J")],
)


def silent(_: float = 0.0) -> None:
    """No progress is shown."""


def test_a_row_of_the_frame_has_its_place_where_it_is_visible() -> None:
    """All of them, or some in an order."""
    whole, some = View(3), View(3, np.array([2, 0], np.uint32))
    assert [whole.row_of(at) for at in range(4)] == [0, 1, 2, None]
    assert [some.row_of(at) for at in range(4)] == [1, None, 0, None]
    assert (whole.row_count, some.row_count, some.figure_count) == (3, 2, 2)
    assert ([*whole.numbers(1, 3)], [*some.numbers(0, 1)]) == ([1, 2], [2])
    assert View(3).query == FigureQuery("long", "", "", descending=False, language="en")


def test_the_cells_of_a_cross_table() -> None:
    """Units and indicators by the years that have figures; a row without one is not there."""
    view = FigureIndex(BOOK).view(FigureQuery("periods"), silent)
    cut = view.pivot
    assert cut is not None
    assert (view.row_count, view.figure_count, cut.figure_count) == (4, 5, 5)
    assert [cut.names(row) for row in range(4)] == [("a", "i"), ("a", "j"), ("b", "i"), ("b", "j")]
    assert list(cut.columns) == ["2018", "2019", "2020"]
    numbers = [[cut.number(row, column) for column in range(3)] for row in range(4)]
    assert numbers == [[None, 0, 1], [None, None, 2], [3, None, None], [None, None, 4]]
    assert [cut.in_row(row).tolist() for row in range(4)] == [[0, 1], [2], [3], [4]]
    lines, rows = cut.in_column(2)
    assert (lines.tolist(), rows.tolist()) == ([0, 1, 3], [1, 2, 4])
    assert (cut.find("b", "i", "2018"), cut.find("b", "i", "2017"), cut.find("c", "i", "2018")) == (
        (2, 0),
        (2, None),
        None,
    )
    inside = [part.tolist() for part in cut.inside(range(1, 3), range(2))]
    assert inside == [[2], [0], [3]]


def test_the_next_figure_that_is_found_is_after_the_cursor_and_then_the_first() -> None:
    """Two columns name the rows; rows may be in another order."""
    view = FigureIndex(BOOK).view(FigureQuery("periods"), silent)
    cut = view.pivot
    assert cut is not None
    found = np.array([True, False, True, True, False])
    for after, cell in (((0, 0), (0, 3)), ((0, 3), (1, 4)), ((1, 3), (1, 4)), ((1, 4), (2, 2)), ((2, 2), (0, 3))):
        assert cut.next(found, after) == cell
    assert cut.next(np.zeros(5, bool), (0, 0)) is None
    turned = cut.arrange(np.array([3, 2, 1, 0], np.uint32))
    assert turned.next(found, (0, 0)) == (1, 2)
    assert turned.next(found, (1, 2)) == (2, 4)
    assert turned.names(0) == ("b", "j")
    assert turned.find("b", "i", "2018") == (1, 0)
    assert [part.tolist() for part in turned.inside(range(2), range(3))] == [[1, 0], [0, 2], [3, 4]]
    assert turned.in_row(3).tolist() == [0, 1]


def test_the_next_row_that_is_found_is_in_the_order_that_is_shown() -> None:
    """After the cursor, and then from the first on; of a cross-table a cell; none where nothing fits."""
    index = FigureIndex(BOOK)
    whole, up = index.view(FigureQuery(), silent), index.view(FigureQuery(column="value", descending=True), silent)
    assert [index.next(whole, "i", (at, 0), silent) for at in (0, 1, 3, 4)] == [
        (1, None),
        (3, None),
        (0, None),
        (0, None),
    ]
    assert [index.next(up, "2018", (at, 0), silent) for at in (0, 1, 4)] == [(1, None), (1, None), (1, None)]
    assert index.next(whole, "unit=b 2020", (0, 0), silent) == (4, None)
    assert index.next(whole, "nothing", (0, 0), silent) is None
    assert index.next(whole, "", (0, 0), silent) is None
    cross = index.view(FigureQuery("periods"), silent)
    assert index.next(cross, "2018", (0, 0), silent) == (2, 2)
    some = index.view(FigureQuery(filter="j"), silent)
    assert (some.row_count, index.next(some, "unit=b", (0, 0), silent)) == (2, (1, None))
