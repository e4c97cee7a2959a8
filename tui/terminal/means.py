"""What a terminal can show, by what the environment says of it."""

import sys
from collections.abc import Mapping
from typing import Final

from core.frozen import frozen

_MANY_COLOURS: Final = frozenset({"256color", "kitty"})
_SET_BY_PYTHON: Final = frozenset({"C.UTF-8", "C.utf8", "UTF-8"})
_FILLING: Final = frozenset(
    {"alacritty", "foot", "konsole", "linux", "putty", "rxvt", "tmux", "vte", "wezterm", "xterm"}
)
"""Terminals that fill erased cells with the colour behind the text; of tmux terminfo says otherwise."""
_NO_COLOURS: Final = frozenset({"dumb", "unknown"})


@frozen
class TerminalMeans:
    """What can be sent: colour at all, characters beyond ASCII, and only the sixteen named colours.

    One that `fills` gives the colour behind the text to what it erases, and to a row that comes in.
    """

    colour: bool = True
    unicode: bool = True
    sixteen: bool = False
    fills: bool = False


def terminal_means(environ: Mapping[str, str], utf8_mode: int = sys.flags.utf8_mode) -> TerminalMeans:
    """What the environment says of the terminal.

    NO_COLOR counts when it is set and not empty (no-color.org); of LC_ALL, LC_CTYPE and LANG the first that is not
    empty names the encoding, and none at all means the C locale; COLORTERM and TERM tell how many colours there are,
    as Rich reads them. Where Python finds the C locale it turns to its UTF-8 mode and sets LC_CTYPE by itself: that
    is its own wish for files, and says nothing of the terminal.
    """
    own_wish = utf8_mode and environ.get("PYTHONUTF8") != "1" and environ.get("LC_CTYPE") in _SET_BY_PYTHON
    names = ("LC_ALL", "LANG") if own_wish else ("LC_ALL", "LC_CTYPE", "LANG")
    locale = next((environ[name] for name in names if environ.get(name)), "C")
    encoding = locale.partition("@")[0].partition(".")[2].lower().replace("-", "")
    terminal = environ.get("TERM", "").lower()
    true_colour = environ.get("COLORTERM", "").strip().lower() in {"truecolor", "24bit"}
    return TerminalMeans(
        colour=not environ.get("NO_COLOR") and terminal not in _NO_COLOURS,
        unicode=encoding == "utf8",
        sixteen=not true_colour and terminal.rpartition("-")[2] not in _MANY_COLOURS,
        fills=terminal.partition("-")[0] in _FILLING or bool(environ.get("TMUX")),
    )
