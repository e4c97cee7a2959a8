"""What a terminal shows as far as it is known, and the bytes that change it: texts in cells, and rows that move."""

from collections.abc import Iterator
from typing import Final

from tui.terminal.pen import PLAIN, Pen, transition
from tui.terminal.sequences import Place, move

# A cell is the text in it and its pen; the right half of a wide character has no text. None: nobody knows.
Cell = tuple[str, Pen]
Row = list[Cell | None]

_GAP: Final = 4
_FRAMED: Final = 8
"""Cells from which on a run may have a frame at both its ends."""
_MOVES: Final = 12
"""What two moves of the cursor take at most."""


class Shown:
    """The cells, the pen and the cursor of a terminal; `output` is what has to be sent for it to be so."""

    def __init__(self, width: int, height: int) -> None:
        self.width = width
        self.rows: list[Row] = [[None] * width for _ in range(height)]
        self.pen: Pen | None = None
        self.cursor: Place | None = None
        self.output: list[str] = []

    def copy(self) -> "Shown":
        """The same terminal, to try on it what something would cost."""
        copied = Shown(self.width, 0)
        copied.rows, copied.pen, copied.cursor = [row[:] for row in self.rows], self.pen, self.cursor
        copied.output = self.output[:]
        return copied

    def bytes(self) -> int:
        """How much has to be sent."""
        return len("".join(self.output).encode())

    def forget(self) -> None:
        """Nothing is known any more; what is to be sent stays."""
        self.rows = [[None] * self.width for _ in self.rows]
        self.pen = self.cursor = None

    def move_to(self, place: Place) -> None:
        """Put the cursor on a cell."""
        if self.cursor != place:
            self.output.append(move(self.cursor, place))
            self.cursor = place

    def scroll(self, top: int, bottom: int, by: int) -> None:
        """Move the rows from `top` up to (not with) `bottom` up by so many, or down where it is negative.

        Rows move over the whole width, so that no wide character is cut. The region is that of DECSTBM, the move a
        line feed in its last row or a reverse index in its first, as even the Linux console knows them. What colour
        the rows have that come in is not known. Setting the region puts the cursor into the first cell.
        """
        edge, step = (bottom - 1, "\n") if by > 0 else (top, "\x1bM")
        self.output.append(f"\x1b[{top + 1};{bottom}r{move((0, 0), (edge, 0))}{step * abs(by)}\x1b[r")
        self.cursor = (0, 0)
        fresh: list[Row] = [[None] * self.width for _ in range(abs(by))]
        kept = self.rows[top + max(by, 0) : bottom + min(by, 0)]
        self.rows[top:bottom] = [*kept, *fresh] if by > 0 else [*fresh, *kept]

    def paint(self, row: int, line: Row, first: int, last: int) -> None:
        """Let cells of a row be those of a line, where they differ."""
        if line[first:last] != self.rows[row][first:last]:
            for start, end in self._runs(row, line, first, last):
                framed = end - start > _FRAMED and self._is_framed(line, start, end)
                self._paint(row, line, start + framed, end)
                if framed:
                    self._paint(row, line, start, start + 1)

    def _is_framed(self, line: Row, start: int, end: int) -> bool:
        """Whether the first cell is best sent last, as it has the pen of the last cell and no other needs it before."""
        first, second, last = line[start], line[start + 1], line[end - 1]
        if not (first and second and last) or first[1] != last[1] or is_right_half(second) or _disputed(first[0]):
            return False
        there_and_on = transition(self.pen, first[1]) + transition(first[1], second[1])
        return len(there_and_on) > len(transition(self.pen, second[1])) + _MOVES

    def _runs(self, row: int, line: Row, first: int, last: int) -> Iterator[tuple[int, int]]:
        """Spans of cells to send: those that differ, and short gaps that cost less to repeat than to skip."""
        shown = self.rows[row]
        start = end = -1
        for x in range(first, last):
            cell = line[x]
            if cell is None or cell is shown[x] or cell == shown[x]:
                continue
            if start < 0:
                start = x
            elif x > end and not _cheap(line[end - 1 : x]):
                yield start, end
                start = x
            end = x + 2 if x + 1 < last and is_right_half(line[x + 1]) else x + 1
        if start >= 0:
            yield start, end

    def _paint(self, row: int, line: Row, start: int, end: int) -> None:
        self.move_to((row, start))
        append, pen = self.output.append, self.pen
        for x in range(start, end):
            cell = line[x]
            if cell is None:
                continue
            text, wanted = cell
            if wanted is not pen:
                append(transition(pen, wanted))
                pen = wanted
            append(text)
            if _disputed(text) and x + 1 < end:
                append(move(None, (row, x + 2 if is_right_half(line[x + 1]) else x + 1)))
        self.pen = pen
        self.rows[row][start:end] = line[start:end]
        uncertain = any(cell is not None and _disputed(cell[0]) for cell in line[max(0, end - 2) : end])
        self.cursor = None if uncertain or end >= self.width else (row, end)


def is_right_half(cell: Cell | None) -> bool:
    """Whether a cell is the second of a wide character."""
    return cell is not None and not cell[0]


def blanked(cell: Cell | None) -> Cell:
    """What is left of a wide character when its other half is overwritten."""
    return (" ", PLAIN if cell is None else cell[1])


def _disputed(text: str) -> bool:
    """Whether terminals differ on the width of a character: joined ones, and most emoji."""
    return len(text) > 1 or text > "\uffff"


def _cheap(cells: Row) -> bool:
    """Whether the gap between the first cell and the last is better repeated than jumped over."""
    gap = cells[1:]
    if len(gap) > _GAP or None in cells:
        return False
    known = [cell for cell in cells if cell is not None]
    return (
        all(cell[1] == known[0][1] for cell in known) and len("".join(cell[0] for cell in known[1:]).encode()) <= _GAP
    )
