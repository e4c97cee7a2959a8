"""A few lines of text that never wrap: what is too long ends in an ellipsis, and only lines that change are drawn."""

from typing import TYPE_CHECKING

from rich.segment import Segment
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from tui.grid.line import fit, in_looks, legend
from tui.grid.looks import element_style
from tui.grid.plain import plain

if TYPE_CHECKING:
    from rich.style import Style


class Lines(Widget):
    """As many lines as the style sheet gives it room for, plain ones or ones of which parts stand out."""

    def __init__(self, *, id: str) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self.texts: tuple[str | Strip, ...] = ()
        self._style: Style | None = None

    def show(self, *texts: str | Strip) -> None:
        """Show these lines."""
        before, self.texts = self.texts, tuple(plain(text) if isinstance(text, str) else text for text in texts)
        changed = [y for y in range(max(len(before), len(texts))) if before[y : y + 1] != self.texts[y : y + 1]]
        if changed:
            self.refresh(*(Region(0, y, self.size.width, 1) for y in changed))

    def render_line(self, y: int) -> Strip:
        """One line, in exactly the width that there is."""
        style = self._styled("plain")
        width = self.size.width
        text = self.texts[y] if y < len(self.texts) else ""
        if isinstance(text, str):
            parts = in_looks(fit(text, width), legend(text))
            return Strip([Segment(part.text, self._styled(part.look)) for part in parts], width)
        return text.apply_style(style).adjust_cell_length(width, style)

    def _styled(self, look: str) -> "Style":
        """The style of text, or of the sign of an element."""
        style = self._style = self._style or self.rich_style
        return style if look == "plain" else style + element_style(self, look)

    def notify_style_update(self) -> None:
        """Forget the style of the theme before."""
        super().notify_style_update()
        self._style = None
