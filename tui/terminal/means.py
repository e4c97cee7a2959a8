"""What a terminal can show, and how much text reaches its clipboard, by what the environment says of it."""

import sys
from collections.abc import Mapping
from typing import Final

from core.frozen import frozen
from core.words import marked

_MANY_COLOURS: Final = frozenset({"256color", "kitty"})
_SET_BY_PYTHON: Final = frozenset({"C.UTF-8", "C.utf8", "UTF-8"})
_FILLING: Final = frozenset(
    {"alacritty", "foot", "konsole", "linux", "putty", "rxvt", "tmux", "vte", "wezterm", "xterm"}
)
"""Terminals that fill erased cells with the colour behind the text; of tmux terminfo says otherwise."""
_NO_COLOURS: Final = frozenset({"dumb", "unknown"})
USUAL_BYTES: Final = 74_994
"""As many as fit into a sequence of 100,000 bytes in base64, the shortest that common terminals take whole."""
_CONSOLE: Final = marked("the Linux console has no clipboard")
_APPLE: Final = marked("Terminal of macOS takes nothing to its clipboard")
_GNU_SCREEN: Final = marked("GNU Screen passes nothing on to the clipboard")
_TMUX: Final = marked("tmux passes it on after: set -g set-clipboard on")


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


@frozen
class Clipboard:
    """The most bytes of text that arrive, and a remark on what stands between here and the clipboard."""

    most: int = USUAL_BYTES
    remark: str = ""


def clipboard_of(environ: Mapping[str, str]) -> Clipboard:
    """What is known of the clipboard. No terminal answers whether a text has arrived."""
    terminal = environ.get("TERM", "")
    if environ.get("TMUX"):
        return Clipboard(remark=_TMUX)
    if environ.get("STY"):
        return Clipboard(0, _GNU_SCREEN)
    if terminal == "linux":
        return Clipboard(0, _CONSOLE)
    if environ.get("TERM_PROGRAM") == "Apple_Terminal":
        return Clipboard(0, _APPLE)
    return Clipboard()
