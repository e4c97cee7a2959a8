"""Blocks of cells of a table of figures: where they stand in the workbook, and their text for other programs."""

from collections.abc import Sequence

from core.figures.cells import Copying, Target
from core.figures.draft import Part
from core.workbook.figure import Figure
from core.workbook.workbook import Workbook
from tui.figures.table import FigureTable
from tui.grid.block import Block


def targets_in(table: FigureTable, block: Block, part: Part | None = None) -> list[list[Target | None]]:
    """The cells of a block; or, where a part is named, one cell for each figure in it, the part of it."""
    if part is None:
        return [[_target(table, row, column) for column in block.columns] for row in block.rows]
    places = [list(dict.fromkeys(table.place(row, column) for column in block.columns)) for row in block.rows]
    return [[Target(place, part) if place else None for place in row] for row in places]


def targets_at(table: FigureTable, row: int, column: int, texts: Sequence[Sequence[str]]) -> list[list[Target | None]]:
    """The cells on which texts come to lie whose first lies on a cell; none where they lie outside the table."""
    width, height = len(table.columns), table.row_count
    return [
        [
            _target(table, row + down, column + right) if row + down < height and column + right < width else None
            for right in range(len(cells))
        ]
        for down, cells in enumerate(texts)
    ]


def text_of(table: FigureTable, rows: range, columns: range, workbook: Workbook, *, titles: bool) -> str:
    """Cells as tab-separated lines, with the titles of the columns before them if wanted."""
    copying = Copying(workbook)
    lines = [[_plain(table.columns[column].title) for column in columns]] if titles else []
    lines += [[_plain(_text(table, row, column, copying)) for column in columns] for row in rows]
    return "\n".join("\t".join(line) for line in lines)


def _target(table: FigureTable, row: int, column: int) -> Target | None:
    place = table.place(row, column) or table.named(row)
    return Target(place, table.part(column)) if place else None


def _text(table: FigureTable, row: int, column: int, copying: Copying) -> str:
    figure = table.figure(row, column)
    if figure is None and table.part(column) != "value":
        place = table.named(row)
        figure = Figure(place.unit, place.indicator, place.period) if place else None
    return copying.text(figure, table.part(column))


def _plain(text: str) -> str:
    """A text that is one cell: tabs and line ends in it become blanks."""
    return " ".join(text.split()) if "\t" in text or "\n" in text or "\r" in text else text
