"""How much text reaches the clipboard through the terminal (OSC 52), as far as the environment says."""

from collections.abc import Mapping
from typing import Final

from core.frozen import frozen
from core.words import marked

USUAL_BYTES: Final = 74_994
"""As many as fit into a sequence of 100,000 bytes in base64, the shortest that common terminals take whole."""
_CONSOLE: Final = marked("the Linux console has no clipboard")
_APPLE: Final = marked("Terminal of macOS takes nothing to its clipboard")
_GNU_SCREEN: Final = marked("GNU Screen passes nothing on to the clipboard")
_TMUX: Final = marked("tmux passes it on after: set -g set-clipboard on")


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
