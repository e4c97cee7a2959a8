"""The picture a terminal shows, and the fewest bytes that turn it into the picture a program paints."""

import re
from collections.abc import Iterator
from typing import Final

from tui.terminal.pen import PLAIN, Pen, changed, transition
from tui.terminal.sequences import TOKEN, Place, clusters, move, place_of

# A cell is the text in it and its pen; the right half of a wide character has no text. None: nobody knows.
Cell = tuple[str, Pen]
Row = list[Cell | None]

_GAP: Final = 4
_WORTH_SYNCHRONISING: Final = 512


class ScreenDiff:
    """Takes what a program writes for a whole screen, and gives what has to be sent for the terminal to show it.

    Only text, SGR, cursor positions, line ends, links and synchronised updates are understood. The other sequences
    that Textual sends are passed on in their place; the alternate screen and the bell forget the picture, and cells
    are sent as they are painted. Nothing else passes.
    """

    def __init__(self, width: int, height: int, colour: bool = True) -> None:
        self._width, self._height, self._colour = width, height, colour
        self._inks: dict[Pen, _Ink] = {}
        self._pen = PLAIN
        self._cursor: Place | None = None
        self._pen_sent: Pen | None = None
        self._cursor_sent: Place | None = None
        self._synchronises = False
        self._dirty: dict[int, tuple[int, int]] = {}
        self._output: list[str] = []
        self.forget()

    @property
    def waiting(self) -> bool:
        """Whether there may be something to send."""
        return bool(self._dirty or self._output) or self._cursor_sent != self._cursor

    def forget(self) -> None:
        """Assume nothing about what the terminal shows."""
        self._next: list[Row] = [[None] * self._width for _ in range(self._height)]
        self._shown: list[Row] = [[None] * self._width for _ in range(self._height)]
        self._dirty.clear()
        self._pen_sent = self._cursor_sent = None

    def resize(self, width: int, height: int) -> None:
        """Start again with a screen of this size."""
        self._width, self._height = width, height
        self._cursor = None
        self.forget()

    def feed(self, data: str) -> str:
        """What has to be sent for data that a program writes; nothing if the terminal shows it already."""
        self.take(data)
        return self.changes()

    def take(self, data: str) -> None:
        """Paint data into the next picture, without sending anything."""
        for token in TOKEN.finditer(data):
            kind = token.lastgroup
            if kind == "text":
                self._write(token[0])
            elif kind == "pen":
                self._pen = changed(self._pen, token["pen"], self._colour)
            elif kind == "place":
                self._place(token)
            elif kind == "newline":
                self._line_feed(token[0])
            elif kind == "link":
                self._pen = self._pen._replace(link=token["link"].strip(";") and token["link"])
            elif kind == "sync":
                self._synchronises = True
            elif kind == "harmless":
                self._paint_rows()
                self._output.append(token[0])
            elif kind == "clearing":
                self._pass(token[0])

    def changes(self) -> str:
        """What has to be sent for the terminal to show the next picture."""
        self._paint_rows()
        self._place_cursor()
        data = "".join(self._output)
        self._output.clear()
        if self._synchronises and len(data) > _WORTH_SYNCHRONISING:
            return f"\x1b[?2026h{data}\x1b[?2026l"
        return data

    def _place(self, token: re.Match[str]) -> None:
        row, column = place_of(token["place"])
        if row < self._height and column < self._width:
            self._cursor = (row, column)
        else:
            self._pass(token[0])

    def _line_feed(self, data: str) -> None:
        if self._cursor is None or self._cursor[0] + 1 >= self._height:
            self._pass(data)
        else:
            self._cursor = (self._cursor[0] + 1, 0)

    def _write(self, text: str) -> None:
        cells = self._cells(text)
        row, x = self._cursor or (0, self._width)
        end = x + len(cells)
        if end > self._width or not cells:
            self._pass(text)
            return
        start, stop = x, end
        line = self._next[row]
        if x > 0 and _is_right_half(line[x]):
            start, line[x - 1] = x - 1, _blanked(line[x])
        if end < self._width and _is_right_half(line[end]):
            stop, line[end] = end + 1, _blanked(line[end])
        line[x:end] = cells
        first, last = self._dirty.get(row, (start, stop))
        self._dirty[row] = (min(first, start), max(last, stop))
        self._cursor = (row, end)

    def _cells(self, text: str) -> list[Cell | None]:
        """The cells that text fills; none if it starts with a mark that belongs to the cell before."""
        ink = self._inks.get(self._pen) or self._inks.setdefault(self._pen, _Ink(self._pen))
        if text.isascii():
            return [ink[character] for character in text]
        cut = clusters(text)
        return [ink[part] for cluster, width in cut for part in (cluster, *[""] * (width - 1))] if cut[0][1] else []

    def _pass(self, data: str) -> None:
        """Pass on, unchanged and at its place, what is not understood, and forget the picture."""
        self._paint_rows()
        self._place_cursor()
        self._output += [transition(self._pen_sent, self._pen), data]
        self._cursor = None
        self.forget()

    def _paint_rows(self) -> None:
        for row in sorted(self._dirty):
            first, last = self._dirty[row]
            if self._next[row][first:last] != self._shown[row][first:last]:
                for start, end in self._runs(row, first, last):
                    self._paint(row, start, end)
        self._dirty.clear()

    def _runs(self, row: int, first: int, last: int) -> Iterator[tuple[int, int]]:
        """Spans of cells to send: those that differ, and short gaps that cost less to repeat than to skip."""
        line, shown = self._next[row], self._shown[row]
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
            end = x + 2 if x + 1 < last and _is_right_half(line[x + 1]) else x + 1
        if start >= 0:
            yield start, end

    def _paint(self, row: int, start: int, end: int) -> None:
        self._move_to((row, start))
        append, pen = self._output.append, self._pen_sent
        line = self._next[row]
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
                append(move(None, (row, x + 2 if _is_right_half(line[x + 1]) else x + 1)))
        self._pen_sent = pen
        self._shown[row][start:end] = line[start:end]
        uncertain = any(cell is not None and _disputed(cell[0]) for cell in line[max(0, end - 2) : end])
        self._cursor_sent = None if uncertain or end >= self._width else (row, end)

    def _place_cursor(self) -> None:
        if self._cursor is not None:
            row, column = self._cursor
            self._move_to((row, min(column, self._width - 1)))

    def _move_to(self, place: Place) -> None:
        if self._cursor_sent != place:
            self._output.append(move(self._cursor_sent, place))
            self._cursor_sent = place


class _Ink(dict[str, Cell]):
    """The cells of one pen, one object each, so that equal cells are mostly the same object."""

    def __init__(self, pen: Pen) -> None:
        super().__init__()
        self._pen = pen

    def __missing__(self, text: str) -> Cell:
        cell = self[text] = (text, self._pen)
        return cell


def _is_right_half(cell: Cell | None) -> bool:
    return cell is not None and not cell[0]


def _disputed(text: str) -> bool:
    """Whether terminals differ on the width of a character: joined ones, and most emoji."""
    return len(text) > 1 or text > "\uffff"


def _blanked(cell: Cell | None) -> Cell:
    """What is left of a wide character when its other half is overwritten."""
    return (" ", PLAIN if cell is None else cell[1])


def _cheap(cells: Row) -> bool:
    """Whether the gap between the first cell and the last is better repeated than jumped over."""
    gap = cells[1:]
    if len(gap) > _GAP or None in cells:
        return False
    known = [cell for cell in cells if cell is not None]
    return (
        all(cell[1] == known[0][1] for cell in known) and len("".join(cell[0] for cell in known[1:]).encode()) <= _GAP
    )
