"""The last look at text before the terminal: nothing in it acts on one, and what it cannot show is shown otherwise."""

import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from rich.cells import cell_len, set_cell_size
from rich.color import Color as RichColor
from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.filter import LineFilter
from textual.theme import Theme

from tui.grid.plain import HARMFUL, REPLACEMENT
from tui.terminal import ascii as terminal_ascii
from tui.terminal.means import TerminalMeans


def line_filters(means: TerminalMeans, usual: Sequence[LineFilter], theme: Theme) -> list[LineFilter]:
    """The filters for an app's `get_line_filters`, given those that Textual would use and the theme of the moment.

    Every line of every widget goes through them, and the first lets nothing through that acts on a terminal.
    """
    if not means.colour:
        filters: list[LineFilter] = [_WITHOUT_COLOUR]
    elif theme.ansi:
        filters = [*usual, _on_ground(theme.foreground or "ansi_default", theme.background or "ansi_default")]
    else:
        filters = list(usual)
    return [_HARMLESS, *filters] if means.unicode else [_HARMLESS, *filters, _ASCII_ONLY]


@lru_cache(maxsize=4096)
def harmless(text: str) -> str:
    """`text` in as many cells, without control characters, lone surrogates and characters that turn the direction.

    Most of them fill no cell and go; one that fills cells becomes as many U+FFFD. Whoever wants a person to see that
    something was there draws the text with `plain` first.
    """
    if text.isprintable():
        return text
    signs = (REPLACEMENT * cell_len(sign) if unicodedata.category(sign) in HARMFUL else sign for sign in text)
    return set_cell_size("".join(signs), cell_len(text))


class Harmless(LineFilter):
    """Lets only text through: no control character, no control code of Rich, no link."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002 - the colour of a widget
        """Segments that act on nothing, in as many cells."""
        return [
            Segment(harmless(text), style.update_link(None) if style and style.link else style)
            for text, style, control in segments
            if not control
        ]


class WithoutColour(LineFilter):
    """Takes every colour away; text that stood out by its background alone is reversed."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Segments without colour, on a widget of this background."""
        ground = background.rich_color
        return [
            Segment(text, None if style is None else _without_colour(style, ground, _is_frame(text)), control)
            for text, style, control in segments
        ]


class OnGround(LineFilter):
    """Names the colours that would be the terminal's own: its ground may be one that ours cannot be read on."""

    def __init__(self, foreground: RichColor, background: RichColor) -> None:
        super().__init__()
        self._ground = Style(color=foreground, bgcolor=background)

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002 - as every filter of Textual
        """Segments in which both colours are named."""
        return [
            Segment(text, _grounded(style or Style.null(), self._ground), control) for text, style, control in segments
        ]


class Ascii(LineFilter):
    """Puts an ASCII character of the same width for every other one."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002 - as every filter of Textual
        """Segments in ASCII."""
        return [Segment(terminal_ascii.ascii_text(text), style, control) for text, style, control in segments]


# One of each for good: Textual keeps filtered lines by filter.
_HARMLESS: Final = Harmless()
_WITHOUT_COLOUR: Final = WithoutColour()
_ASCII_ONLY: Final = Ascii()


@lru_cache
def _on_ground(foreground: str, background: str) -> OnGround:
    return OnGround(Color.parse(foreground).rich_color, Color.parse(background).rich_color)


@lru_cache(maxsize=2048)
def _grounded(style: Style, ground: Style) -> Style:
    color = ground.color if style.color is None or style.color.is_default else style.color
    bgcolor = ground.bgcolor if style.bgcolor is None or style.bgcolor.is_default else style.bgcolor
    return style + Style(color=color, bgcolor=bgcolor)


@lru_cache(maxsize=2048)
def _without_colour(style: Style, ground: RichColor, frame: bool) -> Style:
    own_ground = style.bgcolor is not None and not style.bgcolor.is_default and style.bgcolor != ground
    stripped = style.without_color + Style.from_meta(style.meta or None)
    return stripped + Style(reverse=True) if own_ground and not style.reverse and not frame else stripped


def _is_frame(text: str) -> bool:
    """Whether text is a border or the like, whose background is that of a neighbour."""
    return bool(text) and all("─" <= character <= "▟" for character in text)
