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
    from textual.color import Color

EDGE = Strip([Segment(" ")])


class Lines(Widget):
    """As many lines as the style sheet gives it room for, plain ones or ones of which parts stand out."""

    def __init__(self, *, id: str) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self.texts: tuple[str | Strip, ...] = ()
        self._colours: tuple[Style, Color] | None = None

    def show(self, *texts: str | Strip) -> None:
        """Show these lines."""
        before, self.texts = self.texts, tuple(plain(text) if isinstance(text, str) else text for text in texts)
        changed = [y for y in range(max(len(before), len(texts))) if before[y : y + 1] != self.texts[y : y + 1]]
        if changed:
            self.refresh(*(Region(0, y, self.size.width, 1) for y in changed))

    def render_lines(self, crop: Region) -> list[Strip]:
        """The lines as the terminal can show them: a style sheet adds nothing to them but their colours."""
        style, ground = self._colours = self._colours or (self.rich_style, self.background_colors[1])
        lines = [self._line(y, style) for y in crop.line_range]
        for line_filter in self.get_line_filters():
            lines = [line.apply_filter(line_filter, ground) for line in lines]
        return [line.crop(crop.x, crop.right) for line in lines]

    def _line(self, y: int, style: "Style") -> Strip:
        """One line, in exactly the width that there is."""
        width = max(0, self.size.width - 2)
        text = self.texts[y] if y < len(self.texts) else ""
        if isinstance(text, str):
            parts = in_looks(f" {fit(text, width)} ", legend(text))
            looks = {look: style if look == "plain" else style + element_style(self, look) for _, _, look in parts}
            return Strip([Segment(part.text, looks[part.look]) for part in parts], width + 2)
        return Strip.join((EDGE, text.adjust_cell_length(width), EDGE)).apply_style(style)

    def notify_style_update(self) -> None:
        """Forget the colours of the theme before."""
        super().notify_style_update()
        self._colours = None
