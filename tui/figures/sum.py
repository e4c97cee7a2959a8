"""The sum of the column under the cursor of the Figures pane, shown in its border."""

from functools import partial
from typing import TYPE_CHECKING

from rich.text import Text

from tui.figures.summary import column_line

if TYPE_CHECKING:
    from textual.timer import Timer

    from core.figures.index import FigureIndex
    from core.figures.view import View
    from tui.figures.table import Named
    from tui.frame.pane import Pane
    from tui.grid.block_grid import BlockGrid
MANY = 50_000
"""From so many figures on their sum is not worked out between two keys."""

REST = 0.3
"""Seconds in which nothing else moves, after which it is."""


class Sum:
    """The sum of one pane; nothing while a block is selected, whose own sum stands below."""

    def __init__(self, pane: "Pane", blocks: "BlockGrid") -> None:
        self.pane, self.blocks = pane, blocks
        self._description = ""
        self._of: object = None
        self._timer: Timer | None = None

    def follow(self, looking: "FigureIndex", view: "View", names: "Named") -> None:
        """Tell it again where it is another: at once of few figures, of many when nothing else moves."""
        is_free = self.blocks.block is None
        wanted = (looking, view, names.wording, self.pane.grid.cursor[1] if view.pivot else 0, is_free)
        if wanted == self._of:
            return
        self._of = wanted
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        if is_free and view.figure_count > MANY:
            self._timer = self.pane.set_timer(REST, partial(self._tell, looking, view, names))
        elif is_free:
            self._tell(looking, view, names)
        else:
            self._say("")

    def _tell(self, looking: "FigureIndex", view: "View", names: "Named") -> None:
        self._say(column_line(looking, view, names, self.pane.grid.cursor[1]))

    def _say(self, text: str) -> None:
        if text != self._description:
            self._description, self.pane.border_subtitle = text, Text(text)
