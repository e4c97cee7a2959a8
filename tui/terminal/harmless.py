"""The last look at text before the terminal: nothing in it acts on a terminal, whoever wrote it."""

import unicodedata
from functools import lru_cache

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.filter import LineFilter

from tui.grid.plain import HARMFUL, REPLACEMENT


@lru_cache(maxsize=4096)
def harmless(text: str) -> str:
    """`text` in as many cells, without control characters, lone surrogates and characters that turn the direction.

    Most of them fill no cell and go; one that fills cells becomes as many U+FFFD. Whoever wants a person to see that
    something was there draws the text with `plain` first.
    """
    if text.isprintable():
        return text
    safe = "".join(map(_harmless_character, text))
    return set_cell_size(safe, cell_len(text))


def _harmless_character(character: str) -> str:
    if unicodedata.category(character) not in HARMFUL:
        return character
    return REPLACEMENT * cell_len(character)


class Harmless(LineFilter):
    """Lets only text through: no control character, no control code of Rich, no link."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002 - the colour of a widget
        """Segments that act on nothing, in as many cells."""
        return [Segment(harmless(text), _without_link(style)) for text, style, control in segments if not control]


def _without_link(style: Style | None) -> Style | None:
    return style.update_link(None) if style is not None and style.link else style
