"""The list over the prompt: what may be typed there, the highlighted row reversed."""

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.geometry import Size
from textual.reactive import reactive
from textual.strip import Strip

from core.words import gettext
from tui.frame.choices import Choosing
from tui.frame.lines import Lines
from tui.grid.line import fit
from tui.grid.plain import plain

MOST = 8
"""Rows of the list that are seen at once."""
HERE, NOT_HERE = "▸ ", "  "


class ChoiceList(Lines):
    """The rows of one list around the highlighted one; nothing is seen where there is nothing to choose from."""

    DEFAULT_CSS = """
    ChoiceList {
        layer: over;
        dock: bottom;
        display: none;
        height: auto;
        max-height: 8;
        margin: 0 0 5 0;
        background: $panel;
        color: $foreground;
    }
    ChoiceList.open { display: block; }
    """

    virtual_size = reactive(Size(0, 0))
    """As in Widget, without a second layout of the screen when the list has its new height."""

    def choose(self, choosing: Choosing | None) -> None:
        """Show a list, or (null) none."""
        rows = choosing.rows if choosing else 0
        self.set_class(rows > 0, "open")
        if choosing is None or not rows:
            self.show()
            return
        self.styles.height = min(rows, MOST)
        here = choosing.at or 0
        first = max(0, min(here - MOST // 2, rows - MOST))
        width = max((cell_len(plain(option.code)) for option in choosing.hits), default=0)
        self.show(*(_row(choosing, at, width) for at in range(first, min(rows, first + MOST))))


def _row(choosing: Choosing, at: int, width: int) -> Strip:
    if at < len(choosing.hits):
        option = choosing.hits[at]
        text = f"{fit(plain(option.code), width)}  {plain(option.name) if option.name != option.code else ''}"
    else:
        text = gettext("+ new {noun}: {word}", noun=gettext(choosing.choices.noun), word=plain(choosing.word))
    is_here = at == choosing.at
    return Strip([Segment((HERE if is_here else NOT_HERE) + text.rstrip(), Style(reverse=True) if is_here else None)])
