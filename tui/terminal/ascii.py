"""Text in ASCII, cell for cell: borders, bars, arrows, quotes and scales get a likeness, all else a question mark."""

import re
from functools import lru_cache
from typing import Final

from tui.terminal.sequences import clusters

_FRAMES: Final = {
    "-": "─━┄┅┈┉╌╍═╴╶╸╺╼╾▔‾—–‒―−⎺⎻⎼⎽",
    "|": "│┃┆┇┊┋╎╏║╵╷╹╻╽╿▌▐▍▎▏▕▊▋▉",
    "+": "┌┍┎┏┐┑┒┓└┕┖┗┘┙┚┛├┝┞┟┠┡┢┣┤┥┦┧┨┩┪┫┬┭┮┯┰┱┲┳┴┵┶┷┸┹┺┻┼┽┾┿╀╁╂╃╄╅╆╇╈╉╊╋"
    "╒╓╔╕╖╗╘╙╚╛╜╝╞╟╠╡╢╣╤╥╦╧╨╩╪╫╬╭╮╯╰▖▗▘▙▚▛▜▝▞▟⎡⎢⎣⎤⎥⎦",
}
_RAMPS: Final = {"▁▂▃▄▅▆▇█": "_.-:=+*#", "░▒▓": ",;%", "▀■□▪▫": "'#o**"}
_SIGNS: Final = {
    ">": "▷►↦⇒⮕❯",
    "<": "←◂◀◁◄⇐❮",
    "}": "→",
    "@": "▸",
    "&": "»",
    ")": "›",
    "(": "‹«",
    "]": "≥",
    "[": "≤",
    "^": "↑▲△⇑▴↗",
    "v": "↓▼▽⇓▾↘",
    "~": "≈∼˜±",
    ".": "·∙⋅•‧",
    "*": "●★☆✱∗◆⭘⬤▶",
    "o": "○◦◌◎◉◇",
    "x": "×✕✖✗✘╳▚",
    "/": "÷∕⁄╱▞",
    "\\": "╲…",
    "Y": "¥",
    "!": "≠",
    "d": "Δ",
    "+": "✓✔",
    "=": "≡",
    "'": "‘’′",
    '"': "“”″",
    " ": "\u00a0\u2002\u2003\u2007\u2009\u202f",
}
_ASCII: Final = {
    **{
        character: sign for group in (_FRAMES, _SIGNS) for sign, characters in group.items() for character in characters
    },
    **{character: sign for ramp, signs in _RAMPS.items() for character, sign in zip(ramp, signs, strict=True)},
}
_SCALES: Final = {"万亿": "e12 ", "千亿": "e11 ", "亿": "e8", "万": "e4"}
"""Powers of ten in as many cells as the words have, as they can be typed."""
_PAIRS: Final = {" →": "->", "≥ ": ">=", "≤ ": "<="}
"""Signs that take the blank beside them, so that each differs from the sign of “over”."""
_PAIRED: Final = re.compile("|".join(_PAIRS))
_SCALED: Final = re.compile(rf"(?<=\d)(?:{'|'.join(_SCALES)})")


@lru_cache(maxsize=4096)
def ascii_text(text: str) -> str:
    """`text` in ASCII, in as many cells.

    A scale behind a number is a power of ten; each cell of a character that has no likeness is `?`.
    """
    if text.isascii():
        return text
    scaled = _SCALED.sub(lambda match: _SCALES[match[0]], _PAIRED.sub(lambda match: _PAIRS[match[0]], text))
    return "".join(
        part if part.isascii() else _ASCII.get(part, "?") if width == 1 else "?" * width
        for part, width in clusters(scaled)
    )
