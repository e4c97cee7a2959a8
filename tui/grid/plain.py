"""Text from files made harmless: what a terminal or a reader would obey or not see becomes a visible character."""

import re
import unicodedata
from typing import Final

REPLACEMENT: Final = "\N{REPLACEMENT CHARACTER}"

HARMFUL: Final = frozenset({"Cc", "Cf", "Cs", "Cn", "Zl", "Zp"})
# Fillers and selectors that Unicode counts as letters or marks, but that show nothing.
_UNSEEN: Final = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]"
)


def plain(text: str) -> str:
    """`text` with every control, bidi, zero-width and unassigned character replaced by one visible cell.

    C0 and DEL become their control pictures (␛ for escape), all others U+FFFD. A combining mark keeps its place
    after a letter, but never starts a text, where it would alter the neighbouring cell.
    """
    if text.isascii():
        return text if text.isprintable() else "".join(map(_visible, text))
    composed = _UNSEEN.sub(REPLACEMENT, unicodedata.normalize("NFC", text))
    if not composed.isprintable():
        composed = "".join(map(_visible, composed))
    return REPLACEMENT + composed[1:] if unicodedata.combining(composed[0]) else composed


def _visible(character: str) -> str:
    if character < " ":
        return chr(ord("\N{SYMBOL FOR NULL}") + ord(character))
    if character == "\x7f":
        return "\N{SYMBOL FOR DELETE}"
    return REPLACEMENT if unicodedata.category(character) in HARMFUL else character
