"""The cells of the Figures pane that a command changes or copies: their places in the workbook, and their texts."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from core.figures.cells import Copying, Target
from core.workbook.figure import Figure
from core.workbook.figure_text import number_text
from tui.figures.pane import FiguresPane
from tui.frame.detail import series_name

if TYPE_CHECKING:
    from core.figures.draft import Part
    from tui.figures.table import FigureTable


def targets(pane: FiguresPane, part: "Part | None" = None) -> list[list[Target | None]]:
    """The cells of the block; or, where a part is named, one cell for each figure in it, the part of it."""
    table, block = pane.table, pane.blocks.chosen_block
    if table is None:
        return []
    if part is None:
        return [[_target(table, row, column) for column in block.columns] for row in block.rows]
    places = [list(dict.fromkeys(table.place(row, column) for column in block.columns)) for row in block.rows]
    return [[Target(place, part) if place else None for place in row] for row in places]


def targets_under(pane: FiguresPane, texts: Sequence[Sequence[str]]) -> list[list[Target | None]]:
    """The cells on which texts come to lie, none where that is outside the table; a single one lies on the block."""
    if len(texts) == len(texts[0]) == 1:
        return targets(pane)
    table, block = pane.table, pane.blocks.chosen_block
    if table is None:
        return []
    width, height = len(table.columns), table.row_count
    return [
        [
            _target(table, row, column) if row < height and column < width else None
            for column in range(block.left, block.left + len(cells))
        ]
        for row, cells in enumerate(texts, block.top)
    ]


def text_of(pane: FiguresPane, rows: range, columns: range, *, titles: bool) -> str:
    """Cells as tab-separated lines for other programs, with the titles of the columns before them if wanted."""
    table = pane.table
    if table is None or pane.state is None:
        return ""
    copying = Copying(pane.state.workbook)
    lines = [[_in_one_cell(table.columns[column].title) for column in columns]] if titles else []
    lines += [[_in_one_cell(_text(table, row, column, copying)) for column in columns] for row in rows]
    return "\n".join("\t".join(line) for line in lines)


def present_text(pane: FiguresPane, part: "Part") -> str:
    """What stands in a part of the figure under the cursor, as it is typed."""
    figure, state = pane.figure, pane.state
    if figure is None or state is None:
        return ""
    if part == "value":
        return number_text(figure, plain=not state.wording.unicode)
    text = str(getattr(figure, part))
    return state.wording.entry_text(text) if part == "note" else text


def label(pane: FiguresPane, part: "Part") -> str:
    """What is requested when a part of the figure under the cursor is typed over."""
    place, state = pane.place, pane.state
    if place is None or state is None:
        return part
    name = series_name(place.unit, place.indicator, state.workbook, state.wording)
    return f"{name} {place.period}" + (f" {state.wording.word(part)}" if part != "value" else "")


def _target(table: "FigureTable", row: int, column: int) -> Target | None:
    place = table.place(row, column) or table.named(row)
    return Target(place, table.part(column)) if place else None


def _text(table: "FigureTable", row: int, column: int, copying: Copying) -> str:
    figure = table.figure(row, column)
    if figure is None and table.part(column) != "value":
        place = table.named(row)
        figure = Figure(*place.cell) if place else None
    return copying.text(figure, table.part(column))


def _in_one_cell(text: str) -> str:
    """A text in which tabs and line ends are blanks."""
    return " ".join(text.split()) if "\t" in text or "\n" in text or "\r" in text else text
