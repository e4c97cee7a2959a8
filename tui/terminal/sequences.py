"""What a program writes to a terminal, cut into tokens, and the shortest way to move its cursor."""

import re
from functools import lru_cache
from typing import Final

from rich.cells import cell_len

Place = tuple[int, int]
EDGE: Final = 1 << 30
"""The column of a cursor behind the last cell of its row, where terminals differ on all moves but the return."""

TOKEN: Final = re.compile(
    r"(?P<text>[^\x00-\x1f\x7f-\x9f]+)"
    r"|\x1b\[(?P<pen>[0-9;]*)m"
    r"|\x1b\[(?P<place>[0-9;]*)H"
    r"|(?P<newline>\r?\n)"
    r"|\x1b\]8;(?P<link>[^\x07\x1b]*)(?:\x07|\x1b\\)"
    r"|\x1b\[\?2026(?P<sync>[hl])"
    # modes but for those that clear or move; queries; keyboard flags; cursor and pointer shape; the clipboard
    r"|(?P<harmless>\x1b\[\?(?!(?:3|6|47|104[79])[hl])[0-9]+[hl]|\x1b\[\?[0-9]+\$p|\x1b\[[<>=][0-9;]*u"
    r"|\x1b\[[0-9]* q|\x1b\[[0-9]*[cn]|\x1b\]22;[a-z-]*(?:\x07|\x1b\\)"
    r"|\x1b\]52;c;[A-Za-z0-9+/=]*(?:\x07|\x1b\\))"
    r"|(?P<clearing>\x1b\[\?1049[hl]|\x07)"
    # nothing else is a terminal sequence of ours: it is cut out whole, up to its end
    r"|(?P<foreign>\x1b\[[0-?]*[ -/]*[@-~]|\x1b[]P^_X][^\x1b\x07]*(?:\x1b\\|\x07)?|\x1b[ -/]*[0-~]|.)",
    re.DOTALL,
)
_JOINER: Final = "\u200d"
_SHORT: Final = 4
"""Cells to the left from which on a sequence is shorter than so many backspaces."""


@lru_cache(maxsize=8192)
def place_of(parameters: str) -> Place:
    """The row and column, from 0, that the parameters of a cursor position mean."""
    row, _, column = parameters.partition(";")
    return max(1, int(row or 1)) - 1, max(1, int(column.partition(";")[0] or 1)) - 1


@lru_cache(maxsize=4096)
def clusters(text: str) -> tuple[tuple[str, int], ...]:
    """Text cut into what fills its own cells, with the number of cells: marks and joined characters stay together."""
    cut: list[str] = []
    for character in text:
        if cut and (cell_len(character) == 0 or cut[-1].endswith(_JOINER)):
            cut[-1] += character
        else:
            cut.append(character)
    return tuple((cluster, cell_len(cluster)) for cluster in cut)


def move(at: Place | None, to: Place) -> str:
    """The shortest sequence from one place to another; from an unknown place (None), an absolute one.

    Behind the last column, where terminals differ on what a step does, only a carriage return is relative.
    """
    if at == to:
        return ""
    (row, column) = to
    absolute = f"\x1b[{row + 1};{column + 1}H" if column else f"\x1b[{row + 1}H" if row else "\x1b[H"
    if at is None:
        return absolute
    down = row - at[0]
    ways = [absolute, _vertical(down) + _horizontal(column - at[1])]
    if down in {0, 1}:
        ways.append("\r" + "\n" * down + _horizontal(column))
    return min(ways, key=len)


def _horizontal(right: int) -> str:
    if right < 0:
        return "\b" * -right if right >= -_SHORT else f"\x1b[{-right}D"
    return "" if right == 0 else "\x1b[C" if right == 1 else f"\x1b[{right}C"


def _vertical(down: int) -> str:
    if abs(down) == 1:
        return "\x1bD" if down > 0 else "\x1bM"
    return "" if down == 0 else f"\x1b[{abs(down)}{'B' if down > 0 else 'A'}"
