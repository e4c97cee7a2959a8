"""The least terminal that tests can look at."""

import re

from rich.cells import cell_len

from tui.terminal.pen import PLAIN, Pen, blank, changed

TOKENS = re.compile(
    r"\x1b\[(?P<numbers>[0-9;]*)(?P<final>[A-Zr])|\x1b(?P<step>[DM])|\x1b\[(?P<pen>[0-9;]*)m|\x1b\]8;(?P<link>[^\x1b]*)\x1b\\"
    r"|\x1b\[[?>][0-9;]*[$a-z]p?|(?P<control>[\r\n\b])|(?P<character>.)"
)


HALVED = ("", Pen(link="of nothing"))
"""What is left of a wide character when its other half is erased; what overwrites it resets that cell, as in tmux."""


class SmallTerminal:
    """The least terminal that shows a picture: what is written in which cell, with which pen as far as that is seen."""

    def __init__(self, width: int, height: int, *, fills: bool = False) -> None:
        self.width, self.height, self.fills = width, height, fills
        self.row = self.column = 0
        self.pen = PLAIN
        self.region: tuple[int, int] | None = None
        self.erase()

    def erase(self) -> None:
        """Show nothing."""
        self.cells = [[(" ", PLAIN)] * self.width for _ in range(self.height)]

    def write(self, data: str) -> None:
        """Obey what a program writes."""
        for token in TOKENS.finditer(data):
            if token["final"]:
                self.command([int(number or 0) for number in token["numbers"].split(";")], token["final"])
            elif token["pen"] is not None:
                self.pen = changed(self.pen, token["pen"])
            elif token["link"] is not None:
                self.pen = self.pen._replace(link="" if token["link"] == ";" else token["link"])
            elif token["step"]:
                self.step(1 if token["step"] == "D" else -1)
            elif token["control"]:
                self.column = self.column - 1 if token["control"] == "\b" else 0
                if token["control"] == "\n":
                    self.step(1)
            elif token["character"]:
                self.put(token["character"])

    def command(self, numbers: list[int], final: str) -> None:
        """Move, or clear the screen."""
        count = max(1, numbers[0])
        match final:
            case "H":
                self.row, self.column = count - 1, max(1, numbers[1] if len(numbers) > 1 else 1) - 1
            case "C" | "D":
                self.column += count if final == "C" else -count
            case "A" | "B":
                self.row += count if final == "B" else -count
            case "X":
                assert self.fills, "only a terminal that fills what it erases is let erase"
                line = self.cells[self.row]
                end = self.column + count
                line[self.column : end] = [(" ", Pen(background=self.pen.background))] * count
                line[end : end + 1] = [HALVED if text == "" else (text, pen) for text, pen in line[end : end + 1]]
                assert len(line) == self.width
            case "J":
                self.erase()
            case "r":
                self.region = (count - 1, numbers[1]) if len(numbers) > 1 else None
                self.row = self.column = 0
        assert 0 <= self.row < self.height
        assert 0 <= self.column < self.width

    def step(self, by: int) -> None:
        """Go down a row, or up (-1); at the edge of the region its rows move."""
        if self.region and self.row == (self.region[1] - 1 if by > 0 else self.region[0]):
            self.scroll(by, *self.region)
        else:
            self.row += by
            assert 0 <= self.row < self.height, "no picture scrolls the screen"

    def scroll(self, by: int, top: int, bottom: int) -> None:
        """Move the rows of the region up by one, or down (-1); what comes in has the colours of the pen."""
        rows = self.cells[top:bottom]
        fresh = [(" ", Pen(background=self.pen.background)) if self.fills else ("?", self.pen)] * self.width
        self.cells[top:bottom] = [*rows[1:], fresh] if by > 0 else [fresh, *rows[:-1]]

    def put(self, character: str) -> None:
        """Show one character, and a blank where it halves a wide one."""
        line, width = self.cells[self.row], cell_len(character)
        if width == 0:
            text, pen = line[self.column - 1]
            line[self.column - 1] = (text + character, pen)
            return
        assert self.column + width <= self.width, "no picture runs over the edge"
        pen = blank(self.pen) if character == " " else self.pen
        for x in (self.column, self.column + width):
            if x < self.width and line[x] == HALVED:
                line[x - 1] = (" ", PLAIN)
            elif 0 < x < self.width and line[x][0] == "":
                line[x - 1] = (" ", blank(line[x - 1][1]))
                line[x] = (" ", blank(line[x][1]))
        line[self.column : self.column + width] = [(character, pen), ("", pen)][:width]
        self.column += width

    @property
    def text(self) -> list[str]:
        """The lines as text; a wide character counts once."""
        return ["".join(text for text, _ in line) for line in self.cells]
