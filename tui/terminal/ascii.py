"""Text in ASCII, cell for cell: borders, bars, arrows and quotes get a likeness, all else a question mark."""

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
    ">": "→›»▸▶▷►↦⇒⮕❯≥",
    "<": "←‹«◂◀◁◄⇐❮≤",
    "^": "↑▲△⇑▴↗",
    "v": "↓▼▽⇓▾↘",
    "~": "…≈∼˜±",
    ".": "·∙⋅•‧",
    "*": "●★☆✱∗◆⭘⬤",
    "o": "○◦◌◎◉◇",
    "x": "×✕✖✗✘╳▚",
    "/": "÷∕⁄╱▞",
    "\\": "╲",
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


@lru_cache(maxsize=4096)
def ascii_text(text: str) -> str:
    """`text` in ASCII, in as many cells: `?` for each cell of a character that has no likeness."""
    if text.isascii():
        return text
    return "".join(
        part if part.isascii() else _ASCII.get(part, "?") if width == 1 else "?" * width
        for part, width in clusters(text)
    )
