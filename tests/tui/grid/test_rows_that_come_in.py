"""How many rows come into view when the cursor leaves it."""

import pytest

from tui.grid.sheet import Sheet, SheetRow
from tui.grid.table import Cell, Column
from tui.grid.viewport import Viewport

TABLE = Sheet([Column("n", 3)], [SheetRow(str(number), (Cell(str(number)),)) for number in range(30)])


@pytest.mark.parametrize(
    ("top", "row", "least", "shown"),
    [
        (0, 9, 5, 0),
        (0, 10, 1, 1),
        (0, 10, 5, 5),
        (0, 18, 5, 9),
        (18, 28, 5, 20),
        (20, 19, 1, 19),
        (20, 19, 5, 15),
        (3, 2, 5, 0),
        (0, 29, 5, 20),
    ],
)
def test_at_least_so_many_rows_come_in_and_none_behind_the_last(top: int, row: int, least: int, shown: int) -> None:
    """In a view of ten rows: one by one, or several where the whole pane is drawn again anyway."""
    columns = tuple(TABLE.columns)
    assert Viewport(TABLE, columns, (row, 0), top, 0, 20, 11, least=least).revealing()[0] == shown
