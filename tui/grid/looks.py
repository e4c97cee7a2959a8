"""The styles of a grid's looks, worked out of the theme once."""

from typing import Final

from rich.style import Style
from textual.color import Color
from textual.css.styles import RenderStyles
from textual.dom import DOMNode
from textual.widget import Widget

from tui.grid.line import ELEMENTS

HERE, LEFT, NOT_HERE = Style(reverse=True), Style(underline=True), Style()
"""The cell under the cursor: with the focus, while a line is typed elsewhere, and in a pane that is not worked in."""

_FRAME: Final = 2
"""Columns of the border of a pane that has the whole width."""
_MARKED: Final = 14
"""Bytes of a text that the cursor marks at most: a move sends what is marked twice, over however slow a line."""
ENDS_WORD: Final = " _"
"""What may follow the part of a long text, or code, that is marked."""
_SHORT: Final = 10
"""Blanks before a number from which on its whole cell is marked."""
_SLACK: Final = 4
"""Blanks behind a text that are marked with it, so that numbers keep the shape of their column."""


class LateStyles(Widget):
    """A widget whose component styles are worked out when they are first drawn: while it is hidden it has none."""

    def _get_component_classes(self) -> frozenset[str]:  # type: ignore[override] # of one widget, not of the class
        return frozenset(self._component_styles)

    def get_component_styles(self, *names: str) -> RenderStyles:
        """The styles of these components together."""
        for name in names:
            if name not in self._component_styles:
                component = DOMNode(classes=name)
                component._attach(self)  # noqa: SLF001 - as Textual's style sheet does it
                self.app.stylesheet.apply(component)
                self._component_styles[name] = component.styles
        return super().get_component_styles(*names)


class Looks(dict[str, Style]):
    """A style for each look of a grid, but for that of its cursor."""

    def __init__(self, grid: Widget) -> None:
        super().__init__()
        self._grid = grid

    def __missing__(self, look: str) -> Style:
        style = self._grid.rich_style
        for name in look.split():
            if name in ELEMENTS.values():
                style += element_style(self._grid, name)
            else:
                style += self._grid.get_component_rich_style(f"grid--{name}", partial=True)
        self[look] = style
        return style


def element_style(widget: Widget, look: str) -> Style:
    """A colour of the theme, such as that of an element of a score, in whatever widget it is wanted."""
    theme = widget.app.current_theme
    return Style(color=Color.parse(theme.variables.get(look) or getattr(theme, look)).rich_color)


def cursor_style(grid: Widget) -> Style:
    """What the cursor adds to the style of its cell."""
    return HERE if grid.has_focus else LEFT if is_worked_in(grid) else NOT_HERE


def is_worked_in(grid: Widget) -> bool:
    """Whether keys go to the grid, or would if no line were typed elsewhere."""
    pane = grid.parent
    return grid.has_focus or (isinstance(pane, Widget) and (pane.has_class("active") or pane.has_class("open")))


def is_beside_another(grid: Widget) -> bool:
    """Whether something stands beside the grid: no terminal can then move the rows of the grid alone.

    All of them are drawn again whenever they move, which is worth it for several rows.
    """
    return grid.is_attached and grid.outer_size.width + _FRAME < grid.screen.size.width


def marked(text: str) -> tuple[str, str]:
    """The part of a cell's text that the cursor marks, and the rest: a long text is marked where it begins."""
    words = text.rstrip()
    if not words or len(words) - len(words.lstrip()) >= _SHORT:
        return text, ""
    head = text if len(text) - len(words) <= _SLACK else f"{words} "
    is_long = len(words.encode()) > _MARKED
    while len(head.encode()) > _MARKED:
        head = head[:-1]
    end = max(head.rstrip().rfind(sign) for sign in ENDS_WORD)
    if is_long and text[len(head)] not in ENDS_WORD and head[: max(0, end)].strip():
        head = head[:end]
    return head, text[len(head) :]
