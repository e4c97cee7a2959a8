"""The cells of the Figures pane that a command changes or copies: their places in the workbook, and their texts."""

from typing import TYPE_CHECKING

from core.workbook.figure_text import number_text
from tui.figures.cell_text import targets_at, targets_in
from tui.figures.cell_text import text_of as text_in
from tui.figures.pane import FiguresPane
from tui.frame.detail import series_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.figures.cells import Target
    from core.figures.draft import Part


def targets(pane: FiguresPane, part: "Part | None" = None) -> "list[list[Target | None]]":
    """The cells of the block, or for each of its figures the cell of a part."""
    return targets_in(pane.table, pane.blocks.chosen_block, part) if pane.table else []


def targets_under(pane: FiguresPane, texts: "Sequence[Sequence[str]]") -> "list[list[Target | None]]":
    """The cells on which texts come to lie; a single text lies on the whole block."""
    if len(texts) == len(texts[0]) == 1:
        return targets(pane)
    block = pane.blocks.chosen_block
    return targets_at(pane.table, block.top, block.left, texts) if pane.table else []


def text_of(pane: FiguresPane, rows: range, columns: range, *, titles: bool) -> str:
    """Cells as text for other programs."""
    if pane.table is None or pane.state is None:
        return ""
    return text_in(pane.table, rows, columns, pane.state.workbook, titles=titles)


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
