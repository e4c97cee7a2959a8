"""The styles of a grid's looks, worked out of the theme once."""

from rich.style import Style
from textual.widget import Widget

HERE, LEFT, NOT_HERE = Style(reverse=True), Style(underline=True), Style()
"""The cell under the cursor: with the focus, while a line is typed elsewhere, and in a pane that is not worked in."""


class Looks(dict[str, Style]):
    """A style for each look of a grid, but for that of its cursor."""

    def __init__(self, grid: Widget) -> None:
        super().__init__()
        self._grid = grid

    def __missing__(self, look: str) -> Style:
        style = self._grid.rich_style
        for name in look.split():
            style += self._grid.get_component_rich_style(f"grid--{name}", partial=True)
        self[look] = style
        return style


def cursor_style(grid: Widget) -> Style:
    """The style of the cell under the cursor."""
    return HERE if grid.has_focus else LEFT if is_worked_in(grid) else NOT_HERE


def is_worked_in(grid: Widget) -> bool:
    """Whether keys go to the grid, or would if no line were typed elsewhere."""
    pane = grid.parent
    return grid.has_focus or (isinstance(pane, Widget) and (pane.has_class("active") or pane.has_class("open")))
