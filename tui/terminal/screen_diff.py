"""The picture a terminal shows, and the fewest bytes that turn it into the picture a program paints."""

import re
from typing import Final

from tui.terminal.pen import PLAIN, Pen, blank, changed, transition
from tui.terminal.screen_state import Cell, Row, ScreenState, blanked, is_right_half, scroll_between
from tui.terminal.sequences import TOKEN, Place, clusters, place_of

_WORTH_SYNCHRONISING: Final = 512


class ScreenDiff:
    """Takes what a program writes for a whole screen, and gives what has to be sent for the terminal to show it.

    Only text, SGR, cursor positions, line ends, links and synchronised updates are understood. The other sequences
    that Textual sends are passed on in their place; the alternate screen and the bell forget the picture, and cells
    are sent as they are painted. Nothing else passes. `fills` says that what is erased has the ground of the pen.
    """

    def __init__(self, width: int, height: int, *, colour: bool = True, fills: bool = False) -> None:
        self._width, self._height, self._colour, self._fills = width, height, colour, fills
        self._inks: dict[Pen, _Ink] = {}
        self._pen = PLAIN
        self._cursor: Place | None = None
        self._synchronises = False
        self._dirty: dict[int, tuple[int, int]] = {}
        self._state = ScreenState(width, height, fills=fills)
        self.forget()

    @property
    def waiting(self) -> bool:
        """Whether there may be something to send."""
        return bool(self._dirty or self._state.output) or self._state.cursor != self._cursor

    def forget(self) -> None:
        """Assume nothing about what the terminal shows."""
        self._next: list[Row] = [[None] * self._width for _ in range(self._height)]
        self._dirty.clear()
        self._state.forget()

    def resize(self, width: int, height: int) -> None:
        """Start again with a screen of this size."""
        self._width, self._height = width, height
        waiting = self._state.output
        self._cursor, self._state = None, ScreenState(width, height, fills=self._fills)
        self._state.output = waiting
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
                self._state.output.append(token[0])
            elif kind == "clearing":
                self._pass(token[0])

    def changes(self) -> str:
        """What has to be sent for the terminal to show the next picture."""
        self._paint_rows()
        self._place_cursor()
        data = "".join(self._state.output)
        self._state.output.clear()
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
        if x > 0 and is_right_half(line[x]):
            start, line[x - 1] = x - 1, blanked(line[x])
        if end < self._width and is_right_half(line[end]):
            stop, line[end] = end + 1, blanked(line[end])
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
        self._state.output += [transition(self._state.pen, self._pen), data]
        self._cursor = None
        self.forget()

    def _paint_rows(self) -> None:
        """Send what differs; rows that only moved are moved by the terminal where that takes fewer bytes."""
        scroll = scroll_between(self._state.rows, self._next, self._dirty)
        moved = self._state.copy() if scroll else None
        self._state.paint(self._next, self._dirty)
        if scroll and moved:
            moved.scroll(scroll)
            span = dict.fromkeys(range(scroll.top, scroll.bottom), (0, self._width))
            moved.paint(self._next, self._dirty | span)
            self._state = min(self._state, moved, key=ScreenState.bytes)
        self._dirty.clear()

    def _place_cursor(self) -> None:
        if self._cursor is not None:
            row, column = self._cursor
            place = (row, min(column, self._width - 1))
            self._state.prepare(place)
            self._state.move_to(place)


class _Ink(dict[str, Cell]):
    """The cells of one pen, one object each, so that equal cells are mostly the same object."""

    def __init__(self, pen: Pen) -> None:
        super().__init__()
        self._pen = pen

    def __missing__(self, text: str) -> Cell:
        cell = self[text] = (text, blank(self._pen) if text == " " else self._pen)
        return cell
