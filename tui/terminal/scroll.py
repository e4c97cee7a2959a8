"""Rows of a picture that stand elsewhere in the picture before: what a terminal can move by itself."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import Final

from tui.terminal.screen_state import Row, Scroll

_FEWEST: Final = 3
"""Rows that must have moved together; fewer are cheaper to send again."""

Span = tuple[int, int]


def scroll_between(shown: Sequence[Row], wanted: Sequence[Row], painted: Mapping[int, Span]) -> Scroll | None:
    """The move that most of the painted rows have made, judged by their texts; null where there is none.

    The last column painted is left out, as it may be a scrollbar.
    """
    if len(painted) < _FEWEST:
        return None
    first, last = min(start for start, _ in painted.values()), max(end for _, end in painted.values()) - 1
    before: defaultdict[str, list[int]] = defaultdict(list)
    for row in painted:
        before[_text(shown[row][first:last])].append(row)
    moved = [
        (there - row, row)
        for row in painted
        for text in (_text(wanted[row][first:last]),)
        if text.strip() and row not in before[text]
        for there in before[text]
    ]
    votes = Counter(by for by, _ in moved)
    if not votes or max(votes.values()) < _FEWEST:
        return None
    by = max(votes, key=lambda shift: votes[shift])
    rows = [row for shift, row in moved if shift == by]
    top, bottom = min(*rows, min(rows) + by), max(*rows, max(rows) + by) + 1
    known = all(cell is not None for row in wanted[top:bottom] for cell in row)
    return Scroll(top, bottom, by) if known else None


def _text(cells: Row) -> str:
    return "".join(cell[0] if cell else "\0" for cell in cells)
