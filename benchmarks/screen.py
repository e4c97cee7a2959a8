"""A small terminal picture: the text that a program has put on each cell, colours left out."""

import codecs
import re
from collections.abc import Callable

from rich.cells import get_character_cell_size

Picture = tuple[tuple[str, ...], ...]

TOKEN = re.compile(
    r"\x1b\[(?P<numbers>[0-9;:?<>=]*)[ -/]*(?P<final>[@-~])"
    r"|\x1b[\]PX^_].*?(?:\x07|\x1b\\)"
    r"|\x1b[ -/]*[0-OQ-WYZ\\`-~]"
    r"|(?P<control>[\x00-\x1a\x1c-\x1f\x7f])"
    r"|(?P<text>[^\x00-\x1f\x7f]+)",
    re.DOTALL,
)
ALTERNATE_SCREEN = {"?1049", "?1047", "?47"}
TAB = 8


class Screen:
    """The cells of a terminal that does not wrap lines; the right half of a wide character is an empty cell."""

    def __init__(self, columns: int, lines: int) -> None:
        self.columns, self.lines = columns, lines
        self.x = self.y = 0
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._unread = ""
        self._cells: list[list[str]] = []
        self._clear()

    def feed(self, output: bytes) -> None:
        """Draw what a program wrote; a sequence cut in two waits for its other half."""
        text = self._unread + self._decoder.decode(output)
        end = 0
        while token := TOKEN.match(text, end):
            end = token.end()
            if token["text"]:
                self._write(token["text"])
            elif token["final"]:
                self._obey(token["final"], token["numbers"])
            elif token["control"]:
                self._control(token["control"])
        self._unread = text[end:]

    def picture(self) -> Picture:
        """The cells as they are now."""
        return tuple(tuple(line) for line in self._cells)

    def text(self) -> str:
        """The picture as lines of text."""
        return "\n".join("".join(line).rstrip() for line in self._cells)

    def _write(self, text: str) -> None:
        for character in text:
            width = get_character_cell_size(character)
            if width == 0:
                self._cells[self.y][max(self.x - 1, 0)] += character
                continue
            self._put(character, width)

    def _put(self, character: str, width: int) -> None:
        """One character at the cursor; the other half of a wide one that it overwrites becomes a space."""
        line = self._cells[self.y]
        start = min(self.x, self.columns - width)
        end = start + width
        if line[start] == "" and start > 0:
            line[start - 1] = " "
        if end < self.columns and line[end] == "":
            line[end] = " "
        line[start:end] = [character, *[""] * (width - 1)]
        self.x = min(end, self.columns - 1)

    def _control(self, control: str) -> None:
        if control == "\r":
            self.x = 0
        elif control == "\b":
            self.x = max(self.x - 1, 0)
        elif control == "\t":
            self.x = min((self.x // TAB + 1) * TAB, self.columns - 1)
        elif control == "\n":
            if self.y == self.lines - 1:
                self._cells = [*self._cells[1:], [" "] * self.columns]
            self.y = min(self.y + 1, self.lines - 1)

    def _obey(self, final: str, numbers: str) -> None:
        """Move or erase as told; colours, modes and questions leave the picture as it is."""
        if final in "hl":
            if ALTERNATE_SCREEN & set(numbers.split(";")):
                self._clear()
            return
        given = [int(number) if number.isdigit() else 0 for number in numbers.split(";")]
        if final in self._moves:
            self._moves[final](self, given)
            self.x = min(max(self.x, 0), self.columns - 1)
            self.y = min(max(self.y, 0), self.lines - 1)
        elif final in "JK":
            self._erase(final, given[0])

    def _go(self, given: list[int]) -> None:
        line, column = (*given, 0)[:2]
        self.y, self.x = max(line, 1) - 1, max(column, 1) - 1

    def _up(self, given: list[int]) -> None:
        self.y -= max(given[0], 1)

    def _down(self, given: list[int]) -> None:
        self.y += max(given[0], 1)

    def _right(self, given: list[int]) -> None:
        self.x += max(given[0], 1)

    def _left(self, given: list[int]) -> None:
        self.x -= max(given[0], 1)

    def _column(self, given: list[int]) -> None:
        self.x = max(given[0], 1) - 1

    def _line(self, given: list[int]) -> None:
        self.y = max(given[0], 1) - 1

    _moves: dict[str, Callable[["Screen", list[int]], None]] = {  # noqa: RUF012  # never changed
        "A": _up,
        "B": _down,
        "C": _right,
        "D": _left,
        "G": _column,
        "H": _go,
        "d": _line,
        "f": _go,
    }

    def _erase(self, final: str, how: int) -> None:
        """J erases the screen and K the line: from the cursor (0), up to the cursor (1), or all (2)."""
        here = self.y * self.columns + self.x
        first, last = (0, self.lines) if final == "J" else (self.y, self.y + 1)
        start = here if how == 0 else first * self.columns
        end = here + 1 if how == 1 else last * self.columns
        for cell in range(start, end):
            self._cells[cell // self.columns][cell % self.columns] = " "

    def _clear(self) -> None:
        self._cells = [[" "] * self.columns for _ in range(self.lines)]


def changed_bytes(before: Picture, after: Picture) -> int:
    """How many bytes the text takes, in UTF-8, of the cells that now show something else."""
    return sum(
        len(new.encode())
        for old_line, new_line in zip(before, after, strict=True)
        for old, new in zip(old_line, new_line, strict=True)
        if old != new
    )
