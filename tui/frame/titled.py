"""A bordered box whose title is cut in its middle where it has no room."""

from rich.text import Text
from textual.containers import Vertical
from textual.geometry import Region
from textual.strip import Strip

from tui.grid.line import cut_in_the_middle

AROUND_TITLE = 6
"""Cells of the border, corners and blanks beside a title."""


class Titled(Vertical, can_focus=False):
    """A box with a title in its border; a long title is cut in the middle."""

    whole_title = ""
    _shown = ("", 0)

    def entitle(self, title: str) -> None:
        """Show another title, as much of it as has room."""
        wanted = title, self.outer_size.width
        if wanted != self._shown:
            self.whole_title, self._shown = wanted[0], wanted
            room = wanted[1] - AROUND_TITLE
            self.border_title = Text(cut_in_the_middle(title, room).rstrip() if room > 0 else title)

    def render_lines(self, crop: Region) -> list[Strip]:
        """The lines of the box, with its title cut for the width that it has now."""
        self.entitle(self.whole_title)
        return super().render_lines(crop)
