"""A scrollbar in whole cells: between two rows it mostly looks the same, and nothing is sent for it."""

from typing import ClassVar

from textual.scrollbar import ScrollBarRender


class WholeCells(ScrollBarRender):
    """For `ScrollBar.renderer`: the thumb begins and ends at the edge of a cell."""

    VERTICAL_BARS: ClassVar[list[str]] = [" "]
