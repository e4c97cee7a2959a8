"""What a terminal shows of the bytes that a program wrote, as pyte emulates one."""

from typing import Any

import pyte

Picture = tuple[tuple[str, ...], ...]


class Screen(pyte.Screen):
    """The cells of a terminal; the right half of a wide character is an empty cell."""

    def __init__(self, columns: int, lines: int) -> None:
        super().__init__(columns, lines)
        self._stream = pyte.ByteStream(self)

    def feed(self, output: bytes) -> None:
        """Draw what a program wrote; a sequence cut in two waits for its other half."""
        self._stream.feed(output)

    def set_margins(self, top: int | None = None, bottom: int | None = None) -> None:
        """Set or reset the scroll region: in both cases the cursor goes to the first cell, as terminals do it."""
        super().set_margins(top, bottom)
        self.cursor_position()

    def index(self) -> None:
        """Move down a line; in the last of the scroll region the others move up, and a filled one comes in."""
        before = self.cursor.y
        super().index()
        if self.cursor.y == before:
            self._fill(before)

    def reverse_index(self) -> None:
        """Move up a line; in the first of the scroll region the others move down, and a filled one comes in."""
        before = self.cursor.y
        super().reverse_index()
        if self.cursor.y == before:
            self._fill(before)

    def _fill(self, line: int) -> None:
        """Give a line the colour behind the text, as most terminals do it."""
        blank = self.default_char._replace(bg=self.cursor.attrs.bg)
        self.buffer[line].update(dict.fromkeys(range(self.columns), blank))

    def looks(self) -> list[list[tuple[object, ...]]]:
        """All that a person can see of each cell: of a blank only what is behind it."""
        return [[_look(self.buffer[y][x]) for x in range(self.columns)] for y in range(self.lines)]

    def set_mode(self, *modes: int, **kwargs: Any) -> None:  # noqa: ANN401 - as pyte has it
        """Set modes; the other screen of a terminal is empty."""
        super().set_mode(*modes, **kwargs)
        if ALTERNATE_SCREEN & set(modes):
            self.erase_in_display(2)

    def picture(self) -> Picture:
        """The cells as they are now, without colours."""
        return tuple(tuple(self.buffer[y][x].data for x in range(self.columns)) for y in range(self.lines))

    def text(self) -> str:
        """The picture as lines of text."""
        return "\n".join(line.rstrip() for line in self.display)


def _look(cell: pyte.screens.Char) -> tuple[object, ...]:
    ground = (cell.bg, cell.underscore, cell.strikethrough, cell.reverse)
    if cell.data.strip():
        return (cell.data, cell.fg, cell.bold, cell.italics, *ground)
    return (" ", *ground, cell.fg if any(ground[1:]) else "")


ALTERNATE_SCREEN = frozenset({47, 1047, 1049})


def changed_bytes(before: Picture, after: Picture) -> int:
    """How many bytes the text takes, in UTF-8, of the cells that now show something else."""
    return sum(
        len(new.encode())
        for old_line, new_line in zip(before, after, strict=True)
        for old, new in zip(old_line, new_line, strict=True)
        if old != new
    )
